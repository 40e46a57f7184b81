import LexiScreen

/// A piece of a paragraph's text while it is read.
///
/// Emphasis and links are noted where they begin and end, as steps up and down, so that however
/// they nest, one walk over the pieces styles them all.
struct InlinePiece {
    enum Kind {
        case text
        case code
        case html
        /// The address of a link.
        case note
    }

    var kind: Kind
    var bytes: [UInt8]
    /// Where it begins in the text.
    var start: Int
    var italic = 0
    var bold = 0
    var struck = 0
    var link = 0

    init(_ kind: Kind, _ bytes: some Sequence<UInt8>, start: Int) {
        self.kind = kind
        self.bytes = Array(bytes)
        self.start = start
    }

    /// The pieces as styled runs; neighbours that look alike are one.
    static func spans(_ pieces: [InlinePiece]) -> [Span] {
        var spans: [Span] = []
        var bytes: [UInt8] = []
        var (role, attributes): (Role, Style.Attributes) = (.text, [])
        var (italic, bold, struck, link) = (0, 0, 0, 0)
        func finish() {
            guard !bytes.isEmpty else { return }
            spans.append(
                Span(
                    text: String(decoding: bytes, as: UTF8.self), role: role,
                    attributes: attributes))
            bytes = []
        }
        for piece in pieces {
            italic += piece.italic
            bold += piece.bold
            struck += piece.struck
            link += piece.link
            guard !piece.bytes.isEmpty else { continue }
            var now: Style.Attributes = []
            if italic > 0 { now.insert(.italic) }
            if bold > 0 { now.insert(.bold) }
            if struck > 0 { now.insert(.strikethrough) }
            if link > 0 { now.insert(.underline) }
            let nowRole: Role =
                switch piece.kind {
                case .code: .code
                case .html, .note: .muted
                case .text: link > 0 ? .link : struck > 0 ? .muted : .text
                }
            if nowRole != role || now != attributes { finish() }
            (role, attributes) = (nowRole, now)
            bytes += piece.bytes
        }
        finish()
        return spans
    }
}
