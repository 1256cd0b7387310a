import Buddelverein
import Postgres

/// Finished publications in schema `feed`: written by the program, read by whoever serves the public.
public struct PublicationStore: Sendable {
    /// Every new publication is announced on this channel at commit.
    public static let channel = "buddel_publication"

    private let session: any PostgresSession

    public init(_ session: any PostgresSession) { self.session = session }

    /// Adds a publication; all but the newest `kept` are removed. Instances that listen are told at commit.
    public func insert(_ publication: StoredPublication, kept: Int) async throws {
        guard let manifest = publication.files.last else { return }
        let id = try await session.query(
            SQL(
                name: "insert publication",
                """
                insert into feed.publications (published_at, manifest_sha256)
                values (\(PostgresTimestamp(secondsSince1970: publication.publishedAt)), decode(\(manifest.sha256), 'hex'))
                returning id
                """)
        ).one().decode("id", as: Int64.self)
        for file in publication.files {
            try await session.execute(
                SQL(
                    name: "insert published file",
                    """
                    insert into feed.files (publication_id, name, media_type, content, sha256)
                    values (\(id), \(file.name), \(file.mediaType), \(file.bytes), decode(\(file.sha256), 'hex'))
                    """))
        }
        try await session.execute(
            SQL(
                name: "delete old publications",
                "delete from feed.publications where id not in (select id from feed.publications order by id desc limit \(kept))"
            ))
    }

    /// The newest publication with its files, the manifest last; nil before the first.
    public func fetchLatest() async throws -> StoredPublication? {
        let rows = try await session.query(
            SQL(
                name: "fetch publication",
                """
                select p.published_at, f.name, f.media_type, f.content, encode(f.sha256, 'hex') as sha256
                from feed.publications p join feed.files f on f.publication_id = p.id
                where p.id = (select max(id) from feed.publications)
                order by f.name = 'manifest.json', f.name
                """))
        guard let first = rows.first else { return nil }
        return StoredPublication(
            publishedAt: try first.decode("published_at", as: PostgresTimestamp.self).secondsSince1970,
            files: try rows.map { row in
                PublishedFile(
                    name: try row.decode("name"), mediaType: try row.decode("media_type"),
                    bytes: try row.decode("content"),
                    sha256: try row.decode("sha256"))
            })
    }

    /// When the newest publication was written; nil before the first.
    public func fetchPublishedAt() async throws -> Int64? {
        try await session.query(
            SQL(name: "fetch publication time", "select max(published_at) as published_at from feed.publications")
        ).one().decode("published_at", as: PostgresTimestamp?.self)?.secondsSince1970
    }

    /// Takes the lock under which only one instance publishes at a time; false where another one holds it.
    public func tryPublicationLock() async throws -> Bool {
        try await session.query(
            SQL(
                name: "try publication lock",
                "select pg_try_advisory_xact_lock(hashtext('buddel publication')) as is_mine")
        ).one().decode("is_mine")
    }
}
