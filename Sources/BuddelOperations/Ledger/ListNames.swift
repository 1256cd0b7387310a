import BuddelStore
import Buddelverein

/// Everything that a person at a keyboard may name.
public struct KnownNames: Sendable {
    public var members: [Member]
    public var helpers: [Helper]
    /// Codes of segments, in natural order.
    public var segments: [String]
    public var codes: [ListedCode]
    /// Codes of areas, connections, programmes, awards and claims.
    public var others: [String]

    /// Numbers of members and codes of helpers, with their names.
    public var people: [(code: String, name: String)] {
        members.map { ($0.number, $0.name) } + helpers.map { ($0.code, $0.name) }
    }
}

extension BuddelApp {
    /// The codes of the lists that a town may extend; every user may see them.
    public func listCodes() async throws -> [ListedCode] {
        try await perform(.associationShow, access: .readOnly) { work in try await work.listedCodes() }
    }

    /// The names and codes of an association, for completion and for the entry of time sheets.
    public func knownNames(in association: String? = nil) async throws -> KnownNames {
        try await perform(.memberRead, in: association, access: .readOnly) { work, key in
            let codes = CompletionStore(work.transaction, in: key.id)
            return KnownNames(
                members: try await MemberStore(work.transaction, in: key.id).list(),
                helpers: try await HelperStore(work.transaction, in: key.id).list(),
                segments: try await codes.listSegments().naturallySorted { $0 },
                codes: try await work.listedCodes(), others: try await codes.listOthers().naturallySorted { $0 })
        }
    }
}

extension UnitOfWork {
    fileprivate func listedCodes() async throws -> [ListedCode] {
        let store = KnownCodesStore(transaction)
        let lists: [(ListedCode.List, KnownCodesStore.CodeList)] = [
            (.task, .tasks), (.machine, .machineClasses), (.category, .costCategories),
        ]
        var listed: [ListedCode] = []
        for (list, stored) in lists {
            for entry in try await store.listCodes(stored) {
                listed.append(ListedCode(list: list, code: entry.code, name: entry.name))
            }
        }
        return listed
    }
}
