import Foundation

/// Base64 with the alphabet of addresses and without padding (RFC 4648 section 5), as tokens are written.
enum Base64URL {
    static func encode(_ bytes: some Sequence<UInt8>) -> String {
        String(
            Data(bytes).base64EncodedString().compactMap { character in
                switch character {
                case "+": "-"
                case "/": "_"
                case "=": nil
                default: character
                }
            })
    }

    /// The bytes; nil for anything but the one way in which they are written.
    static func decode(_ text: some StringProtocol) -> [UInt8]? {
        let plain = text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }
        let padding = String(repeating: "=", count: (4 - plain.count % 4) % 4)
        guard let bytes = Data(base64Encoded: String(plain) + padding), encode(bytes) == text else { return nil }
        return Array(bytes)
    }
}

extension String {
    /// The text's bytes in the usual Base64, as a header wants them.
    var base64: String { Data(utf8).base64EncodedString() }
}
