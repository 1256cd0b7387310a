import Buddelverein
import Foundation
import Hummingbird
import Logging
import NIOCertificateReloading
import NIOSSL
import ServiceLifecycle
import Synchronization

/// The files of TLS: a certificate with its chain and its key, both PEM.
public struct CertificateFiles: Sendable, Equatable {
    public var certificate: String
    public var key: String
    /// How often the files are looked at.
    public var interval: Duration

    public init(certificate: String, key: String, interval: Duration = .seconds(30)) {
        self.certificate = certificate
        self.key = key
        self.interval = interval
    }
}

/// Keeps the certificate that new connections get: that of the files, read anew when they change.
///
/// Guarantees: connections that are open keep what they began with; files that can't be used, or don't fit each other,
/// leave the old certificate in place, and the log says so once.
struct CertificateKeeper: Service {
    private let files: CertificateFiles
    private let reloader: TimedCertificateReloader

    /// Reads the files; refuses with `file_unreadable` what can't be read, with `invalid_certificate` what is no
    /// certificate and its key.
    init(_ files: CertificateFiles, logger: Logger) throws(Refusal) {
        for (field, path) in [("tls_certificate", files.certificate), ("tls_key", files.key)]
        where !FileManager.default.isReadableFile(atPath: path) {
            throw .unreadable(path, field)
        }
        let report = ReloadReport(logger: logger)
        var configuration = TimedCertificateReloader.Configuration(
            refreshInterval: files.interval,
            certificateSource: .init(location: .file(path: files.certificate), format: .pem),
            privateKeySource: .init(location: .file(path: files.key), format: .pem))
        configuration.onCertificateLoaded = {
            report.loaded(isNew: $0.previousCertificateChain != $0.currentCertificateChain)
        }
        configuration.onCertificateLoadFailed = { report.failed($0.error) }
        do {
            reloader = try TimedCertificateReloader.makeReloaderValidatingSources(configuration: configuration)
        } catch {
            throw .invalidCertificate(
                files, isMismatch: (error as? TimedCertificateReloader.Error) == .publicKeyMismatch)
        }
        self.files = files
    }

    /// TLS 1.2 and later.
    func configuration() throws(Refusal) -> TLSConfiguration {
        do {
            var configuration = try TLSConfiguration.makeServerConfiguration(certificateReloader: reloader)
            configuration.minimumTLSVersion = .tlsv12
            configuration.applicationProtocols = ["http/1.1"]
            return configuration
        } catch {
            throw .invalidCertificate(files, isMismatch: false)
        }
    }

    /// Looks at the files until the server ends.
    func run() async throws { try await reloader.run() }
}

/// Says once that the files can't be used, and when they can again; never what stands in them.
private final class ReloadReport: Sendable {
    private let logger: Logger
    private let state = Mutex((isLoaded: false, isBroken: false))

    init(logger: Logger) { self.logger = logger }

    func loaded(isNew: Bool) {
        let isFirst = state.withLock { state in
            defer { state = (true, false) }
            return !state.isLoaded
        }
        if isNew, !isFirst { logger.notice("certificate loaded anew") }
    }

    func failed(_ error: any Error) {
        let isNews = state.withLock { state in
            defer { state.isBroken = true }
            return state.isLoaded && !state.isBroken
        }
        guard isNews else { return }
        let isMismatch = (error as? TimedCertificateReloader.Error) == .publicKeyMismatch
        logger.error(
            "certificate not loaded, the old one stays",
            metadata: ["reason": isMismatch ? "the key is another certificate's" : "the files can't be read as PEM"])
    }
}

extension Refusal {
    fileprivate static func unreadable(_ path: String, _ field: String) -> Refusal {
        Refusal(
            .fileUnreadable,
            LocalizedText(
                en: "The file of TLS is not there, or can't be read.",
                de: "Die Datei für TLS ist nicht da oder nicht lesbar."),
            cure: LocalizedText(
                en: "Check the path, and that the server's user may read it.",
                de: "Pfad prüfen, und ob der Benutzer des Servers sie lesen darf."),
            at: Place(file: path, field: field))
    }

    fileprivate static func invalidCertificate(_ files: CertificateFiles, isMismatch: Bool) -> Refusal {
        Refusal(
            .invalidCertificate,
            isMismatch
                ? LocalizedText(
                    en: "The key belongs to another certificate.",
                    de: "Der Schlüssel gehört zu einem anderen Zertifikat.")
                : LocalizedText(
                    en: "These files are no certificate and key.",
                    de: "Diese Dateien sind kein Zertifikat mit seinem Schlüssel."),
            cure: LocalizedText(
                en: "Give the certificate with its chain and its unencrypted key, both as PEM.",
                de: "Das Zertifikat mit seiner Kette und sein unverschlüsselter Schlüssel, beide als PEM."),
            at: Place(file: files.certificate, field: "tls_certificate"))
    }
}
