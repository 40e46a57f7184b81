import Testing

@testable import LexiTerminal

@Suite struct ClipboardTests {
    private func route(
        _ type: String, hasPrivateModes: Bool = true, _ environment: [String: String] = [:]
    ) -> ClipboardRoute {
        ClipboardRoute(type: type, hasPrivateModes: hasPrivateModes) { environment[$0] }
    }

    private func text(_ bytes: [UInt8]?) -> String? {
        bytes.map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func `a text goes in base64 between OSC 52 and BEL`() {
        #expect(text(route("xterm-256color").bytes("Mara")) == "\u{1B}]52;c;TWFyYQ==\u{07}")
        #expect(text(ClipboardRoute.direct.bytes("ä\n1")) == "\u{1B}]52;c;w6QKMQ==\u{07}")
        #expect(text(ClipboardRoute.direct.bytes("Vogt 1")) == "\u{1B}]52;c;Vm9ndCAx\u{07}")
    }

    @Test func `tmux gets it for itself and to hand on`() {
        let tmux = route("xterm-256color", ["TMUX": "/tmp/tmux-0/default,1,0"])
        #expect(tmux == .tmux)
        #expect(route("tmux-256color") == .tmux)
        #expect(route("screen-256color", ["TMUX": "/tmp/x,1,0"]) == .tmux)
        #expect(
            text(tmux.bytes("Mara"))
                == "\u{1B}]52;c;TWFyYQ==\u{07}"
                + "\u{1B}Ptmux;\u{1B}\u{1B}]52;c;TWFyYQ==\u{07}\u{1B}\\")
    }

    @Test func `screen gets it in control strings of 200 bytes`() {
        #expect(route("screen") == .screen)
        #expect(route("xterm", ["STY": "123.pts-0"]) == .screen)
        #expect(
            text(ClipboardRoute.screen.bytes("Mara"))
                == "\u{1B}P\u{1B}]52;c;TWFyYQ==\u{07}\u{1B}\\")
        let long = text(ClipboardRoute.screen.bytes(String(repeating: "a", count: 300)))
        let base64 = String(repeating: "YWFh", count: 100)
        let whole = "\u{1B}]52;c;\(base64)\u{07}"
        let first = String(whole.prefix(200))
        let second = String(whole.dropFirst(200).prefix(200))
        let third = String(whole.dropFirst(400))
        #expect(
            long == "\u{1B}P\(first)\u{1B}\\\u{1B}P\(second)\u{1B}\\\u{1B}P\(third)\u{1B}\\")
    }

    @Test func `terminals of before xterm get nothing`() {
        #expect(route("linux", hasPrivateModes: false) == .none)
        #expect(route("vt100", hasPrivateModes: false) == .none)
        #expect(ClipboardRoute.none.bytes("Mara") == [])
    }

    @Test func `what is longer than terminals take is not sent`() {
        #expect(
            ClipboardRoute.direct.bytes(String(repeating: "a", count: 75_000))?.count == 100_008)
        #expect(ClipboardRoute.direct.bytes(String(repeating: "a", count: 75_001)) == nil)
    }
}
