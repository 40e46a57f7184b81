/// Where each of a list of items begins, when each takes some number of lines.
struct LineStarts {
    /// The first line of each item, and the total at the end.
    private var starts = [0]

    var itemCount: Int { starts.count - 1 }
    var lineCount: Int { starts[itemCount] }

    /// The first line of an item.
    subscript(item: Int) -> Int { starts[item] }

    mutating func append(lines: Int) { starts.append(lineCount + lines) }

    /// Forgets all items from one on.
    mutating func removeItems(from item: Int) {
        if item < itemCount { starts.removeLast(itemCount - item) }
    }

    /// The item that holds a line, in the time of a binary search.
    func item(ofLine line: Int) -> Int {
        bisect(0..<itemCount) { starts[$0] <= line }
    }
}

/// The last element of a range for which a condition holds that holds up to some point; the
/// first when it holds for none.
func bisect(_ range: Range<Int>, _ holds: (Int) -> Bool) -> Int {
    var low = range.lowerBound
    var high = max(low, range.upperBound - 1)
    while low < high {
        let middle = (low + high + 1) / 2
        if holds(middle) { low = middle } else { high = middle - 1 }
    }
    return low
}
