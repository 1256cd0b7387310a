import Glibc

/// The user of the system that a server runs as.
struct ServerAccount: Hashable, Sendable {
    let name: String
    let user: uid_t
    let group: gid_t

    /// The account with a number; nil where the system knows none.
    init?(user: uid_t) {
        guard let entry = getpwuid(user) else { return nil }
        self.init(entry.pointee)
    }

    /// The account with a name; nil where the system knows none.
    init?(name: String) {
        guard let entry = getpwnam(name) else { return nil }
        self.init(entry.pointee)
    }

    private init(_ entry: passwd) {
        name = String(cString: entry.pw_name)
        user = entry.pw_uid
        group = entry.pw_gid
    }

    /// The user who runs this program.
    static var current: ServerAccount? { ServerAccount(user: geteuid()) }

    var isCurrent: Bool { user == geteuid() }

    /// A program run as this account; as root through `setpriv` or `runuser`, whichever there is.
    /// - Throws: `EmbeddedServerError.cannotDropPrivileges`.
    func command(_ executable: String, _ arguments: [String]) throws -> Subprocess {
        if isCurrent { return Subprocess(executable, arguments) }
        let folders = ["/usr/bin", "/bin", "/usr/sbin", "/sbin"]
        if let setpriv = folders.map({ $0 + "/setpriv" }).first(where: Files.isExecutable) {
            let privileges = ["--reuid=\(user)", "--regid=\(group)", "--init-groups", "--no-new-privs", "--"]
            return Subprocess(setpriv, privileges + [executable] + arguments)
        }
        if let runuser = folders.map({ $0 + "/runuser" }).first(where: Files.isExecutable) {
            return Subprocess(runuser, ["-u", name, "--", executable] + arguments)
        }
        throw EmbeddedServerError.cannotDropPrivileges(user: name)
    }
}
