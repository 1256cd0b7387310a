import Buddelverein
import Testing

@testable import BuddelCLI

@Suite("PublicMap: what serve is told")
struct ServeOptionsTests {
    private func options(_ words: [String] = [], _ environment: [String: String] = [:]) throws -> ServeOptions {
        let context = ContextFixture(environment: environment).context
        return try CommandContext.$current.withValue(context) {
            try ServeCommand.parse(words).options(in: context)
        }
    }

    private func refusal(_ words: [String] = [], _ environment: [String: String] = [:]) -> Refusal? {
        do {
            _ = try options(words, environment)
            return nil
        } catch {
            return error as? Refusal
        }
    }

    @Test("a flag wins over the environment, the environment over the standard")
    func precedence() throws {
        let standard = try options()
        #expect(standard == ServeOptions(host: "127.0.0.1", port: 8_080))
        let environment = [
            "BUDDEL_USER_RATE": "0", "BUDDEL_WORKING": "3", "BUDDEL_PORT": "9000",
            "BUDDEL_TRUSTED_PROXIES": "10.0.0.1, ::1",
            "BUDDEL_LOG_FORMAT": "json", "BUDDEL_SECURITY_CONTACT": "mailto:it@selm.example", "BUDDEL_WAITING": "",
        ]
        let set = try options([], environment)
        #expect(set.bounds.userRate == 0 && set.bounds.working == 3 && set.bounds.waiting == 64)
        #expect(set.port == 9_000 && set.logFormat == .json && set.trustedProxies == ["10.0.0.1", "::1"])
        let flags = try options(
            [
                "--user-rate", "5", "--port", "0", "--trusted-proxy", "10.0.0.2", "--trusted-proxy", "10.1.0.0/16",
                "--log-format", "text", "--tls-certificate", "c", "--tls-key", "k",
            ], environment)
        #expect(flags.bounds.userRate == 5 && flags.bounds.working == 3 && flags.port == 0)
        #expect(flags.trustedProxies == ["10.0.0.2", "10.1.0.0/16"] && flags.logFormat == .text)
        #expect(flags.tlsCertificate == "c" && flags.tlsKey == "k")
    }

    @Test("every bound is set by its flag and by its variable, and the configuration shows what holds")
    func everyBound() throws {
        let numbers = ConfigurationKey.allCases.filter { $0.number != nil && $0 != .port }
        #expect(numbers.count == 13)
        var seen: [ServeBounds] = []
        for key in numbers {
            let flag = "--" + key.member.split(separator: "_").joined(separator: "-")
            let byFlag = try options([flag, "7"]).bounds
            #expect(byFlag == (try options([], [key.rawValue: "7"]).bounds), "\(flag)")
            #expect(byFlag != ServeBounds() && !seen.contains(byFlag), "\(flag) sets another bound")
            seen.append(byFlag)
        }
    }

    @Test(
        "what is not possible is refused by the name it was given under, with what would be right",
        arguments: [
            (["--working", "0"], [:], "--working"), (["--port", "70000"], [:], "--port"),
            (["--port", "x"], [:], "--port"), ([], ["BUDDEL_PORT": "x"], "BUDDEL_PORT"),
            ([], ["BUDDEL_REQUEST_SECONDS": "0"], "BUDDEL_REQUEST_SECONDS"),
            ([], ["BUDDEL_LOGIN_RATE": "-1"], "BUDDEL_LOGIN_RATE"),
            (["--security-contact", "it@selm.example"], [:], "--security-contact"),
            (["--security-contact", "mailto:a@b\nX: y"], [:], "--security-contact"),
            (["--log-format", "xml"], [:], "--log-format"),
        ])
    func refused(words: [String], environment: [String: String], name: String) {
        let refusal = refusal(words, environment)
        #expect(refusal?.place?.field == name)
        #expect(refusal?.cure != nil)
        #expect(refusal?.code.kind == .usage)
    }

    @Test("a certificate needs its key, and a key its certificate")
    func pairs() {
        #expect(refusal(["--tls-key", "k"])?.code == .invalidArguments)
        #expect(refusal([], ["BUDDEL_TLS_CERTIFICATE": "c"])?.code == .invalidArguments)
    }
}
