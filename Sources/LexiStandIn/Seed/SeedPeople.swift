/// The people and companies of the made-up law firm, written by hand.
///
/// Their order decides their ids: the first contact is `contact-001`. The names try every
/// script and accent a client's screen has to get right.
enum SeedPeople {
    struct UserSeed {
        var name: String
        var email: String
        var role: String
    }

    struct CompanySeed {
        var name: String
        var industry: String
        var domain: String
        var city: String
        var country: String
        var size: String
    }

    struct ContactSeed {
        var first: String
        var last: String
        var title: String
        /// The position of the company in `companies`; nil for a private person.
        var company: Int?
        var mail: String
    }

    static let users: [UserSeed] = [
        .init(
            name: "Dr. Katharina Brandt", email: "k.brandt@brandtloewe.example",
            role: "Partner, Corporate and M&A"),
        .init(
            name: "James Whitfield", email: "j.whitfield@brandtloewe.example",
            role: "Partner, Disputes"),
        .init(
            name: "Elif Yılmaz", email: "e.yilmaz@brandtloewe.example",
            role: "Associate, Employment"),
        .init(
            name: "Friedrich Löwe", email: "f.loewe@brandtloewe.example",
            role: "Partner, Real Estate"),
        .init(
            name: "Claire O’Donovan", email: "c.odonovan@brandtloewe.example",
            role: "Counsel, IP and Data"),
        .init(
            name: "Markus Steiner", email: "m.steiner@brandtloewe.example",
            role: "Business Development"),
    ]

    static let companies: [CompanySeed] = [
        .init(
            name: "Nordkai Logistik GmbH", industry: "Logistics", domain: "nordkai.example",
            city: "Hamburg", country: "DE", size: "201-500"),
        .init(
            name: "Acme Robotics GmbH", industry: "Robotics", domain: "acme-robotics.example",
            city: "München", country: "DE", size: "51-200"),
        .init(
            name:
                "Donaudampfschifffahrtsgesellschaft für Personen-, Güter- und Ausflugsverkehr auf der oberen Donau mbH & Co. KG",
            industry: "Shipping", domain: "donaudampf.example", city: "Passau", country: "DE",
            size: "51-200"),
        .init(
            name: "Müller & Söhne Maschinenbau KG", industry: "Engineering",
            domain: "mueller-soehne.example", city: "Stuttgart", country: "DE", size: "201-500"),
        .init(
            name: "Brightwater Analytics Ltd", industry: "Software", domain: "brightwater.example",
            city: "London", country: "GB", size: "11-50"),
        .init(
            name: "Helios Windpark AG", industry: "Energy", domain: "helios-wind.example",
            city: "Bremen", country: "DE", size: "51-200"),
        .init(
            name: "Kestrel Biotech Inc.", industry: "Life Sciences", domain: "kestrelbio.example",
            city: "Boston", country: "US", size: "51-200"),
        .init(
            name: "Øresund Maritime A/S", industry: "Shipping", domain: "oresund-maritime.example",
            city: "København", country: "DK", size: "201-500"),
        .init(
            name: "Rheinland Immobilien SE", industry: "Real Estate",
            domain: "rheinland-immo.example", city: "Köln", country: "DE", size: "51-200"),
        .init(
            name: "Tessera Payments GmbH", industry: "Financial Services",
            domain: "tessera.example", city: "Berlin", country: "DE", size: "51-200"),
        .init(
            name: "Falkenstein Privatbank AG", industry: "Banking", domain: "falkenstein.example",
            city: "Zürich", country: "CH", size: "201-500"),
        .init(
            name: "L’Atelier Vert SAS", industry: "Consumer Goods", domain: "ateliervert.example",
            city: "Lyon", country: "FR", size: "11-50"),
        .init(
            name: "株式会社みらい電機", industry: "Electronics", domain: "mirai-denki.example", city: "大阪",
            country: "JP", size: "501-1000"),
        .init(
            name: "Bäckerei Großmann GmbH & Co. KG", industry: "Food", domain: "grossmann.example",
            city: "Münster", country: "DE", size: "51-200"),
        .init(
            name: "Cobalt Ridge Mining plc", industry: "Mining", domain: "cobaltridge.example",
            city: "Edinburgh", country: "GB", size: "501-1000"),
        .init(
            name: "Spree Medical Devices GmbH", industry: "Medical Technology",
            domain: "spreemedical.example", city: "Berlin", country: "DE", size: "51-200"),
    ]

    static let contacts: [ContactSeed] = [
        .init(first: "Mara", last: "Vogt", title: "General Counsel", company: 0, mail: "mara.vogt"),
        .init(
            first: "Jonas", last: "Keller", title: "Chief Executive Officer", company: 1,
            mail: "jonas.keller"),
        .init(
            first: "Sabine", last: "Müller", title: "Managing Partner", company: 3,
            mail: "s.mueller"),
        .init(
            first: "Thomas", last: "Müller", title: "Head of Procurement", company: 5,
            mail: "thomas.mueller"),
        .init(
            first: "Anneliese", last: "Mueller", title: "Head of Compliance", company: 10,
            mail: "a.mueller"),
        .init(
            first: "Henrik", last: "Østergård", title: "Chief Financial Officer", company: 7,
            mail: "henrik.ostergaard"),
        .init(
            first: "Zoë", last: "O’Connell", title: "Head of Legal", company: 4,
            mail: "zoe.oconnell"),
        // Decomposed on purpose: e with combining acute, r with combining caron.
        .init(
            first: "Rene\u{301}", last: "Dvor\u{30C}a\u{301}k", title: "Commercial Director",
            company: 2, mail: "rene.dvorak"),
        .init(
            first: "Nguyễn", last: "Thị Hương", title: "Regulatory Affairs Lead", company: 6,
            mail: "huong.nguyen"),
        .init(
            first: "小明", last: "王", title: "Head of Licensing", company: 12, mail: "wang.xiaoming"),
        .init(
            first: "محمد", last: "الفارسي", title: "Investment Director", company: 14,
            mail: "m.alfarsi"),
        .init(
            first: "שרה", last: "לוי", title: "Chief Technology Officer", company: 15,
            mail: "sarah.levy"),
        .init(
            first: "Jürgen", last: "Groß-Weiß", title: "Chief Operating Officer", company: 13,
            mail: "j.gross-weiss"),
        .init(
            first: "Łukasz", last: "Żółć", title: "Data Protection Officer", company: 9,
            mail: "lukasz.zolc"),
        .init(
            first: "Friederike", last: "Sommerfeld", title: "Head of Asset Management", company: 8,
            mail: "f.sommerfeld"),
        .init(first: "Étienne", last: "Lefèvre", title: "Founder", company: 11, mail: "etienne"),
        .init(
            first: "Charlotte", last: "Ashworth", title: "Company Secretary", company: 14,
            mail: "c.ashworth"),
        .init(
            first: "Daniel", last: "Okafor", title: "Chief Executive Officer", company: 4,
            mail: "d.okafor"),
        .init(
            first: "Ingrid", last: "Sørensen", title: "General Counsel", company: 7,
            mail: "i.sorensen"),
        .init(
            first: "Matthias", last: "Hartmann", title: "Chief Executive Officer", company: 0,
            mail: "m.hartmann"),
        .init(
            first: "Petra", last: "Lindner", title: "Head of Human Resources", company: 0,
            mail: "p.lindner"),
        .init(
            first: "Felix", last: "Baumgartner", title: "Chief Financial Officer", company: 1,
            mail: "felix.baumgartner"),
        .init(
            first: "Aylin", last: "Demir", title: "Head of Operations", company: 1,
            mail: "aylin.demir"),
        .init(
            first: "Robert", last: "Tanaka", title: "VP Corporate Development", company: 6,
            mail: "rtanaka"),
        .init(
            first: "Yuki", last: "佐藤", title: "Procurement Manager", company: 12, mail: "yuki.sato"),
        .init(
            first: "Beatriz", last: "Núñez", title: "Brand Manager", company: 11, mail: "beatriz"),
        .init(
            first: "Klaus", last: "Weber", title: "Works Council Chair", company: 3, mail: "k.weber"
        ),
        .init(
            first: "Ulrike", last: "Schäfer", title: "Head of Legal", company: 8, mail: "u.schaefer"
        ),
        .init(
            first: "Stephan", last: "Schäfer", title: "Project Director", company: 5,
            mail: "s.schaefer"),
        .init(
            first: "Gräfin Theodora", last: "von und zu Hohenlohe-Langenburg",
            title: "Supervisory Board Chair", company: 10, mail: "t.hohenlohe"),
        .init(
            first: "Oliver", last: "Pfeiffer", title: "Head of Treasury", company: 10,
            mail: "o.pfeiffer"),
        .init(
            first: "Natalia", last: "Kowalska", title: "Chief Risk Officer", company: 9,
            mail: "n.kowalska"),
        .init(
            first: "Moritz", last: "Engel", title: "Founder and Managing Director", company: 9,
            mail: "moritz"),
        .init(
            first: "Hannah", last: "Fischer", title: "Clinical Affairs Director", company: 15,
            mail: "h.fischer"),
        .init(
            first: "Gregor", last: "Thalheim", title: "Fleet Manager", company: 2,
            mail: "g.thalheim"),
        .init(
            first: "Amelia", last: "Hughes", title: "Finance Director", company: 14,
            mail: "a.hughes"),
        .init(
            first: "Lars", last: "Petersen", title: "Port Operations Manager", company: 0,
            mail: "l.petersen"),
        .init(
            first: "Silke", last: "Großmann", title: "Managing Director", company: 13, mail: "silke"
        ),
        .init(
            first: "Dieter", last: "Köhler", title: "Head of Sales", company: 3, mail: "d.koehler"),
        .init(
            first: "Priya", last: "Raghunathan", title: "Product Counsel", company: 4, mail: "priya"
        ),
        .init(
            first: "Tobias", last: "Wegener", title: "Private client", company: nil,
            mail: "tobias.wegener"),
        .init(
            first: "Margarethe", last: "Jäger", title: "Private client", company: nil,
            mail: "m.jaeger"),
        .init(first: "Simon", last: "Leclerc", title: "Head of Tax", company: 8, mail: "s.leclerc"),
        .init(
            first: "Clara", last: "Winter", title: "Investor Relations Manager", company: 5,
            mail: "c.winter"),
        .init(
            first: "Noah", last: "Rosenthal", title: "Chief Scientific Officer", company: 6,
            mail: "nrosenthal"),
        .init(first: "Frauke", last: "Harms", title: "Legal Counsel", company: 0, mail: "f.harms"),
        .init(
            first: "Benedikt", last: "Aumüller", title: "Head of Engineering", company: 1,
            mail: "b.aumueller"),
        .init(first: "Jana", last: "Černá", title: "Quality Manager", company: 15, mail: "j.cerna"),
    ]
}
