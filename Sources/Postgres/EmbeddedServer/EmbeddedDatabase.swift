/// The database that an embedded server is there for.
public struct EmbeddedDatabase: Hashable, Sendable {
    public let name: String
    /// The role that owns it.
    public let owner: String
    /// All roles that may log in, the owner among them.
    public let roles: [String]
    /// Extensions that only a superuser can create.
    public let extensions: [String]

    public init(name: String, owner: String, roles: [String], extensions: [String]) {
        self.name = name
        self.owner = owner
        self.roles = roles.contains(owner) ? roles : [owner] + roles
        self.extensions = extensions
    }
}
