/// The deals and matters of the made-up law firm, written by hand.
///
/// Companies and contacts are named by their position in `SeedPeople`. The first three deals
/// and the first two matters are anchors: documentation and tests rely on their values.
enum SeedBusiness {
    struct DealSeed {
        var name: String
        var company: Int
        var contact: Int
        var type: String
        var stage: String
        var value: Int
        var currency: String
        var fee: String
        var text: String
    }

    struct MatterSeed {
        var name: String
        var area: String
        var company: Int?
        var contact: Int
        var status: String
        var text: String
    }

    static let deals: [DealSeed] = [
        .init(
            name: "Acme Series B", company: 1, contact: 0, type: "Venture Capital",
            stage: "proposal", value: 50_000, currency: "EUR", fee: "fixed",
            text:
                "Advising Nordkai as strategic investor in the Series B of Acme Robotics, which raised EUR 40m in March."
        ),
        .init(
            name: "Nordkai fleet leasing framework", company: 0, contact: 0, type: "Commercial",
            stage: "negotiation", value: 120_000, currency: "EUR", fee: "hourly",
            text:
                "Framework for leasing 140 electric tractors over five years, with a buy-back option."
        ),
        .init(
            name: "Acme works agreement on automation", company: 1, contact: 22, type: "Employment",
            stage: "qualified", value: 28_000, currency: "EUR", fee: "fixed",
            text: "Works agreement on the introduction of autonomous picking in Garching."),
        .init(
            name: "Donau fleet refinancing", company: 2, contact: 7, type: "Banking and Finance",
            stage: "lead", value: 95_000, currency: "EUR", fee: "hourly",
            text: "Refinancing of four river vessels with two lenders."),
        .init(
            name: "Müller & Söhne succession", company: 3, contact: 2, type: "Corporate",
            stage: "proposal", value: 75_000, currency: "EUR", fee: "fixed",
            text: "Transfer of the partnership to the next generation, with a family constitution."),
        .init(
            name: "Brightwater seed extension", company: 4, contact: 17, type: "Venture Capital",
            stage: "negotiation", value: 42_000, currency: "GBP", fee: "fixed",
            text: "Extension of the seed round with two existing investors."),
        .init(
            name: "Helios repowering Nordsee II", company: 5, contact: 28, type: "Energy",
            stage: "proposal", value: 210_000, currency: "EUR", fee: "hourly",
            text: "Permits and turbine supply contracts for repowering 18 turbines."),
        .init(
            name: "Kestrel EU market entry", company: 6, contact: 8, type: "Regulatory",
            stage: "qualified", value: 88_000, currency: "USD", fee: "hourly",
            text: "Choice of legal form, IVDR strategy and a German distributor."),
        .init(
            name: "Øresund newbuild charter", company: 7, contact: 18, type: "Shipping",
            stage: "negotiation", value: 64_000, currency: "EUR", fee: "hourly",
            text: "Time charter for two methanol-ready feeders."),
        .init(
            name: "Rheinland office portfolio sale", company: 8, contact: 27, type: "Real Estate",
            stage: "proposal", value: 340_000, currency: "EUR", fee: "fixed",
            text: "Sale of seven office buildings in Köln and Bonn as an asset deal."),
        .init(
            name: "Tessera e-money licence", company: 9, contact: 31, type: "Regulatory",
            stage: "qualified", value: 130_000, currency: "EUR", fee: "retainer",
            text: "Licence application, outsourcing file and fit-and-proper papers."),
        .init(
            name: "Falkenstein wealth platform", company: 10, contact: 30,
            type: "Banking and Finance", stage: "lead", value: 155_000, currency: "CHF",
            fee: "hourly", text: "Terms and outsourcing of a white-label wealth platform."),
        .init(
            name: "L’Atelier Vert German franchise", company: 11, contact: 15, type: "Commercial",
            stage: "proposal", value: 36_000, currency: "EUR", fee: "fixed",
            text: "Franchise system and disclosure for twelve shops."),
        .init(
            name: "みらい電機 patent licence", company: 12, contact: 9, type: "Intellectual Property",
            stage: "negotiation", value: 12_500_000, currency: "JPY", fee: "hourly",
            text: "Licence of eleven sensor patents for Europe."),
        .init(
            name: "Großmann oven recall defence", company: 13, contact: 12, type: "Disputes",
            stage: "qualified", value: 58_000, currency: "EUR", fee: "hourly",
            text: "Claims against the supplier of faulty deck ovens."),
        .init(
            name: "Cobalt Ridge offtake agreement", company: 14, contact: 10, type: "Commercial",
            stage: "lead", value: 98_000, currency: "GBP", fee: "hourly",
            text: "Ten-year offtake with a European battery maker."),
        .init(
            name: "Spree Medical distribution network", company: 15, contact: 33,
            type: "Commercial", stage: "proposal", value: 47_000, currency: "EUR", fee: "fixed",
            text: "Distribution agreements for Poland, Czechia and Austria."),
        .init(
            name: "Helios citizen participation scheme", company: 5, contact: 43,
            type: "Capital Markets", stage: "lead", value: 52_000, currency: "EUR", fee: "fixed",
            text: "Prospectus-light scheme for residents near two parks."),
        .init(
            name: "Tessera merchant terms review", company: 9, contact: 32, type: "Commercial",
            stage: "negotiation", value: 18_000, currency: "EUR", fee: "fixed",
            text: "Review of the merchant terms after a warning letter."),
        .init(
            name: "Rheinland hotel lease Bonn", company: 8, contact: 14, type: "Real Estate",
            stage: "qualified", value: 66_000, currency: "EUR", fee: "hourly",
            text: "Twenty-year hotel lease with turnover rent."),
        .init(
            name: "Kestrel clinical trial agreements", company: 6, contact: 44,
            type: "Life Sciences", stage: "won", value: 39_000, currency: "USD", fee: "fixed",
            text: "Trial agreements with three German university hospitals."),
        .init(
            name: "Nordkai warehouse Wilhelmsburg", company: 0, contact: 19, type: "Real Estate",
            stage: "won", value: 71_000, currency: "EUR", fee: "hourly",
            text: "Purchase of a 14,000 m² warehouse from insolvency."),
        .init(
            name: "Brightwater data sharing framework", company: 4, contact: 6,
            type: "Data Protection", stage: "won", value: 24_000, currency: "GBP", fee: "fixed",
            text: "Controller-to-controller framework for retail customers."),
        .init(
            name: "Müller & Söhne Brazil joint venture", company: 3, contact: 38, type: "Corporate",
            stage: "lost", value: 110_000, currency: "EUR", fee: "hourly",
            text: "Joint venture for casting; went to a firm with an office in São Paulo."),
        .init(
            name: "Spree Medical tender challenge", company: 15, contact: 11,
            type: "Public Procurement", stage: "lost", value: 27_000, currency: "EUR",
            fee: "contingency", text: "Challenge of a hospital tender; the client withdrew."),
        .init(
            name: "Falkenstein board rules", company: 10, contact: 29, type: "Corporate",
            stage: "won", value: 22_000, currency: "CHF", fee: "fixed",
            text: "New rules of procedure for the supervisory board."),
    ]

    static let matters: [MatterSeed] = [
        .init(
            name: "Nordkai demurrage dispute", area: "Disputes", company: 0, contact: 0,
            status: "open",
            text:
                "Demurrage claims of EUR 380,000 by a terminal operator for the strike weeks; defence due after the next hearing."
        ),
        .init(
            name: "Acme Series B financing", area: "Venture Capital", company: 1, contact: 1,
            status: "open",
            text:
                "Conflict-cleared scoping of the round for the investor side; no engagement by the company itself."
        ),
        .init(
            name: "Nordkai collective agreement 2026", area: "Employment", company: 0, contact: 20,
            status: "open", text: "Support in the company-level negotiations with the union."),
        .init(
            name: "Kestrel clinical trials", area: "Life Sciences", company: 6, contact: 44,
            status: "open", text: "Negotiation of three trial agreements."),
        .init(
            name: "Nordkai warehouse purchase", area: "Real Estate", company: 0, contact: 19,
            status: "open",
            text: "Closing conditions and land register for the Wilhelmsburg warehouse."),
        .init(
            name: "Brightwater data sharing", area: "Data Protection", company: 4, contact: 6,
            status: "open", text: "Templates and a transfer impact assessment."),
        .init(
            name: "Falkenstein governance review", area: "Corporate", company: 10, contact: 29,
            status: "open", text: "Rules of procedure and a skills matrix for the board."),
        .init(
            name: "Großmann v Ofenbau Thiele", area: "Disputes", company: 13, contact: 12,
            status: "open", text: "Warranty claim over 46 deck ovens, expert evidence ordered."),
        .init(
            name: "Helios grid connection", area: "Energy", company: 5, contact: 28, status: "open",
            text: "Dispute on the cost of the substation."),
        .init(
            name: "Øresund collision Kattegat", area: "Shipping", company: 7, contact: 5,
            status: "open", text: "Limitation of liability after a collision in fog."),
        .init(
            name: "Tessera BaFin enquiry", area: "Regulatory", company: 9, contact: 31,
            status: "open", text: "Reply to an enquiry on outsourcing."),
        .init(
            name: "Donau ship mortgage", area: "Banking and Finance", company: 2, contact: 34,
            status: "open", text: "Release of an old mortgage on MS Passavia."),
        .init(
            name: "Müller & Söhne dismissal protection", area: "Employment", company: 3, contact: 2,
            status: "open", text: "Two dismissal protection claims at the Stuttgart labour court."),
        .init(
            name: "Atelier Vert trade mark opposition", area: "Intellectual Property", company: 11,
            contact: 25, status: "open", text: "Opposition against VERT ATELIER before the EUIPO."),
        .init(
            name: "みらい電機 FRAND advice", area: "Intellectual Property", company: 12, contact: 9,
            status: "open", text: "Advice on licence terms for standard-essential patents."),
        .init(
            name: "Rheinland asbestos claims", area: "Real Estate", company: 8, contact: 14,
            status: "on hold", text: "Claims of two tenants; settlement talks are paused."),
        .init(
            name: "Cobalt Ridge Scottish permits", area: "Regulatory", company: 14, contact: 16,
            status: "open", text: "Liaison with local counsel on water permits."),
        .init(
            name: "Spree Medical product liability", area: "Disputes", company: 15, contact: 11,
            status: "open", text: "Two claims over an infusion pump; insurer informed."),
        .init(
            name: "Wegener estate", area: "Private Client", company: nil, contact: 40,
            status: "open", text: "Administration of an estate with property in Denmark."),
        .init(
            name: "Jäger marriage contract", area: "Private Client", company: nil, contact: 41,
            status: "closed", text: "Marriage contract with choice of law."),
        .init(
            name: "Rheinland tax audit", area: "Tax", company: 8, contact: 42, status: "closed",
            text: "Audit for three years closed without an objection."),
        .init(
            name: "Brightwater lease London", area: "Real Estate", company: 4, contact: 39,
            status: "closed", text: "Sub-lease of two floors, handed over."),
    ]
}
