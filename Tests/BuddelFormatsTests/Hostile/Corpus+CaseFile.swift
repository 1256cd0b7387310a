@testable import BuddelFormats

extension Corpus {
    /// How many records one file of a case folder gives, and what is wrong with it.
    static func read(_ file: CaseFile, _ bytes: [UInt8]) -> (count: Int, issues: FileIssues) {
        let issues = FileIssues()
        let limits = FileLimits()
        func count<Record>(_ records: [Located<Record>]) -> Int { records.count }
        let count: Int =
            switch file {
            case .municipalities: count(MunicipalitiesFile.read(bytes, limits: limits, issues: issues))
            case .association: AssociationFile.read(bytes, limits: limits, issues: issues) == nil ? 0 : 1
            case .areas: count(AreasFile.read(bytes, limits: limits, issues: issues))
            case .members: count(MembersFile.read(bytes, limits: limits, issues: issues))
            case .helpers: count(HelpersFile.read(bytes, limits: limits, issues: issues))
            case .connections: count(ConnectionsFile.read(bytes, limits: limits, issues: issues))
            case .holders: count(HoldersFile.read(bytes, limits: limits, issues: issues))
            case .segments: count(SegmentsFile.read(bytes, limits: limits, issues: issues))
            case .progress: count(ProgressFile.read(bytes, limits: limits, issues: issues))
            case .work: count(WorkFile.read(bytes, limits: limits, issues: issues))
            case .costs: count(CostsFile.read(bytes, limits: limits, issues: issues))
            case .gifts: count(GiftsFile.read(bytes, limits: limits, issues: issues))
            case .payments: count(PaymentsFile.read(bytes, limits: limits, issues: issues))
            case .programmes: count(ProgrammesFile.read(bytes, limits: limits, issues: issues))
            case .awards: count(AwardsFile.read(bytes, limits: limits, issues: issues))
            case .claims: count(ClaimsFile.read(bytes, limits: limits, issues: issues))
            }
        return (count, issues)
    }
}
