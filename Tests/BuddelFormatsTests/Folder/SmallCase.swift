@testable import BuddelFormats

/// A small sound case folder, to be spoilt one field at a time.
enum SmallCase {
    static let files: [String: String] = [
        "association.json": """
        {"code":"kiebitz","name":"Buddelverein Kiebitz e.V.","legal_form":"registered_association",
        "seat_ags":"05978032","founded_on":"2025-03-14","register":{"court":"Amtsgericht","number":"VR 1"},
        "iban":"DE89 3704 0044 0532 0130 00","creditor_id":"DE98ZZZ09999999999",
        "deducts_input_tax":false,"fiscal_year_start":"01-01",
        "settlement":{"keys":[
        {"by":"connection","share":"70.00","active":"1.00","passive":"0.40"},
        {"by":"member","share":"30.00"}],
        "labour":{"duty_per_active":"40:00","duty_per_passive":"10:00","rate":"12.00"},
        "machine_rates":{"tractor":"35.00"}}}
        """,
        "municipalities.geojson": """
        {"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"ags":"05978032","name":"Selm"},
        "geometry":{"type":"Polygon","coordinates":[[[7,51],[8,51],[8,52],[7,51]]]}}]}
        """,
        "areas.geojson": """
        {"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"code":"A1","name":"Nord","quota":"70.00"},
        "geometry":{"type":"Polygon","coordinates":[[[7,51],[8,51],[8,52],[7,51]]]}}]}
        """,
        "segments.geojson": """
        {"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"code":"S-1","area":"A1","kind":"trunk","method":"plough","surface":"field",
        "planned_cover_cm":80,"status":"laid","conduits":[{"type":"7x1.5","count":12}],"laid_on":"2026-05-15"},
        "geometry":{"type":"LineString","coordinates":[[7.4,51.7],[7.41,51.71]]}},
        {"type":"Feature","properties":{"code":"S-2","area":"A1","connection":"C-1","kind":"lead","status":"planned"},
        "geometry":{"type":"LineString","coordinates":[[7.4,51.7],[7.41,51.71]]}}]}
        """,
        "members.csv": """
        number,kind,name,joined_on,left_on,iban,roles,duty_exempt,successor
        M-1,household,Anna Alt,2025-05-01,,DE89370400440532013000,chair;treasurer,false,
        M-2,farm,Hof Berg,2025-05-01,2026-06-01,,,true,M-3
        M-3,person,Carl Cremer,01.06.2025,,,,,

        """,
        "helpers.csv": "code,name,member_number\nH-1,Emma Alt,M-1\nH-2,Fritz Fremd,\n",
        "connections.csv": """
        code;member_number;kind;category;area;lon;lat;lead_metres;status;laid_on;active_on
        C-1;M-1;active;household;A1;7,420389;51,700740;218,94;active;2026-04-14;2026-06-04
        C-2;M-3;passive;farm;A1;7.420390;51.700741;12;planned;;

        """,
        "holders.csv": "code,member_number,from,until\nC-2,M-2,2025-05-01,2026-05-31\n",
        "progress.csv": """
        ref,date,segment,from_metre,to_metre,method,cover_cm
        F-1,2026-05-01,S-1,0,10.50,plough,80
        F-2,2026-05-02,S-1,10.50,20,,

        """,
        "work.csv": """
        ref,date,member_number,worker,kind,task,time,segment,machine,confirmed_by,confirmed_on,document
        W-1,2026-04-18,M-1,,labour,digging,6:30,S-1,,M-3,2026-04-20,sheet.pdf
        W-2,2026-04-18,,H-2,labour,digging,"6,5",,,M-3,2026-04-20,
        W-3,2026-04-18,M-3,,machine,digging,2h15,S-1,tractor,,,

        """,
        "costs.csv": """
        ref,supplier,invoice_number,invoice_date,ordered_on,category,net,vat_rate,gross,paid_on,paid,segments,document
        K-1,Rohr GmbH,77,2026-03-20,,conduit,"1.000,00",19.00,1190.00,2026-04-02,1166.20,S-1:60.00;S-2:40.00,
        K-2,Rohr GmbH,78,2026-03-20,2026-03-01,fees,100.00,0,100,,,,

        """,
        "gifts.csv": """
        ref,date,member_number,what,value,category,segment,confirmed_by,confirmed_on,document
        G-1,2026-04-21,M-1,sand,567.00,other,S-1,M-3,2026-06-20,

        """,
        "payments.csv": """
        ref,date,member_number,amount,purpose
        P-1,2026-03-20,M-1,600.00,levy
        P-2,2026-03-21,M-1,-50.00,refund
        P-3,2026-03-22,,10.00,donation

        """,
        "programmes.json": """
        [{"code":"SELM","funder":"Stadt Selm","ags":"05978032","title":"Zuschuss",
        "budget":[{"year":2026,"amount":"100.00"},{"year":2027,"amount":"50.00"}],
        "financing":{"kind":"share","rate":"60.00"},
        "eligible":{"cost_categories":["conduit"],"tasks":["digging"],"labour":{"rate":"15.00","max_per_day":"10:00"},
        "machine_rates":{"tractor":"40.00"},"in_kind":true,"requires_document":true},
        "unpaid_share_max":"20.00","start_ban":true,"own_territory_only":true,"cash_ceiling":true,
        "cap_per_active_connection":"900.00","rounding":"euro","minimum":"1000.00","interest_margin":"3.00"}]
        """,
        "awards.json": """
        [{"code":"A-1","programme":"SELM","applied_on":"2026-01-10","eligible_from":"2026-02-20",
        "eligible_until":"2027-06-30","rate":null,"maximum":"60000.00","own_funds":"0.00","third_party_funds":"0.00"}]
        """,
        "claims.json": """
        [{"code":"A-1/1","award":"A-1","cutoff_on":"2026-06-30","status":"approved","approved":"100.00","revoked":"5.00",
        "cuts":[{"kind":"cost","ref":"K-1","left":"100.00","why":"private part"},
        {"kind":"labour","ref":"W-1","left":"0:30","why":"signature"},
        {"kind":"unit","ref":"C-1","left":"0","why":"no"}]}]
        """,
    ]

    /// The folder with `old` replaced by `new` in one file.
    static func spoilt(_ file: CaseFile, _ old: String, _ new: String) -> [String: String] {
        var files = files
        let text = files[file.rawValue] ?? ""
        precondition(text.contains(old), "\(file.rawValue) has no \(old)")
        files[file.rawValue] = text.replacing(old, with: new, maxReplacements: 1)
        return files
    }
}
