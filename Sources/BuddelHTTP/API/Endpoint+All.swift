extension Endpoint {
    /// Every endpoint of the API, area by area.
    static let all: [Endpoint] = [
        accessEndpoints, secondFactorEndpoints, tokenEndpoints, userEndpoints, tieEndpoints, municipalityEndpoints,
        associationEndpoints, memberEndpoints, helperEndpoints,
        areaEndpoints, connectionEndpoints, segmentEndpoints, drawingEndpoints, clearanceEndpoints, progressEndpoints,
        voucherEndpoints, recordingEndpoints, documentEndpoints, journalEndpoints, verificationEndpoints,
        exchangeEndpoints,
        awardEndpoints, grantingEndpoints, claimReadingEndpoints, claimEndpoints,
        publicationEndpoints,
    ].flatMap { $0 }
}
