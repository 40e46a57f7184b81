import Testing

@testable import LexiWire

@Suite struct HTTPDateTests {
    /// 2026-11-24 00:00 UTC.
    private let now = 1_795_478_400.0

    /// The three forms of RFC 9110, 5.6.7, with its own example.
    @Test(arguments: [
        "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
    ])
    func `each of the three forms is read`(text: String) {
        #expect(HTTPDate(text, unixNow: now)?.unixSeconds == 784_111_777)
    }

    @Test func `leap days and the ends of a year are counted`() {
        #expect(
            HTTPDate("Thu, 29 Feb 2024 23:59:59 GMT", unixNow: now)?.unixSeconds == 1_709_251_199)
        #expect(
            HTTPDate("Fri, 01 Mar 2024 00:00:00 GMT", unixNow: now)?.unixSeconds == 1_709_251_200)
        #expect(HTTPDate("Thu, 01 Jan 1970 00:00:00 GMT", unixNow: now)?.unixSeconds == 0)
        #expect(
            HTTPDate("Fri, 31 Dec 9999 23:59:59 GMT", unixNow: now)?.unixSeconds
                == 253_402_300_799)
    }

    @Test func `a year of two digits lies at most fifty years ahead`() {
        #expect(
            HTTPDate("Monday, 01-Jan-76 00:00:00 GMT", unixNow: now)?.unixSeconds == 3_345_062_400)
        #expect(
            HTTPDate("Saturday, 01-Jan-77 00:00:00 GMT", unixNow: now)?.unixSeconds == 220_924_800)
    }

    @Test(arguments: [
        "", "soon", "120", "Sun, 06 Nov 1994", "Sun, 06 Nov 1994 08:49 GMT",
        "Sun, 32 Nov 1994 08:49:37 GMT", "Sun, 06 Nev 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 CET",
        "Sun, 06 Nov 99999999999999999999 08:49:37 GMT", "Sun, +6 Nov 1994 08:49:37 GMT",
        ", , , , ,",
    ])
    func `anything else is no date`(text: String) {
        #expect(HTTPDate(text, unixNow: now) == nil)
    }
}
