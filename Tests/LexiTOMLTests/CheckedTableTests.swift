import LexiTOML
import Testing

@Suite struct CheckedTableTests {
    private func failure(
        _ text: String, _ body: (CheckedTable) throws -> Void
    ) -> String? {
        let error = #expect(throws: TOMLFileError.self) {
            try body(CheckedTable(parsing: text, file: "x.toml"))
        }
        return error?.description
    }

    @Test func `values of the right type are read`() throws {
        let root = try CheckedTable(
            parsing: """
                name = "a\\tb"
                on = true
                whole = 3
                part = 0.5
                list = ["x", 'y']
                [a.b]
                c = 1
                """, file: "x.toml")
        #expect(try root.string("name") == "a\tb")
        #expect(try root.boolean("on") == true)
        #expect(try root.number("whole", 0...9) == 3)
        #expect(try root.number("part", 0...9) == 0.5)
        #expect(try root.strings("list") == ["x", "y"])
        #expect(try root.table("a")?.table("b")?.number("c", 0...9) == 1)
        #expect(root.scalar("on") == .boolean(true))
        #expect(try root.string("missing") == nil)
    }

    @Test(arguments: [
        ("a = 1\n  b = 2\n", "x.toml:2:3: b must be a string"),
        ("b = [1]\n", "x.toml:1:1: b must be a string"),
        ("# b = 1\nb = 1\n", "x.toml:2:1: b must be a string"),
        ("s = \"\"\"\nb = 1\n\"\"\"\nb = 2\n", "x.toml:4:1: b must be a string"),
        ("s = '''\nb = '' 1\n''''\nb = 2\n", "x.toml:4:1: b must be a string"),
        ("s = \"\\\"\\nb = 1\"\nb = 2\n", "x.toml:2:1: b must be a string"),
        ("l = [\n  'b = 1', # b = 1\n]\nb = 2\n", "x.toml:4:1: b must be a string"),
        ("t = { b = 'x' }\nb = 2\n", "x.toml:2:1: b must be a string"),
        ("\"b\" = 2\n", "x.toml:1:1: b must be a string"),
        ("\"ä\" = \"ß\"\nd = 1979-05-27T07:32:00Z\nb = 2\n", "x.toml:3:1: b must be a string"),
    ]) func `the place is that of the key`(_ text: String, _ message: String) {
        #expect(failure(text) { _ = try $0.string("b") } == message)
    }

    @Test(arguments: [
        ("[a.b]\nc = 1\n", "2:1"), ("[a]\nb.c = 1\n", "2:3"), ("a.b.c = 1\n", "1:5"),
        ("a = { b = { c = 1 } }\n", "1:13"), ("['a'.\"b\"]\nc = 1\n", "2:1"),
        ("[ a . b ] # c\n c=1\n", "2:2"),
    ]) func `a key is found however its tables are written`(_ text: String, _ place: String) {
        let message = failure(text) { _ = try $0.table("a")?.table("b")?.string("c") }
        #expect(message == "x.toml:\(place): c must be a string")
    }

    @Test func `an unknown name proposes the nearest, or lists what there is`() {
        #expect(
            failure("proflie = 1\n") { try $0.allow(["profile", "theme"]) }
                == "x.toml:1:1: unknown name \"proflie\"; did you mean \"profile\"?")
        #expect(
            failure("zzzzzzz = 1\n") { try $0.allow(["profile", "theme"]) }
                == "x.toml:1:1: unknown name \"zzzzzzz\"; known here: profile, theme")
    }

    @Test func `of many unknown names the first few get a hint, and each is told in its place`()
        throws
    {
        let text = (0..<500).map { "x\($0) = 1\n" }.joined()
        let root = try CheckedTable(parsing: text, file: "x.toml")
        let errors = root.unknownNames(besides: ["x1000", "y"])
        #expect(errors.count == 500)
        #expect(errors[0].description == "x.toml:1:1: unknown name \"x0\"; known here: x1000, y")
        #expect(errors[19].reason.contains("; "))
        #expect(errors[20].description == "x.toml:21:1: unknown name \"x20\"")
    }

    @Test func `of several unknown names the first in the file is told`() {
        #expect(
            failure("thema = 1\nprofil = 1\n") { try $0.allow(["profile", "theme"]) }
                == "x.toml:1:1: unknown name \"thema\"; did you mean \"theme\"?")
    }

    @Test func `a key of endless parts is refused, not followed`() {
        let deep = "a" + String(repeating: ".a", count: 35_000) + " = 1\n"
        #expect(failure(deep) { _ in } == "x.toml: a key has more than 64 parts")
        let nested = "a = " + String(repeating: "[", count: 100_000) + "\n"
        #expect(failure(nested) { _ in }?.hasPrefix("x.toml:1:") == true)
    }

    @Test func `a mark at the beginning of the file is no part of it`() {
        #expect(
            failure("\u{FEFF}b = 1\n") { _ = try $0.string("b") }
                == "x.toml:1:1: b must be a string")
    }

    @Test func `a number outside its bounds says them`() {
        #expect(
            failure("n = 0\n") { _ = try $0.number("n", 0.1...86_400) }
                == "x.toml:1:1: n must be a number from 0.1 to 86400")
        #expect(
            failure("n = 'x'\n") { _ = try $0.number("n", 1...2) }
                == "x.toml:1:1: n must be a number from 1 to 2")
    }

    @Test(arguments: [
        ("[!a]\n", "1:2"), ("a = 1\n[ [a]]\n", "2:3"), ("[[\u{7F}a]]\n", "1:3"), ("[ä]\n", "1:2"),
        ("[\n", "1:2"), ("[.a]\n", "1:2"),
    ]) func `a table's name that begins with what none does is an error, not a trap`(
        _ text: String, _ place: String
    ) {
        #expect(
            failure(text) { _ in }
                == "x.toml:\(place): a table's name begins with a letter, a digit, \"_\", \"-\" or a "
                + "quote")
    }

    @Test func `what is not TOML has its place`() {
        let message = failure("a = 1\nb = \n") { _ in }
        #expect(message?.hasPrefix("x.toml:2:") == true)
        #expect(failure("a = 1\n\0 b") { _ in } == "x.toml: the file holds a NUL and is no text")
    }
}
