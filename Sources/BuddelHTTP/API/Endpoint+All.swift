extension Endpoint {
    /// Every endpoint of the API, area by area.
    static let all: [Endpoint] = [
        accessEndpoints, userEndpoints, associationEndpoints, memberEndpoints, helperEndpoints, segmentEndpoints,
        drawingEndpoints, connectionEndpoints, voucherEndpoints, recordingEndpoints, documentEndpoints,
        journalEndpoints, awardEndpoints, grantingEndpoints, claimEndpoints, publicationEndpoints,
    ].flatMap { $0 }
}
