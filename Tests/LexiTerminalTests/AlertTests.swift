import Foundation
import LexiScreen
import LexiTesting
import Testing

@testable import LexiTerminal

@Suite struct AlertRouteTests {
    private func route(
        _ way: AlertWay, _ type: String = "xterm-256color", hasPrivateModes: Bool = true,
        _ environment: [String: String] = [:]
    ) -> AlertRoute {
        AlertRoute(way, type: type, hasPrivateModes: hasPrivateModes) { environment[$0] }
    }

    private func text(_ route: AlertRoute, _ title: String, _ detail: String = "") -> String {
        String(decoding: route.bytes(Alert(title: title, detail: detail)), as: UTF8.self)
    }

    @Test func `auto notifies where the terminal documents it, and rings elsewhere`() {
        for type in ["xterm-ghostty", "foot", "foot-extra", "wezterm"] {
            #expect(route(.auto, type) == .osc777(throughTmux: false), "\(type)")
        }
        #expect(route(.auto, ["TERM_PROGRAM": "WezTerm"]) == .osc777(throughTmux: false))
        #expect(route(.auto, ["TERM_PROGRAM": "ghostty"]) == .osc777(throughTmux: false))
        #expect(route(.auto, "xterm-kitty") == .osc9(throughTmux: false))
        #expect(route(.auto, ["KITTY_WINDOW_ID": "1"]) == .osc9(throughTmux: false))
        #expect(route(.auto, ["TERM_PROGRAM": "iTerm.app"]) == .osc9(throughTmux: false))
        #expect(route(.auto, ["LC_TERMINAL": "iTerm2"]) == .osc9(throughTmux: false))
        for type in ["xterm", "alacritty", "rxvt-unicode-256color", "footnote", "st-256color"] {
            #expect(route(.auto, type) == .bell, "\(type)")
        }
        #expect(route(.auto, ["WT_SESSION": "x"]) == .bell)
        #expect(route(.auto, ["TERM_PROGRAM": "vscode"]) == .bell)
        #expect(route(.auto, "xterm-kitty", hasPrivateModes: false) == .bell)
    }

    private func route(_ way: AlertWay, _ environment: [String: String]) -> AlertRoute {
        route(way, "xterm-256color", environment)
    }

    @Test func `tmux gets the sequence to hand on, and rings by itself`() {
        let tmux = ["TMUX": "/tmp/tmux-0/default,1,0", "KITTY_WINDOW_ID": "1"]
        #expect(route(.auto, tmux) == .bell)
        #expect(route(.bell, tmux) == .bell)
        #expect(
            text(route(.osc9, tmux), "Lexi answered", "Vogt")
                == "\u{1B}Ptmux;\u{1B}\u{1B}]9;Lexi answered: Vogt\u{07}\u{1B}\\")
        #expect(
            text(route(.osc777, tmux), "Lexi answered", "Vogt")
                == "\u{1B}Ptmux;\u{1B}\u{1B}]777;notify;Lexi answered;Vogt\u{07}\u{1B}\\")
    }

    @Test func `screen and old terminals ring whatever was asked for`() {
        for way in [AlertWay.auto, .bell, .osc9, .osc777] {
            #expect(route(way, "screen.xterm-256color") == .bell)
            #expect(route(way, ["STY": "1.pts-0"]) == .bell)
            #expect(route(way, "linux", hasPrivateModes: false) == .bell)
        }
        #expect(route(.none) == .none)
        #expect(route(.none).bytes(Alert(title: "x")).isEmpty)
    }

    @Test func `a notification says what and which`() {
        #expect(
            text(route(.osc9), "Lexi answered", "Series B")
                == "\u{1B}]9;Lexi answered: Series B\u{07}")
        #expect(text(route(.osc9), "Lexi: 2 runs ended") == "\u{1B}]9;Lexi: 2 runs ended\u{07}")
        #expect(
            text(route(.osc777), "Lexi answered", "Series B")
                == "\u{1B}]777;notify;Lexi answered;Series B\u{07}")
    }

    @Test func `nothing in a text ends the sequence or begins a part of it`() {
        let hostile = "a\u{07}b\u{1B}]2;c\u{9C}d;e\u{7F}f\ng\u{1B}\\"
        #expect(
            text(route(.osc777), hostile, hostile)
                == "\u{1B}]777;notify;ab]2cdefg\\;ab]2cdefg\\\u{07}")
        #expect(text(route(.osc9), hostile) == "\u{1B}]9;ab]2cdefg\\\u{07}")
    }
}

extension TerminalTests {
    /// What is sent depends on what the tests themselves run in.
    @Suite(.enabled(if: Multiplexer(type: "") { ProcessInfo.processInfo.environment[$0] } == nil))
    struct AlertTests {
        @Test func `an alert reaches the terminal once`() throws {
            let open = try OpenTerminal(40, 10)
            _ = open.pair.showOutput()
            open.terminal.alert(Alert(title: "Lexi answered"), by: .bell)
            #expect(open.pair.showOutput() == [0x07])
            #expect(open.screen.bells == 1)
            open.terminal.alert(Alert(title: "Lexi answered"), by: .none)
            #expect(open.pair.showOutput().isEmpty)
            open.terminal.alert(Alert(title: "Lexi answered", detail: "Müller"), by: .osc9)
            #expect(
                open.pair.showOutput() == Array("\u{1B}]9;Lexi answered: Müller\u{07}".utf8))
            #expect(open.screen.bells == 1)
        }

        @Test func `a terminal of ASCII gets ASCII`() throws {
            let open = try OpenTerminal(40, 10, isASCII: true)
            _ = open.pair.showOutput()
            open.terminal.alert(Alert(title: "Lexi answered", detail: "Müller Ü"), by: .osc777)
            #expect(
                open.pair.showOutput()
                    == Array("\u{1B}]777;notify;Lexi answered;Muller U\u{07}".utf8))
        }

        @Test func `nothing is sent while another program has the terminal`() throws {
            let open = try OpenTerminal(40, 10)
            open.terminal.lend {
                _ = open.pair.showOutput()
                open.terminal.alert(Alert(title: "Lexi answered"), by: .osc9)
                open.terminal.alert(Alert(title: "Lexi answered"), by: .bell)
                #expect(open.pair.showOutput().isEmpty)
            }
        }
    }
}
