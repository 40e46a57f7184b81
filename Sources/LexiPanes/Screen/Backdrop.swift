import LexiScreen

/// The empty screen with its borders, drawn once for as long as the layout stays.
struct Backdrop {
    private struct Key: Equatable {
        var layout: ScreenLayout
        var focus: PaneID
        var look: Look
    }

    private var key: Key?
    private var drawn = Grid(size: Size(columns: 0, rows: 0))

    mutating func grid(_ layout: ScreenLayout, focus: PaneID, look: Look) -> Grid {
        let key = Key(layout: layout, focus: focus, look: look)
        if key == self.key { return drawn }
        self.key = key
        drawn = Grid(size: layout.size)
        drawn.fill(drawn.bounds, style: look.theme[.text])
        guard !layout.frames.isEmpty else { return drawn }
        var canvas = BorderCanvas(size: layout.size)
        for pane in PaneID.allCases where pane != focus {
            if let frame = layout.frames[pane] { canvas.add(frame, role: .border) }
        }
        // Last, so that the shared lines are the focused pane's.
        if let frame = layout.frames[focus] { canvas.add(frame, role: .borderFocused) }
        canvas.draw(into: &drawn, look: look)
        return drawn
    }
}
