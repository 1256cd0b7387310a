import Glibc

// The files by which the server learns how to run and who may log in. They are written anew at each start, so that a
// data folder may be moved and a newer program may change them.
extension EmbeddedServer {
    func writeSettings(socketFolder: String, for account: ServerAccount) throws {
        var settings = [
            "listen_addresses": "",
            "port": String(Self.port),
            "unix_socket_directories": socketFolder,
            "unix_socket_permissions": "0700",
            "fsync": options.durable ? "on" : "off",
            "full_page_writes": options.durable ? "on" : "off",
            "synchronous_commit": options.durable ? "on" : "off",
            "timezone": "UTC",
            "log_timezone": "UTC",
            "log_checkpoints": "off",
            "logging_collector": "off",
        ]
        settings.merge(options.settings) { $1 }
        let lines = settings.sorted { $0.key < $1.key }.map { key, value in
            "\(key) = '\(value.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''"))'"
        }
        let text = "# Written at each start; changes get lost.\n" + lines.joined(separator: "\n") + "\n"
        try Files.write(text, to: clusterFolder + "/embedded.conf", owner: account)
        let main = clusterFolder + "/postgresql.conf"
        let existing = try Files.read(main) ?? ""
        let include = "include 'embedded.conf'"
        if !existing.contains(include) {
            try Files.write(existing + "\n" + include + "\n", to: main, owner: account)
        }
    }

    /// Who may log in: each of the users of the system as each of the roles, by the socket alone.
    func writeAccess(for account: ServerAccount) throws {
        let access = "# Written at each start; changes get lost.\nlocal all all peer map=embedded\n"
        try Files.write(access, to: clusterFolder + "/pg_hba.conf", owner: account)
        try Files.write(identities(for: account), to: clusterFolder + "/pg_ident.conf", owner: account)
    }

    /// True where the running server already lets in who runs this program.
    func isAccessCurrent() -> Bool {
        guard let account = try? account(),
            let written = try? Files.read(clusterFolder + "/pg_ident.conf")
        else { return false }
        return written == identities(for: account)
    }

    private func identities(for account: ServerAccount) -> String {
        var users = [account.name]
        // Root could become any of them anyway.
        if let root = ServerAccount(user: 0), !users.contains(root.name) { users.append(root.name) }
        let roles = [Self.superuser] + database.roles.filter { $0 != Self.superuser }
        let lines = users.flatMap { user in roles.map { "embedded \"\(user)\" \"\($0)\"" } }
        return "# Written at each start; changes get lost.\n" + lines.joined(separator: "\n") + "\n"
    }
}
