/// The bounds of what Buddel reads from a ZIP archive; beyond them it is refused, never cut.
public struct ArchiveLimits: Sendable {
    /// Bytes of the archive itself.
    public var archiveBytes = 256 << 20
    /// Files and folders in one archive.
    public var entries = 10_000
    /// Bytes of the name of one entry, with its folders.
    public var nameBytes = 1_000
    /// Names between slashes in the name of one entry.
    public var depth = 16
    /// Bytes of one file when it is unpacked.
    public var entryBytes = 256 << 20
    /// Bytes of all files together when they are unpacked.
    public var totalBytes = 1 << 30
    /// How many times larger than packed a file may be; CSV and XML come to 10 to 60.
    public var ratio = 250
    /// Bytes up to which the ratio of a file does not count: small ones can be all blanks.
    public var ratioFreeBytes = 1 << 20

    public init() {}
}
