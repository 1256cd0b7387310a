import Buddelverein
import Testing

@Suite("Base 32 (RFC 4648)")
struct Base32Tests {
    @Test(
        "The RFC's vectors are written without padding and read in either case",
        arguments: [
            ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ])
    func vectors(_ plain: String, _ text: String) {
        #expect(plain.utf8.base32 == text)
        #expect([UInt8](base32: text) == Array(plain.utf8))
        #expect([UInt8](base32: text.lowercased()) == Array(plain.utf8))
    }

    @Test(
        "Other characters, and lengths and left-over bits that no bytes have, are no base 32",
        arguments: ["M", "MZX", "MZXW6Y", "MZ", "MY======", "M1", "M8", "ÄÖ", "MZXW 6YTB"])
    func refused(_ text: String) {
        #expect([UInt8](base32: text) == nil)
    }

    @Test("All bytes come back")
    func roundTrip() {
        for count in 0...40 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ count) }
            #expect([UInt8](base32: bytes.base32) == bytes)
        }
    }
}
