/// Why the embedded server can't do its work; each case says what to do about it.
public enum EmbeddedServerError: Error, Hashable, Sendable {
    /// No PostgreSQL server is installed; `package` is what to install on Debian.
    case serverMissing(searched: [String], package: String)
    /// The installed servers are all older than the minimum.
    case serverTooOld(installed: [Int], minimum: Int, package: String)
    /// The cluster was made by a version of which no server is installed.
    case otherMajorVersion(cluster: Int, installed: [Int], folder: String)
    /// An extension is not installed; `package` is what to install on Debian, nil where that is not known.
    case extensionMissing(name: String, package: String?)
    /// The disk has no room; nothing was left half done.
    case diskFull(folder: String, output: String)
    /// The server's user may not enter a folder above the data folder.
    case folderNotReachable(folder: String, user: String)
    /// The data folder can't be written to.
    case folderNotWritable(folder: String, reason: String)
    /// The cluster belongs to another user of the system.
    case folderOfAnother(folder: String, owner: String)
    /// The socket's folder is not ours alone.
    case socketFolderUnsafe(folder: String)
    /// Started as root, and the user that the server should run as does not exist.
    case userMissing(name: String)
    /// Started as root, and there is no program that drops privileges.
    case cannotDropPrivileges(user: String)
    /// Another command has been at work on the same data folder for too long.
    case busy(folder: String)
    /// initdb failed for another reason.
    case initializationFailed(output: String)
    /// The server did not start for another reason.
    case startFailed(output: String, logFile: String)
    /// The server did not stop.
    case stopFailed(output: String)
}

extension EmbeddedServerError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .serverMissing(let searched, let package):
            "no PostgreSQL server is installed (searched: \(searched.joined(separator: ", "))); "
                + "install it: apt-get install \(package)"
        case .serverTooOld(let installed, let minimum, let package):
            "PostgreSQL \(minimum) or newer is needed, installed: \(Self.list(installed)); "
                + "install a newer one: apt-get install \(package)"
        case .otherMajorVersion(let cluster, let installed, let folder):
            "the database in \(folder) was made by PostgreSQL \(cluster), installed: \(Self.list(installed)). "
                + "Either install that version (apt-get install postgresql-\(cluster)), or start it there once more, "
                + "take a backup with its own pg_dump, move the folder aside and restore the backup here"
        case .extensionMissing(let name, let package):
            "the extension \(name) of PostgreSQL is not installed"
                + (package.map { "; install it: apt-get install \($0)" } ?? "")
        case .diskFull(let folder, _):
            "the disk with \(folder) is full; make room there and try again"
        case .folderNotReachable(let folder, let user):
            "the database server runs as user \(user), who may not enter \(folder); "
                + "choose a data folder that every user may pass through, such as /var/lib/buddel, or run as a normal user"
        case .folderNotWritable(let folder, let reason):
            "the folder \(folder) can't be used: \(reason)"
        case .folderOfAnother(let folder, let owner):
            "the database in \(folder) belongs to the user \(owner); run the program as that user or as root"
        case .socketFolderUnsafe(let folder):
            "\(folder) should be the private folder of the database's socket, but it belongs to somebody else or is "
                + "open to others; remove it and try again"
        case .userMissing(let name):
            "the database server may not run as root, and the user \(name) does not exist; "
                + "run the program as a normal user, or create that user"
        case .cannotDropPrivileges(let user):
            "the database server may not run as root, and neither setpriv nor runuser is there to run it as \(user)"
        case .busy(let folder):
            "another command has been starting or stopping the database in \(folder) for too long"
        case .initializationFailed(let output):
            "the database could not be created: \(output)"
        case .startFailed(let output, let logFile):
            "the database server did not start (its log: \(logFile)): \(output)"
        case .stopFailed(let output):
            "the database server did not stop: \(output)"
        }
    }

    private static func list(_ versions: [Int]) -> String {
        versions.isEmpty ? "none" : versions.map(String.init).joined(separator: ", ")
    }

    /// Turns the failure of a file operation into the case that fits it.
    init(_ failure: Files.Failure) {
        self =
            failure.isDiskFull
            ? .diskFull(folder: failure.path, output: failure.reason)
            : .folderNotWritable(folder: failure.path, reason: failure.reason)
    }

    /// True where what a program printed says that the disk is full.
    static func tellsOfFullDisk(_ output: String) -> Bool {
        // The hint is the server's own, where the disk took a part of a page only.
        ["No space left on device", "Disk quota exceeded", "Check free disk space"].contains { output.contains($0) }
    }
}
