/// The opened application: what every operation needs to run.
public struct BuddelApp: Sendable {
    public init() {}
}
