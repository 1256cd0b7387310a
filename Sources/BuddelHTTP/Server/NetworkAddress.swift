import Buddelverein
import Glibc

/// An address of the internet protocol, either version; one of version 4 is the same however it is written.
public struct NetworkAddress: Hashable, Sendable {
    let high: UInt64
    let low: UInt64

    private static let mappedPrefix: UInt64 = 0xFFFF_0000_0000

    private init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Reads `192.0.2.1`, `2001:db8::1`, `::ffff:192.0.2.1`; nil for anything else.
    public init?(_ text: String) {
        guard text.utf8.count <= 64 else { return nil }
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            self.init(high: 0, low: Self.mappedPrefix | UInt64(UInt32(bigEndian: four.s_addr)))
            return
        }
        // A scope (`fe80::1%eth0`) names a network of this machine and nobody on it.
        let plain = String(text.prefix { $0 != "%" })
        var bytes = [UInt8](repeating: 0, count: 16)
        guard inet_pton(AF_INET6, plain, &bytes) == 1 else { return nil }
        func word(_ part: ArraySlice<UInt8>) -> UInt64 { part.reduce(0) { $0 << 8 | UInt64($1) } }
        self.init(high: word(bytes[..<8]), low: word(bytes[8...]))
    }

    var isVersion4: Bool { high == 0 && low >> 32 == 0xFFFF }

    var isLoopback: Bool { isVersion4 ? (low >> 24) & 0xFF == 127 : high == 0 && low == 1 }

    /// Whose rate is counted: the address, of version 6 its /64, since one subscriber has all of that.
    var network: NetworkAddress { isVersion4 ? self : NetworkAddress(high: high, low: 0) }
}

/// A range of addresses, such as `10.1.0.0/16`, or a single one.
public struct AddressRange: Hashable, Sendable {
    private let base: NetworkAddress
    private let bits: Int

    /// Reads `ADDRESS` or `ADDRESS/BITS`; refuses with `invalid_arguments` anything else.
    public init(parsing text: String) throws(Refusal) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard (1...2).contains(parts.count), let base = NetworkAddress(parts[0]) else { throw .noAddressRange(text) }
        let width = base.isVersion4 ? 32 : 128
        let bits = parts.count == 2 ? Int(parts[1]) ?? -1 : width
        guard (0...width).contains(bits) else { throw .noAddressRange(text) }
        self.base = base
        self.bits = bits + 128 - width
    }

    public func contains(_ address: NetworkAddress) -> Bool {
        func mask(_ bits: Int) -> UInt64 { bits <= 0 ? 0 : bits >= 64 ? .max : ~(UInt64.max >> UInt64(bits)) }
        let (high, low) = (mask(bits), mask(bits - 64))
        return (address.high ^ base.high) & high == 0 && (address.low ^ base.low) & low == 0
    }
}

extension Refusal {
    fileprivate static func noAddressRange(_ text: String) -> Refusal {
        Refusal(
            .invalidArguments,
            LocalizedText(
                en: "A trusted proxy is an address, or a range of them.",
                de: "Ein vertrauter Proxy ist eine Adresse oder ein Bereich von Adressen."),
            cure: LocalizedText(
                en: "Write 10.1.2.3, 10.1.0.0/16 or 2001:db8::/32.",
                de: "Schreiben Sie 10.1.2.3, 10.1.0.0/16 oder 2001:db8::/32."),
            at: Place(field: "trusted_proxy", value: text))
    }
}
