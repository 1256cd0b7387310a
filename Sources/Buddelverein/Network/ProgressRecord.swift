/// A dug stretch of a segment (`progress.csv`); stretches of one segment never overlap.
public struct ProgressRecord: Hashable, Sendable {
    public var ref: String
    public var date: Day
    public var segment: String
    public var from: Centimetres
    public var to: Centimetres
    public var method: DigMethod?
    public var coverCm: Int?

    public init(
        ref: String, date: Day, segment: String, from: Centimetres, to: Centimetres, method: DigMethod? = nil,
        coverCm: Int? = nil
    ) {
        self.ref = ref
        self.date = date
        self.segment = segment
        self.from = from
        self.to = to
        self.method = method
        self.coverCm = coverCm
    }
}
