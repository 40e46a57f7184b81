extension String {
    /// At most 200 characters in one line, without anything that acts on a terminal.
    package var excerpt: String {
        var text = ""
        var needsSpace = false
        // Control sequences go as a whole, not their ESC alone.
        let start = Sanitizer.text(String(unicodeScalars.prefix(1024)))
        for scalar in start.unicodeScalars {
            if scalar.properties.isWhitespace || scalar.actsOnTerminals {
                needsSpace = !text.isEmpty
                continue
            }
            if needsSpace { text += " " }
            needsSpace = false
            text.unicodeScalars.append(scalar)
        }
        return text.count > 200 ? text.prefix(199) + "…" : text
    }
}
