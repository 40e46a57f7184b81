/// What is done with the palette.
public enum PaletteStep: Sendable {
    /// Opens it with a text in its field.
    case open(String)
    /// The items there are, in the order of each kind's.
    case load([PaletteItem])
    case edit(Composer.Edit)
    /// Takes the field's text to be another.
    case write(String)
    /// Moves down by a number of rows, up when negative.
    case move(Int)
    case up, down
    /// Puts the selected row's words into the field.
    case complete
    /// Closes it and remembers what was done.
    case done
}

extension AppState {
    /// As many items that were used lead the list.
    private static let mostRecent = 6
    private static let mostLines = 100

    mutating func reducePalette(_ step: PaletteStep) {
        if case .open(let text) = step {
            overlay = .palette(Palette(text, recent: usedItems, lines: commandLines))
            return
        }
        guard case .palette(var palette) = overlay else { return }
        // One owner, or each change would copy the list.
        overlay = nil
        switch step {
        case .open: break
        case .load(let items): palette.load(items)
        case .edit(let edit): palette.edit(edit)
        case .write(let text): palette.write(text)
        case .move(let rows): palette.move(rows)
        case .up: palette.up()
        case .down: palette.down()
        case .complete: palette.complete()
        case .done:
            remember(palette)
            return
        }
        overlay = .palette(palette)
    }

    private mutating func remember(_ palette: Palette) {
        guard let item = palette.selected else { return }
        usedItems.removeAll { $0 == item.id }
        usedItems.insert(item.id, at: 0)
        usedItems = Array(usedItems.prefix(Self.mostRecent))
        guard palette.isCommandLine else { return }
        let line = palette.field.text
        commandLines.removeAll { $0 == line }
        commandLines.insert(line, at: 0)
        commandLines = Array(commandLines.prefix(Self.mostLines))
    }
}
