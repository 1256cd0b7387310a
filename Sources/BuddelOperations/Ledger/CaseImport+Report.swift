import BuddelFormats
import Buddelverein

extension CaseImport {
    /// What the plan changed, file by file.
    func report(_ association: AssociationKey?, attached: Int) -> ImportReport {
        var report = ImportReport(association: association?.code, isRehearsal: false)
        report.files = CaseFile.allCases.filter(folder.files.contains).map(counts)
        report.attachedDocuments = attached
        report.warnings = warnings
        return report
    }

    private func counts(_ file: CaseFile) -> ImportReport.File {
        func counted<Record>(_ plan: ImportPlan<Record>) -> ImportReport.File {
            ImportReport.File(
                name: file.rawValue, new: plan.new.count, changed: plan.advanced.count, unchanged: plan.unchanged)
        }
        return switch file {
        case .municipalities: counted(plan.municipalities)
        case .association: counted(plan.association)
        case .areas: counted(plan.areas)
        case .members: counted(plan.members)
        case .helpers: counted(plan.helpers)
        case .connections: counted(plan.connections)
        case .holders: counted(plan.holders)
        case .segments: counted(plan.segments)
        case .progress: counted(plan.progress)
        case .work: counted(plan.vouchers.work)
        case .costs: counted(plan.vouchers.costs)
        case .gifts: counted(plan.vouchers.gifts)
        case .payments: counted(plan.vouchers.payments)
        case .programmes: counted(plan.subsidy.programmes)
        case .awards: counted(plan.subsidy.awards)
        case .claims: counted(plan.subsidy.claims)
        }
    }

    /// Warnings of the files, without those on documents that are attached already, and rows that were reversed.
    private var warnings: [ImportReport.Warning] {
        let present = Set(plan.documents.present.map { "documents/" + $0 })
        let ofFiles = folder.warnings.filter { warning in
            warning.kind != .missingDocument || warning.place.file.map { !present.contains($0) } ?? true
        }.map { ImportReport.Warning(code: $0.kind.rawValue, message: $0.message, place: $0.place) }
        let reversed = plan.vouchers.reversed + plan.progress.reversed.map { (.progress, $0) }
        return ofFiles
            + reversed.map { file, index in
                ImportReport.Warning(
                    code: "reversed",
                    message: LocalizedText(
                        en: "This was recorded and reversed; the row was left out.",
                        de: "Das war erfasst und ist storniert; die Zeile blieb außen vor."),
                    place: folder.place(file, index))
            }
    }
}
