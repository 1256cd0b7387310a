import Buddelverein
import Testing

@Suite("Hexadecimal digits")
struct HexadecimalTests {
    @Test("what is written is read back; what is no pair of digits is nothing")
    func roundTrip() {
        let bytes: [UInt8] = [0, 1, 15, 16, 127, 128, 255]
        #expect(bytes.hexadecimal == "00010f107f80ff")
        #expect([UInt8](hexadecimal: "00010f107f80ff") == bytes)
        #expect([UInt8](hexadecimal: "") == [])
        // A sign is no digit, though a number may have one.
        for wrong in ["0", "+f", "-1", "0x", "g0", " f", "é0"] { #expect([UInt8](hexadecimal: wrong) == nil) }
    }
}
