/// A refused request: what is wrong, where, and what would be right.
///
/// Guarantees: the code is stable and listed in `docs/reference/errors.md`; neither text holds names, addresses
/// or other personal data beyond what the caller typed in himself.
public struct Refusal: Error, Hashable, Sendable {
    /// Where the refused value stands: a file's line and column, a flag, or a JSON pointer.
    public struct Place: Hashable, Sendable {
        public var file: String?
        public var line: Int?
        public var field: String?
        public var value: String?

        public init(file: String? = nil, line: Int? = nil, field: String? = nil, value: String? = nil) {
            self.file = file
            self.line = line
            self.field = field
            self.value = value
        }
    }

    public let code: RefusalCode
    /// What is wrong, one sentence.
    public let message: LocalizedText
    /// What would be right; nil where the message says it already.
    public let cure: LocalizedText?
    public let place: Place?

    public init(_ code: RefusalCode, _ message: LocalizedText, cure: LocalizedText? = nil, at place: Place? = nil) {
        self.code = code
        self.message = message
        self.cure = cure
        self.place = place
    }

    /// The same refusal at a place.
    public func at(_ place: Place) -> Refusal {
        Refusal(code, message, cure: cure, at: place)
    }
}

/// Several refusals of one request, such as every bad row of a file; never empty.
public struct Refusals: Error, Sendable {
    public let all: [Refusal]

    public init(_ all: [Refusal]) {
        precondition(!all.isEmpty, "an empty list of refusals is no error")
        self.all = all
    }
}
