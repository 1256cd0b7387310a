import Buddelverein

/// Collects what is wrong with files while they are read, so that every bad row is reported and not just the first.
final class FileIssues {
    private(set) var refusals: [Refusal] = []
    private(set) var warnings: [FileWarning] = []

    func refuse(_ refusal: Refusal) { refusals.append(refusal) }
    func warn(_ warning: FileWarning) { warnings.append(warning) }
}
