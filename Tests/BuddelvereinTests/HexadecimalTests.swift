import Buddelverein
import Testing

@Suite("Hexadecimal digits")
struct HexadecimalTests {
    @Test("what is written is read back; what is no pair of digits is nothing")
    func roundTrip() {
        let bytes: [UInt8] = [0, 1, 15, 16, 127, 128, 255]
        #expect(Hexadecimal.text(bytes) == "00010f107f80ff")
        #expect(Hexadecimal.bytes("00010f107f80ff") == bytes)
        #expect(Hexadecimal.bytes("") == [])
        // A sign is no digit, though a number may have one.
        for wrong in ["0", "+f", "-1", "0x", "g0", " f", "é0"] { #expect(Hexadecimal.bytes(wrong) == nil) }
    }
}
