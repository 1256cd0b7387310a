import Glibc

/// Where the socket of a cluster lies.
enum SocketFolder {
    /// The longest path of a socket that Linux takes.
    static let longest = 107

    /// The folder beside the cluster, or a short one where its path would be too long for a socket.
    ///
    /// The short one's name follows from the data folder and the server's user, so that every command finds the same.
    static func path(dataFolder: String, account: ServerAccount) -> String {
        let near = dataFolder + "/socket"
        if fits(near) { return near }
        let name = "pg-" + String(hash("\(account.user):\(dataFolder)"), radix: 36)
        return (geteuid() == 0 && Files.exists("/run") ? "/run/" : "/tmp/") + name
    }

    static func fits(_ folder: String) -> Bool {
        (folder + "/.s.PGSQL.\(EmbeddedServer.port)").utf8.count <= longest
    }

    /// True where somebody listens at the socket; cheaper than a session.
    static func answers(_ folder: String) -> Bool {
        let path = folder + "/.s.PGSQL.\(EmbeddedServer.port)"
        guard path.utf8.count <= longest else { return false }
        let file = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard file >= 0 else { return false }
        defer { close(file) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(file, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
    }

    /// FNV-1a: the same in every run, unlike Swift's own hash.
    private static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(14_695_981_039_346_656_037) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
    }
}
