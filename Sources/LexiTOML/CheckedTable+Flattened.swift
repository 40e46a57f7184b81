internal import TOMLKit

extension CheckedTable {
    /// Every value in this table and the tables in it, by the path to it, in a form in which equal
    /// values are equal.
    public var flattened: [[String]: String] {
        var values: [[String]: String] = [:]
        gather(into: &values, under: [])
        return values
    }

    private func gather(into values: inout [[String]: String], under path: [String]) {
        for key in keys {
            let path = path + [key]
            if let inner = innerTable(key) {
                inner.gather(into: &values, under: path)
            } else {
                values[path] = text(of: key)
            }
        }
    }
}
