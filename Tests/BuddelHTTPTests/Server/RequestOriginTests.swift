import Buddelverein
import Hummingbird
import Testing

@testable import BuddelHTTP

@Suite("Server: where a request comes from")
struct RequestOriginTests {
    private let proxies = ["10.1.0.0/16", "2001:db8:1::/48"].compactMap { try? AddressRange(parsing: $0) }

    private func origin(_ peer: String, _ headers: HTTPFields) -> RequestOrigin {
        RequestOrigin(peer: NetworkAddress(peer), headers: headers, trusted: proxies)
    }

    private func fields(_ lines: [(String, String)]) -> HTTPFields {
        var fields = HTTPFields()
        for (name, value) in lines { fields.append(HTTPFields.Element(name: .init(name)!, value: value)) }
        return fields
    }

    @Test(
        "a trusted proxy is believed, and of several the last that is none names the client",
        arguments: [
            ([("X-Forwarded-For", "203.0.113.9")], "203.0.113.9"),
            ([("X-Forwarded-For", "198.51.100.1, 203.0.113.9")], "203.0.113.9"),
            ([("X-Forwarded-For", "198.51.100.1, 203.0.113.9, 10.1.9.9")], "203.0.113.9"),
            ([("X-Forwarded-For", "198.51.100.1"), ("X-Forwarded-For", "203.0.113.9")], "203.0.113.9"),
            ([("X-Forwarded-For", "203.0.113.9:4711")], "203.0.113.9"),
            ([("X-Forwarded-For", "2001:db8:7::9")], "2001:db8:7::9"),
            ([("Forwarded", "for=198.51.100.1, for=203.0.113.9;proto=https")], "203.0.113.9"),
            ([("Forwarded", "proto=https;For=\"[2001:db8:7::9]:80\"")], "2001:db8:7::9"),
            ([("Forwarded", "for=203.0.113.9"), ("X-Forwarded-For", "203.0.113.9")], "203.0.113.9"),
        ])
    func believed(headers: [(String, String)], client: String) {
        #expect(origin("10.1.2.3", fields(headers)).address == NetworkAddress(client))
        let stranger = origin("192.0.2.7", fields(headers))
        #expect(stranger.address == NetworkAddress("192.0.2.7"), "anybody else is not")
        #expect(!stranger.isEncrypted && !stranger.isProxied)
    }

    @Test(
        "what names nobody, or two different ones, is counted as the proxy itself",
        arguments: [
            [("X-Forwarded-For", "unknown")], [("Forwarded", "for=_hidden")], [("X-Forwarded-For", "")],
            [("X-Forwarded-For", "203.0.113.9"), ("Forwarded", "for=198.51.100.1")],
            [("X-Forwarded-For", "10.1.9.9")], [("X-Forwarded-For", "203.0.113.9, nonsense")],
        ])
    func unbelievable(headers: [(String, String)]) {
        #expect(origin("10.1.2.3", fields(headers)).address == NetworkAddress("10.1.2.3"))
    }

    @Test("nobody becomes this machine by saying so")
    func loopback() throws {
        #expect(origin("127.0.0.1", [:]).isLoopback && origin("::1", [:]).isLoopback)
        #expect(origin("::ffff:127.9.9.9", [:]).isLoopback)
        #expect(!origin("192.0.2.7", fields([("X-Forwarded-For", "127.0.0.1")])).isLoopback)
        #expect(!origin("10.1.2.3", fields([("X-Forwarded-For", "127.0.0.1")])).isLoopback)
        for name in ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"] {
            #expect(!origin("127.0.0.1", fields([(name, "x")])).isLoopback, "a proxy on this machine speaks for others")
        }
    }

    @Test("a proxy says whether the way to it is encrypted")
    func scheme() {
        #expect(origin("10.1.2.3", fields([("X-Forwarded-Proto", "https")])).isEncrypted)
        #expect(origin("10.1.2.3", fields([("Forwarded", "for=192.0.2.1;proto=https")])).isEncrypted)
        #expect(!origin("10.1.2.3", fields([("X-Forwarded-Proto", "http")])).isEncrypted)
    }

    @Test("of version 6 the /64 is counted, of version 4 the address, in whatever notation")
    func networks() {
        #expect(NetworkAddress("2001:db8::1")?.network == NetworkAddress("2001:db8::ffff:1")?.network)
        #expect(NetworkAddress("2001:db8::1")?.network != NetworkAddress("2001:db8:0:1::1")?.network)
        #expect(NetworkAddress("192.0.2.1")?.network != NetworkAddress("192.0.2.2")?.network)
        #expect(NetworkAddress("::ffff:192.0.2.1") == NetworkAddress("192.0.2.1"))
        #expect(NetworkAddress("fe80::1%eth0") == NetworkAddress("fe80::1"))
        for text in ["", "1.2.3", "1.2.3.4.5", "x", "::g", String(repeating: "1", count: 100)] {
            #expect(NetworkAddress(text) == nil, "\(text)")
        }
    }

    @Test("ranges hold what they say, and what is no range is refused with its place")
    func ranges() throws {
        let four = try AddressRange(parsing: "192.0.2.0/25")
        #expect(try four.contains(#require(NetworkAddress("192.0.2.127"))))
        #expect(try !four.contains(#require(NetworkAddress("192.0.2.128"))))
        let six = try AddressRange(parsing: "2001:db8::/65")
        #expect(try six.contains(#require(NetworkAddress("2001:db8::7fff:0:0:1"))))
        #expect(try !six.contains(#require(NetworkAddress("2001:db8::8000:0:0:1"))))
        #expect(try AddressRange(parsing: "0.0.0.0/0").contains(#require(NetworkAddress("203.0.113.9"))))
        #expect(try !AddressRange(parsing: "0.0.0.0/0").contains(#require(NetworkAddress("2001:db8::1"))))
        for text in ["", "x", "10.0.0.0/33", "10.0.0.0/-1", "2001:db8::/129", "10.0.0.0/8/8", "10.0.0.0/"] {
            let refusal = #expect(throws: Refusal.self) { try AddressRange(parsing: text) }
            #expect(refusal?.code == .invalidArguments)
            #expect(refusal?.place?.field == "trusted_proxy")
        }
    }
}
