import Buddelverein
import Testing

@testable import BuddelOperations

@Suite("Access: codes that change with the time")
struct TimeCodeTests {
    private static let code = TimeCode(secret: Array("12345678901234567890".utf8))

    @Test(
        "RFC 6238, appendix B: the vectors of SHA-1",
        arguments: [
            (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
        ] as [(Int64, String)])
    func vectors(_ moment: Int64, _ expected: String) {
        #expect(Self.code.code(at: TimeCode.step(at: moment), digits: 8) == expected)
        #expect(Self.code.code(at: TimeCode.step(at: moment)) == String(expected.suffix(6)))
    }

    @Test(
        "RFC 4226, appendix D: the vectors of the counter",
        arguments: Array(
            [
                "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489",
            ].enumerated()))
    func counters(_ index: Int, _ expected: String) {
        #expect(Self.code.code(at: Int64(index)) == expected)
    }

    @Test("The step before, the present one and the next are taken, and no others")
    func window() {
        let now: Int64 = 1_111_111_109
        let step = TimeCode.step(at: now)
        let taken = (-3...3).map { Self.code.step(of: Self.code.code(at: step + $0), at: now) }
        #expect(taken == [nil, nil, step - 1, step, step + 1, nil, nil])
        for text in ["", "81804", "0818040", "+81804", "-81804", "08180a", "０８１８０４"] {
            #expect(Self.code.step(of: text, at: now) == nil)
        }
        // Before the clock's beginning there is no step.
        #expect(Self.code.step(of: Self.code.code(at: 0), at: 0) == 0)
    }

    @Test("The secret is shown as apps take it")
    func shown() {
        #expect(Self.code.typed == "GEZD-GNBV-GY3T-QOJQ-GEZD-GNBV-GY3T-QOJQ")
        #expect(
            Self.code.address(login: "clerk.one")
                == "otpauth://totp/Buddel:clerk.one?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Buddel"
                + "&algorithm=SHA1&digits=6&period=30")
    }
}
