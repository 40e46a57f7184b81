import LexiHome
import Testing

@Suite struct EditorCommandTests {
    @Test func `a command is split as a shell splits words, and nothing is expanded`() {
        #expect(EditorCommand.split("vim") == ["vim"])
        #expect(EditorCommand.split("  code  --wait\t-n ") == ["code", "--wait", "-n"])
        #expect(EditorCommand.split("'/opt/my editor/run' -c") == ["/opt/my editor/run", "-c"])
        #expect(
            EditorCommand.split(#"vim -c "set tw=72" +'a\b'"#) == [
                "vim", "-c", "set tw=72", #"+a\b"#,
            ])
        #expect(EditorCommand.split(#"a\ b "c\"d" "e\f""#) == ["a b", "c\"d", #"e\f"#])
        #expect(EditorCommand.split("ed '' \"\"") == ["ed", "", ""])
        #expect(
            EditorCommand.split("ed $HOME `id` ; rm *") == ["ed", "$HOME", "`id`", ";", "rm", "*"])
        #expect(EditorCommand.split("ed 'open") == nil)
        #expect(EditorCommand.split("ed \"open") == nil)
        #expect(EditorCommand.split("ed \\") == nil)
        #expect(EditorCommand.split("   ") == [])
    }

    @Test func `VISUAL goes before EDITOR, and vi is what is always there`() throws {
        func words(_ environment: [String: String]) throws -> [String] {
            try EditorCommand { environment[$0] }.words
        }
        #expect(try words(["VISUAL": "vim -f", "EDITOR": "ed"]) == ["vim", "-f"])
        #expect(try words(["EDITOR": "ed"]) == ["ed"])
        #expect(try words(["VISUAL": "  ", "EDITOR": "ed"]) == ["ed"])
        #expect(try words([:]) == ["vi"])
        #expect(throws: EditorCommand.ParseError(reason: "$EDITOR has a quote that is not closed."))
        {
            _ = try EditorCommand { ["EDITOR": "vim 'x"][$0] }
        }
    }
}
