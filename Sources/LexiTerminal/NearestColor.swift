public import LexiScreen

extension Color {
    /// The nearest colour of a terminal that has so many.
    ///
    /// - Parameter background: What it is to be read on, so that it does not become that.
    public func nearest(
        among colors: TerminalCapabilities.Colors, on background: Color = .terminalDefault
    ) -> Color {
        if colors == .direct { return self }
        let number = ColorMatch(colors: colors).foreground(self, on: background)
        return UInt8(exactly: number).map(Color.palette) ?? .terminalDefault
    }
}
