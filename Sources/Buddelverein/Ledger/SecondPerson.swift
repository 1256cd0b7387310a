/// rules.md 2: who may confirm work and gifts.
public struct SecondPerson: Sendable {
    private let members: Set<String>
    private let households: [String: String?]

    public init(members: [Member], helpers: [Helper]) {
        self.members = Set(members.map(\.number))
        households = Dictionary(helpers.map { ($0.code, $0.memberNumber) }, uniquingKeysWith: { first, _ in first })
    }

    /// From numbers and codes alone; `households` maps helper codes to the member of whose household they are.
    public init(memberNumbers: Set<String>, households: [String: String?]) {
        members = memberNumbers
        self.households = households
    }

    /// Whether `confirmer` is a member who is neither the worker, nor of the worker's household, nor the credited one.
    public func mayConfirm(_ work: WorkRecord, _ confirmer: String) -> Bool {
        guard members.contains(confirmer), confirmer != work.memberNumber else { return false }
        guard let worker = work.worker else { return true }
        if let household = households[worker] { return household != confirmer }
        return worker != confirmer
    }

    /// Whether `confirmer` is a member other than the giver.
    public func mayConfirm(_ gift: GiftRecord, _ confirmer: String) -> Bool {
        members.contains(confirmer) && confirmer != gift.memberNumber
    }

    /// Whether a second person has confirmed the work by `day`.
    func isConfirmed(_ work: WorkRecord, by day: Day) -> Bool {
        guard let confirmer = work.confirmedBy, let on = work.confirmedOn, on <= day else { return false }
        return mayConfirm(work, confirmer)
    }

    /// Whether a second person has confirmed the gift by `day`.
    func isConfirmed(_ gift: GiftRecord, by day: Day) -> Bool {
        guard let confirmer = gift.confirmedBy, let on = gift.confirmedOn, on <= day else { return false }
        return mayConfirm(gift, confirmer)
    }
}
