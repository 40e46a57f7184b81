import LexiScreen

/// Parts of one row, of which as much is shown as there is room for.
///
/// Each part has forms from the longest to the shortest; an empty last form leaves the part out.
/// Which part gives way when is one list, so that a wider row never shows less than a narrower.
struct FittedLine<Name: Hashable> {
    private struct Part {
        var name: Name
        /// What stands between the part and the one before it.
        var joint: Span
        var jointColumns: Int
        var forms: [(span: Span, columns: Int)]
        var form = 0

        var span: Span { forms[form].span }
        var columns: Int { forms[form].columns }
    }

    private var parts: [Part] = []

    /// Adds a part behind the others.
    mutating func add(_ name: Name, _ role: Role, joint: Span, _ forms: [String]) {
        let forms = forms.map { (Span(text: $0, role: role), TextWidth.columns(of: $0)) }
        parts.append(
            Part(
                name: name, joint: joint, jointColumns: TextWidth.columns(of: joint.text),
                forms: forms))
    }

    /// The row's pieces.
    ///
    /// - Parameter order: Which part takes its next shorter form, one after the other, until all
    ///   fit; a part that has no shorter one is passed over.
    func spans(columns room: Int, givingWay order: [Name]) -> [Span] {
        var spans: [Span] = []
        for part in fitted(columns: room, givingWay: order) {
            if !spans.isEmpty { spans.append(part.joint) }
            spans.append(part.span)
        }
        return spans
    }

    /// The part that stands in a column of the row.
    func part(at column: Int, columns room: Int, givingWay order: [Name]) -> Name? {
        var end = 0
        for part in fitted(columns: room, givingWay: order) {
            let start = end + (end > 0 ? part.jointColumns : 0)
            end = start + part.columns
            if column < end { return column < start ? nil : part.name }
        }
        return nil
    }

    /// The parts that are shown, each in the form that is.
    private func fitted(columns room: Int, givingWay order: [Name]) -> [Part] {
        var parts = parts
        for name in order where Self.columns(parts) > room {
            guard let index = parts.firstIndex(where: { $0.name == name }),
                parts[index].form + 1 < parts[index].forms.count
            else { continue }
            parts[index].form += 1
        }
        return parts.filter { $0.columns > 0 }
    }

    private static func columns(_ parts: [Part]) -> Int {
        var columns = 0
        for part in parts where part.columns > 0 {
            columns += (columns > 0 ? part.jointColumns : 0) + part.columns
        }
        return columns
    }
}
