/// The bounds of what Buddel reads from others' files; beyond them a file is refused, never cut.
public struct FileLimits: Sendable {
    /// Bytes of one data file.
    public var fileBytes = 256 << 20
    /// Rows of one CSV file, without the header.
    public var rows = 2_000_000
    /// Fields of all rows of one CSV file.
    public var cells = 40_000_000
    /// Columns of one CSV file.
    public var columns = 200
    /// Bytes of one CSV field, or of the text of one XML element.
    public var fieldBytes = 64 << 10
    /// Bytes of one CSV row.
    public var rowBytes = 1 << 20
    /// Bytes of one XML file.
    public var xmlBytes = 32 << 20
    /// Elements of one XML file; a line of a bank statement has about 50.
    public var elements = 1_000_000
    /// Objects and lists inside each other in one JSON file, or elements in one XML file.
    public var depth = 32
    /// Values of one JSON file.
    public var values = 10_000_000
    /// Bytes of one JSON string.
    public var stringBytes = 1 << 20
    /// Vertices of one geometry.
    public var vertices = 1_000_000
    /// Bytes of one attached document.
    public var documentBytes = 20 << 20

    public init() {}
}
