import Buddelverein

extension BuddelApp {
    /// A log-in on a command line that waits for somebody to agree to it in a browser, anywhere.
    public struct DeviceLogIn: Sendable {
        /// The issuer's page, and the code to type in there.
        public var address: String
        public var userCode: String
        /// The page with the code already typed in, where the issuer has one.
        public var completeAddress: String?
        fileprivate var deviceCode: String
        fileprivate var interval: Int64
        fileprivate var expiresIn: Int64
    }

    /// Asks the issuer for a code (device authorization grant, RFC 8628).
    ///
    /// Refuses with `not_found` where no issuer is configured, with `openid_unavailable` one that does not offer it or
    /// does not answer.
    public func beginDeviceLogIn() async throws -> DeviceLogIn {
        guard let issuer else { throw Refusal.openIDOff() }
        let now = surroundings.now()
        guard let address = try await issuer.metadata(now: now).deviceAddress else {
            throw Refusal.openIDDeviceMissing()
        }
        // As in a browser: a class that counts as a second factor is asked for.
        let classes = issuer.configuration.secondFactor.classes
        let wish = classes.isEmpty ? [] : [(name: "acr_values", value: classes.joined(separator: " "))]
        let reply = try await issuer.post([("scope", "openid")] + wish, to: address, now: now)
        guard reply.status == 200, let device = DeviceLogIn(reply.json) else {
            throw Refusal.openIDUnavailable(
                LocalizedText(en: "it gives this client no code", de: "er gibt diesem Client keinen Code"))
        }
        return device
    }

    /// Asks the issuer until somebody has agreed, as often as it allows, and opens a session of 12 hours.
    ///
    /// Refuses with `openid_refused` where he said no or waited too long, and as `finishIssuerLogIn` does. Every refusal
    /// is audited.
    public func awaitDeviceLogIn(_ begun: DeviceLogIn) async throws -> IssuerSession {
        guard let issuer else { throw Refusal.openIDOff() }
        return try await auditingRefusals {
            let token = try await issuer.token(of: begun, now: surroundings.now)
            // No nonce goes with this grant: the token comes from the issuer itself, for a code that only we have.
            let identity = try await issuer.identity(of: token, nonce: nil, now: surroundings.now())
            return try await openSession(of: identity, at: issuer)
        }
    }
}

extension BuddelApp.DeviceLogIn {
    /// Reads the issuer's answer (RFC 8628 section 3.2); nil for one that is incomplete or not safe to show.
    init?(_ json: JSONValue) {
        guard let address = json["verification_uri"]?.stringValue, OpenIDAddress.isSafe(address),
            let userCode = json["user_code"]?.stringValue, (1...64).contains(userCode.utf8.count),
            userCode.utf8.allSatisfy({ 0x20...0x7E ~= $0 }),
            let deviceCode = json["device_code"]?.stringValue, (1...4_096).contains(deviceCode.utf8.count),
            let expiresIn = json["expires_in"]?.integerValue, expiresIn > 0
        else { return nil }
        self.address = address
        self.userCode = userCode
        self.deviceCode = deviceCode
        completeAddress = json["verification_uri_complete"]?.stringValue.flatMap { OpenIDAddress.isSafe($0) ? $0 : nil }
        interval = min(max(json["interval"]?.integerValue ?? 5, 1), 60)
        self.expiresIn = min(expiresIn, 1_800)
    }
}

extension OpenIDIssuer {
    /// The ID token once somebody has agreed; waits before each question as long as the issuer asks for.
    fileprivate func token(
        of begun: BuddelApp.DeviceLogIn, now: @Sendable () -> Int64
    ) async throws -> String {
        let address = try await metadata(now: now()).tokenAddress
        var interval = begun.interval
        var waited: Int64 = 0
        while waited < begun.expiresIn {
            try await pause(.seconds(interval))
            waited += interval
            let reply = try await post(
                [
                    ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"), ("device_code", begun.deviceCode),
                ], to: address, now: now())
            if reply.status == 200 {
                guard let token = reply.json["id_token"]?.stringValue else { throw OpenIDFault.malformedToken }
                return token
            }
            switch reply.json["error"]?.stringValue {
            case "authorization_pending": continue
            case "slow_down": interval += 5
            case "expired_token": throw OpenIDFault.tooLate
            default: throw OpenIDFault.refusedByIssuer
            }
        }
        throw OpenIDFault.tooLate
    }
}
