import Postgres

extension TestCluster {
    /// The one cluster of this test process.
    public static let shared = TestCluster(roles: ["buddel_owner", "buddel_app", "buddel_feed"])
}
