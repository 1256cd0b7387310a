extension Endpoint {
    /// Every endpoint of the API, area by area.
    static let all: [Endpoint] = [
        accessEndpoints, openIDEndpoints, secondFactorEndpoints, tokenEndpoints, userEndpoints, identityEndpoints,
        tieEndpoints, municipalityEndpoints, associationEndpoints, memberEndpoints, helperEndpoints,
        areaEndpoints, connectionEndpoints, segmentEndpoints, drawingEndpoints, clearanceEndpoints, progressEndpoints,
        voucherEndpoints, recordingEndpoints, documentEndpoints, journalEndpoints, verificationEndpoints,
        exchangeEndpoints,
        awardEndpoints, grantingEndpoints, claimReadingEndpoints, claimEndpoints,
        publicationEndpoints,
    ].flatMap { $0 }
}
