import BuddelFormats
import BuddelStore
import Buddelverein
import Postgres

extension BuddelApp {
    /// Adds trench segments with their lines, and the clearances that each of them needs, still missing.
    ///
    /// An empty code becomes the next one, `S-1` for a trunk and `L-1` for a lead. Returns the segments. Refuses with the
    /// records' faults, `unknown_area`, `unknown_connection`, `invalid_geometry`, `already_exists`, with `duplicate_key`
    /// a code given twice, and with `invalid_value` a trunk that serves one connection.
    public func addSegments(
        _ segments: [Segment], needing clearances: [Clearance.Kind] = [], in association: String?
    ) async throws -> [Segment] {
        try await perform(.networkChange, in: association) { work, key in
            let store = SegmentStore(work.transaction, in: key.id)
            let segments = segments.withCodes(after: try await store.list().map(\.code))
            let known = try await work.knownNetwork(in: key)
            let faults = segments.flatMap { $0.faults(known) + $0.connectionFaults }
            let twice = duplicateFaults(segments, field: "code") { $0.code }.map(\.refusal)
            try work.refuse(faults + twice)
            try await store.insert(segments)
            let needed = ClearanceStore(work.transaction, in: key.id)
            for segment in segments {
                for kind in clearances {
                    _ = try await needed.insert(Clearance(kind: kind), of: segment.code, note: "")
                }
                try await work.audit(
                    association: key, subject: segment.code,
                    detail: ["kind": .string(segment.kind.rawValue), "state": .string(segment.status.rawValue)])
            }
            return segments
        }
    }

    /// Adds the segments of GeoJSON that is at hand; refuses as `addSegments`, and with every bad feature.
    public func addSegments(
        of geoJSON: [UInt8], needing clearances: [Clearance.Kind] = [], in association: String?
    ) async throws -> [Segment] {
        try await addSegments(try CaseFolder.segments(of: geoJSON), needing: clearances, in: association)
    }

    /// Adds the segments of a GeoJSON file in the form of `segments.geojson`; refuses as the other one does, and with
    /// every bad feature of the file.
    public func addSegments(
        fromFile path: String, needing clearances: [Clearance.Kind] = [], in association: String?
    ) async throws -> [Segment] {
        try await addSegments(try CaseFolder.readSegments(path), needing: clearances, in: association)
    }

    /// Changes a segment's data; code and state stay. Another line becomes the next version of its geometry.
    ///
    /// `lineFile` is a GeoJSON file with a segment of that code, whose line is taken. A change that changes nothing
    /// writes nothing, and the version stays. Refuses as `addSegments` does, with
    /// `not_found`, with `invalid_value` a line that is shorter than what is dug of it, and with `content_changed`
    /// where `version` is not the present one.
    @discardableResult
    public func editSegment(
        _ code: String, lineFile: String? = nil, in association: String?, version: Int? = nil,
        _ change: @Sendable (inout Segment) throws -> Void = { _ in }
    ) async throws -> Segment {
        let drawn = try lineFile.map { path in
            guard let segment = try CaseFolder.readSegments(path).first(where: { $0.code == code }) else {
                throw Refusal.absent(.segment, code, field: "code")
            }
            return segment.line
        }
        return try await perform(.networkChange, in: association) { work, key in
            let store = SegmentStore(work.transaction, in: key.id)
            guard let present = try await store.lock(code), let found = try await store.fetchMeasured(code)?.record
            else { throw Refusal.absent(.segment, code, field: "code") }
            guard version == nil || version == present else { throw Refusal.changedMeanwhile(code) }
            var segment = found
            if let drawn { segment.line = drawn }
            try change(&segment)
            segment.code = code
            (segment.status, segment.laidOn) = (found.status, found.laidOn)
            try work.refuse(segment.faults(try await work.knownNetwork(in: key)) + segment.connectionFaults)
            if segment == found { return segment }
            try await store.update([segment])
            try await work.requireDugWithin(code, in: key)
            try await work.audit(
                association: key, subject: code, detail: ["redrawn": .bool(segment.line != found.line)])
            return segment
        }
    }
}

extension BuddelApp {
    /// Takes the line of the segment of that code from GeoJSON that is at hand; refuses as `editSegment`.
    @discardableResult
    public func redrawSegment(
        _ code: String, as geoJSON: [UInt8], in association: String?, version: Int? = nil
    ) async throws -> Segment {
        guard let drawn = try CaseFolder.segments(of: geoJSON).first(where: { $0.code == code }) else {
            throw Refusal.absent(.segment, code, field: "code")
        }
        return try await editSegment(code, in: association, version: version) { $0.line = drawn.line }
    }
}

extension [Segment] {
    /// The same, where each that came without a code has the next one.
    fileprivate func withCodes(after taken: [String]) -> [Segment] {
        var taken = taken + map(\.code)
        return map { segment in
            var segment = segment
            if segment.code.isEmpty {
                segment.code = NaturalOrder.next(prefix: segment.kind == .trunk ? "S-" : "L-", after: taken)
                taken.append(segment.code)
            }
            return segment
        }
    }
}

extension Segment {
    /// A trunk serves many.
    fileprivate var connectionFaults: [Refusal] {
        guard kind == .trunk, let connection else { return [] }
        return [
            .invalid(
                "connection", connection,
                LocalizedText(en: "is not served by a trunk alone", de: "gehört nicht zu einer Trasse allein"),
                cure: LocalizedText(
                    en: "Leave the connection out, or make it a lead.",
                    de: "Den Anschluss weglassen, oder eine Hauszuführung (lead) daraus machen."))
        ]
    }
}

extension UnitOfWork {
    fileprivate func knownNetwork(in association: AssociationKey) async throws -> KnownRecords {
        KnownRecords(
            connections: try await ConnectionStore(transaction, in: association.id).list().map(\.code),
            areas: try await AreaStore(transaction, in: association.id).list().map(\.code))
    }

    /// Refuses a line that ends before what is dug of the segment does.
    fileprivate func requireDugWithin(_ segment: String, in association: AssociationKey) async throws {
        let length = try await SegmentStore(transaction, in: association.id).fetchMeasured(segment)?.length
        let dug = try await ProgressStore(transaction, in: association.id).list()
            .filter { $0.segment == segment }.map(\.to).max()
        guard let length, let dug, dug > length else { return }
        throw Refusal.invalid(
            "geometry", length.description,
            LocalizedText(
                en: "is shorter than the \(dug) m that are dug", de: "ist kürzer als die \(dug) m, die gebaut sind"),
            cure: LocalizedText(
                en: "Reverse the stretches beyond its end first.", de: "Erst die Stücke dahinter stornieren."))
    }
}
