import Buddelverein

/// A case folder whose files were read, before its rows are judged against what is known elsewhere.
///
/// It says which association the folder is of, so that the known codes can be looked up before rows are judged.
public struct CaseDraft: Sendable {
    private let folder: CaseFolder
    private let refusals: [Refusal]
    /// Whether there are more faults than are listed; then records are missing that were not read any more.
    private let isCut: Bool

    /// Reads the files; bad rows are kept until `checked`.
    ///
    /// Refuses with `file_unreadable` what is no folder.
    public static func read(_ path: String, limits: FileLimits = FileLimits()) throws(Refusals) -> CaseDraft {
        let directory: CaseDirectory
        do {
            directory = try CaseDirectory(path)
        } catch {
            throw Refusals([error])
        }
        var reader = CaseFolderReader(directory: directory, limits: limits)
        let folder = reader.read()
        return CaseDraft(folder: folder, refusals: reader.issues.refusals, isCut: reader.issues.isFull)
    }

    /// The association of `association.json`; nil where the file is missing or faulty.
    public var association: AssociationProfile? { folder.records.association }

    /// The code that `association.json` gives, also where something else in the file is faulty.
    ///
    /// Refuses with everything wrong in the folder where the file is there and its code can't be read.
    public func associationCode() throws(Refusals) -> String? {
        if let association { return association.code }
        guard files.contains(.association) else { return nil }
        guard let read = folder.spoilt.records.association,
            folder.spoilt.places[.association]?.allSatisfy({ $0.judges("code") }) == true
        else {
            _ = try checked(known: KnownCodes())
            return nil
        }
        return read.code
    }

    /// Which data files are there.
    public var files: Set<CaseFile> { folder.files }

    /// Codes of the programmes that awards of the folder name.
    public var awardedProgrammes: Set<String> { Set(folder.records.awards.map(\.programme)) }

    /// Whether a claim of the folder cuts lines, which may name any voucher.
    public var cutsLines: Bool { folder.records.claims.contains { !$0.cuts.isEmpty } }

    /// The folder, once every row is good.
    ///
    /// Refuses with every bad row of every file, in the order of the files and their lines, including references to
    /// codes that are neither in the folder nor among `known`. Of a row with an unreadable field the others are judged.
    public func checked(known: KnownCodes) throws(Refusals) -> CaseFolder {
        guard !isCut else { throw Refusals(CaseFolder.inFileOrder(refusals)) }
        let lacking = refusals.compactMap { refusal in
            refusal.place?.file.flatMap(CaseFile.init(rawValue:)).flatMap { file in
                folder.spoilt.hasKey(file, at: refusal.place) ? nil : file
            }
        }
        let all = refusals + folder.validate(known: known, except: Set(lacking))
        guard !all.isEmpty else { return folder }
        throw Refusals(CaseFolder.inFileOrder(all))
    }
}

extension CaseFolder {
    /// The same refusals in the order of the files and their lines; those of one line keep the order of their fields.
    public static func inFileOrder(_ refusals: [Refusal]) -> [Refusal] {
        let order = Dictionary(uniqueKeysWithValues: CaseFile.allCases.enumerated().map { ($1.rawValue, $0) })
        func rank(_ refusal: Refusal) -> (Int, Int) {
            (refusal.place?.file.flatMap { order[$0] } ?? order.count, refusal.place?.line ?? 0)
        }
        return refusals.enumerated().sorted { left, right in
            let (a, b) = (rank(left.element), rank(right.element))
            return a == b ? left.offset < right.offset : a < b
        }.map(\.element)
    }
}
