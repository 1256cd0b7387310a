/// The data files of a case folder, in the order in which an import needs them.
public enum CaseFile: String, CaseIterable, Sendable {
    case municipalities = "municipalities.geojson"
    case association = "association.json"
    case areas = "areas.geojson"
    case members = "members.csv"
    case helpers = "helpers.csv"
    case connections = "connections.csv"
    case holders = "holders.csv"
    case segments = "segments.geojson"
    case progress = "progress.csv"
    case work = "work.csv"
    case costs = "costs.csv"
    case gifts = "gifts.csv"
    case payments = "payments.csv"
    case programmes = "programmes.json"
    case awards = "awards.json"
    case claims = "claims.json"

    /// The columns of a CSV file; none for JSON and GeoJSON.
    public var columns: [ColumnSpec] {
        switch self {
        case .members: MembersFile.columns
        case .helpers: HelpersFile.columns
        case .connections: ConnectionsFile.columns
        case .holders: HoldersFile.columns
        case .progress: ProgressFile.columns
        case .work: WorkFile.columns
        case .costs: CostsFile.columns
        case .gifts: GiftsFile.columns
        case .payments: PaymentsFile.columns
        case .municipalities, .association, .areas, .segments, .programmes, .awards, .claims: []
        }
    }
}
