import BuddelOperations
import Buddelverein
import Hummingbird

/// `/.well-known/security.txt` (RFC 9116): whom to tell of a weakness; not there where nobody is named.
struct SecurityContact {
    let configuration: ServeConfiguration

    func add(to router: Router<ServerContext>) {
        guard let contact = configuration.securityContact else { return }
        let canonical = configuration.publicURL
        router.resource(
            ".well-known/security.txt",
            [
                .get: { _, _ in
                    // It must say when it gets old; a server that answers is still meant, so that is always ahead.
                    let expires = Day(number: Surroundings.live.today().number + 180)
                    var lines = ["Contact: \(contact)", "Expires: \(expires)T00:00:00Z", "Preferred-Languages: de, en"]
                    if let canonical {
                        let root = canonical.hasSuffix("/") ? String(canonical.dropLast()) : canonical
                        lines.append("Canonical: \(root)/.well-known/security.txt")
                    }
                    return Response(
                        status: .ok,
                        headers: [
                            .contentType: "text/plain; charset=utf-8", .cacheControl: "public, max-age=86400",
                        ],
                        body: ResponseBody(byteBuffer: ByteBuffer(string: lines.joined(separator: "\n") + "\n")))
                }
            ])
    }
}
