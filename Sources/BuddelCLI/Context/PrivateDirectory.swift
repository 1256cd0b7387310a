import Buddelverein
import Glibc

/// Folders that hold what is one person's alone.
enum PrivateDirectory {
    /// Makes the folder at the absolute `path` with its parents; the last one is 0700, also when it was there before.
    ///
    /// Refuses with `session_file` when it can't.
    static func make(_ path: String) throws {
        var made = ""
        for part in path.split(separator: "/").dropLast() {
            made += "/" + part
            guard mkdir(made, 0o755) == 0 || errno == EEXIST else { throw failure(made) }
        }
        guard mkdir(path, 0o700) == 0 || errno == EEXIST, chmod(path, 0o700) == 0 else { throw failure(path) }
    }

    private static func failure(_ path: String) -> Refusal {
        .sessionFile(path, reason: String(cString: strerror(errno)))
    }
}
