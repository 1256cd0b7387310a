import Glibc

/// An installed PostgreSQL server.
public struct ServerInstallation: Hashable, Sendable {
    /// The folder with `postgres`, `initdb`, `pg_ctl`, `psql`, `pg_dump`.
    public let binaryFolder: String
    public let major: Int

    public init(binaryFolder: String, major: Int) {
        self.binaryFolder = binaryFolder
        self.major = major
    }

    /// The path of one of the server's programs.
    public func binary(_ name: String) -> String {
        binaryFolder + "/" + name
    }

    /// Where servers are looked for.
    public struct SearchPaths: Hashable, Sendable {
        /// Programs that print the folder of the binaries (`--bindir`).
        public var pgConfig: [String]
        /// Folders that hold one folder for each version, with `bin` in it.
        public var versionFolders: [String]
        /// Folders that hold the binaries themselves.
        public var binaryFolders: [String]

        public init(pgConfig: [String], versionFolders: [String], binaryFolders: [String]) {
            self.pgConfig = pgConfig
            self.versionFolders = versionFolders
            self.binaryFolders = binaryFolders
        }

        /// `pg_config` and the server in `PATH`, and Debian's and Red Hat's folders.
        public static var standard: SearchPaths {
            let path = getenv("PATH").map { String(cString: $0) } ?? ""
            let folders = path.split(separator: ":").map(String.init).filter { $0.hasPrefix("/") }
            let redHat = Files.names(in: "/usr").filter { $0.hasPrefix("pgsql-") }.map { "/usr/\($0)/bin" }
            return SearchPaths(
                pgConfig: folders.map { $0 + "/pg_config" }, versionFolders: ["/usr/lib/postgresql"],
                binaryFolders: folders + redHat)
        }

        var all: [String] { versionFolders.map { $0 + "/*/bin" } + pgConfig + binaryFolders }
    }

    /// Every server found, the highest version first.
    public static func all(in paths: SearchPaths = .standard) async -> [ServerInstallation] {
        var folders = paths.versionFolders.flatMap { folder in
            Files.names(in: folder).map { "\(folder)/\($0)/bin" }
        }
        for program in paths.pgConfig where Files.isExecutable(program) {
            if let outcome = try? await Subprocess(program, ["--bindir"]).run(), outcome.isSuccess {
                folders.append(outcome.output.trimmingNewlines())
            }
        }
        folders += paths.binaryFolders
        var found: [ServerInstallation] = []
        var seen: Set<String> = []
        for folder in folders where seen.insert(folder).inserted {
            if let installation = await ServerInstallation(in: folder) { found.append(installation) }
        }
        return found.sorted { $0.major > $1.major }
    }

    /// The server whose binaries lie in a folder; nil where no whole server does.
    private init?(in folder: String) async {
        let needed = ["postgres", "initdb", "pg_ctl"].map { folder + "/" + $0 }
        guard needed.allSatisfy(Files.isExecutable),
            let outcome = try? await Subprocess(needed[0], ["-V"]).run(), outcome.isSuccess,
            let major = Self.major(ofVersion: outcome.output)
        else { return nil }
        self.init(binaryFolder: folder, major: major)
    }

    /// 15 for `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)`.
    static func major(ofVersion text: String) -> Int? {
        guard let marker = text.split(separator: " ").firstIndex(of: "(PostgreSQL)") else { return nil }
        let words = text.split(separator: " ")
        guard words.indices.contains(marker + 1) else { return nil }
        return Int(words[marker + 1].prefix(while: \.isNumber))
    }

    /// The folder with the control files of extensions; nil where it is not known.
    func extensionFolder() async -> String? {
        let debian = "/usr/share/postgresql/\(major)/extension"
        if binaryFolder == "/usr/lib/postgresql/\(major)/bin", Files.exists(debian) { return debian }
        let program = binary("pg_config")
        guard Files.isExecutable(program),
            let outcome = try? await Subprocess(program, ["--sharedir"]).run(), outcome.isSuccess
        else { return nil }
        return outcome.output.trimmingNewlines() + "/extension"
    }

    /// The Debian package that brings an extension.
    func package(ofExtension name: String) -> String? {
        if name.hasPrefix("postgis") { return "postgresql-\(major)-postgis-3" }
        // The extensions of PostgreSQL's own source come with the server on Debian.
        let own = ["btree_gist", "btree_gin", "citext", "pg_trgm", "pgcrypto", "unaccent", "hstore", "ltree"]
        return own.contains(name) ? "postgresql-contrib" : nil
    }
}
