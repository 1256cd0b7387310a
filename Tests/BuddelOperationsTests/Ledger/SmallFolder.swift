/// A folder small enough to change by hand: one town, one association, three members, one segment.
enum SmallFolder {
    static let municipalities = """
        {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"ags":"05978032","name":"Westheim"},
        "geometry":{"type":"Polygon","coordinates":[[[7.40,51.60],[7.45,51.60],[7.45,51.70],[7.40,51.70],[7.40,51.60]]]}}]}
        """
    static let segments = """
        {"type":"FeatureCollection","features":[{"type":"Feature",
        "properties":{"code":"S-1","kind":"trunk","status":"planned"},
        "geometry":{"type":"LineString","coordinates":[[7.42,51.65],[7.43,51.65]]}}]}
        """
    static let members = """
        number,kind,name,joined_on
        M-1,household,Anna,2025-05-01
        M-2,household,Bernd,2025-05-01
        M-3,household,Clara,2025-05-01
        """
    static let work = """
        ref,date,member_number,kind,task,time,segment,confirmed_by,confirmed_on,document
        W-1,2026-04-01,M-1,labour,digging,6:30,S-1,M-2,2026-04-02,sheet.pdf
        W-2,2026-04-01,M-2,labour,digging,4:00,S-1,,,
        """
    static let connections = """
        code,member_number,kind,lon,lat,status
        C-1,M-1,active,7.42,51.65,planned
        """
    static let costs = """
        ref,supplier,invoice_number,invoice_date,category,net,vat_rate,gross,paid_on
        K-1,Rohr GmbH,R-1,2026-04-01,conduit,100.00,19.00,119.00,
        """

    static func association(_ code: String) -> String {
        """
        {"code":"\(code)","name":"Verein \(code)","legal_form":"registered_association","seat_ags":"05978032",
        "settlement":{"keys":[{"by":"member","share":"100.00"}]}}
        """
    }

    /// All files; the document is there.
    static func files(_ code: String = "a") -> [String: String] {
        [
            "municipalities.geojson": municipalities, "association.json": association(code), "members.csv": members,
            "segments.geojson": segments, "connections.csv": connections, "work.csv": work, "costs.csv": costs,
            "documents/sheet.pdf": "%PDF-1.4 sheet",
        ]
    }
}
