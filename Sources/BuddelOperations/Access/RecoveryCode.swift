import Buddelverein
import Crypto

/// A code that stands for a lost telephone once: 80 random bits, written in base 32 in groups of four.
///
/// Nobody tries out so many bits, so that a plain SHA-256 is enough to keep it.
struct RecoveryCode: Sendable {
    private let bytes: [UInt8]

    /// How many a user gets.
    static let count = 10

    static func make(_ surroundings: Surroundings) -> [RecoveryCode] {
        (0..<count).map { _ in RecoveryCode(bytes: surroundings.randomBytes(10)) }
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    /// Reads a code as it was shown, with or without its groups, in either case; nil for anything else.
    init?(typed: String) {
        guard let bytes = [UInt8](base32: typed), bytes.count == 10 else { return nil }
        self.bytes = bytes
    }

    var text: String { Self.grouped(bytes.base32) }

    var hash: [UInt8] { Array(SHA256.hash(data: bytes)) }

    /// A text in groups of four.
    static func grouped(_ text: String) -> String {
        var groups = ""
        for (index, character) in text.enumerated() {
            if index > 0, index.isMultiple(of: 4) { groups.append("-") }
            groups.append(character)
        }
        return groups
    }
}
