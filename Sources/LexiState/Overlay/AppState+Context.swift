import LexiAPI

extension AppState {
    mutating func reduceContextEditor(_ edit: Action.ContextEdit) {
        guard case .context(var editor) = overlay else { return }
        let rowCount = ContextEditor.rows.count
        switch edit {
        case .next: editor.selectedIndex = (editor.selectedIndex + 1) % rowCount
        case .previous: editor.selectedIndex = (editor.selectedIndex + rowCount - 1) % rowCount
        case .select(let index):
            guard ContextEditor.rows.indices.contains(index) else { return }
            editor.selectedIndex = index
        case .toggleTools: editor.allowTools.toggle()
        case .edit(let change):
            if case .field(let field) = editor.selectedRow {
                editor.values[field]?.apply(change.onOneLine)
                // It would be shown, sent and written down as it is.
                if let text = editor.values[field]?.text, Secret.withoutKeys(text) != text {
                    editor.values[field] = Composer()
                    notice = Notice(.warning, Self.keyIsNoName)
                }
            }
        case .accept:
            tabsRevision += 1
            activeScreen.context = editor.context
            activeScreen.allowTools = editor.allowTools
            overlay = nil
            notice = Notice(.information, "Used from the next message on.")
            return
        }
        overlay = .context(editor)
    }
}

extension Composer.Edit {
    /// The same edit for a field of one line: line breaks of a paste become spaces.
    public var onOneLine: Composer.Edit {
        switch self {
        case .insert(let text), .paste(let text, _), .replaceAll(let text):
            .insert(String(text.map { $0.isNewline ? " " : $0 }))
        default: self
        }
    }
}
