/// Where each of a list of items begins, when each takes some number of lines.
///
/// A binary indexed tree: an item's lines can change without those of all after it being counted
/// anew, and to add, change, find or forget one takes the logarithm of their number.
struct LineStarts {
    /// At index `i`, the lines of the `lowBit(i + 1)` items that end with item `i`.
    private var sums: [Int] = []
    private(set) var lineCount = 0

    var itemCount: Int { sums.count }

    private static func lowBit(_ position: Int) -> Int { position & -position }

    /// The first line of an item; for the number of items, that of all lines.
    subscript(item: Int) -> Int {
        var position = item
        var sum = 0
        while position > 0 {
            sum += sums[position - 1]
            position -= Self.lowBit(position)
        }
        return sum
    }

    /// How many lines an item has.
    func lines(of item: Int) -> Int { self[item + 1] - self[item] }

    mutating func append(lines: Int) {
        let position = sums.count + 1
        var sum = lines
        var child = position - 1
        while child > position - Self.lowBit(position) {
            sum += sums[child - 1]
            child -= Self.lowBit(child)
        }
        sums.append(sum)
        lineCount += lines
    }

    /// Gives an item another number of lines.
    mutating func set(_ item: Int, lines: Int) {
        let change = lines - self.lines(of: item)
        guard change != 0 else { return }
        var position = item + 1
        while position <= sums.count {
            sums[position - 1] += change
            position += Self.lowBit(position)
        }
        lineCount += change
    }

    /// The item that holds a line; the last for a line beyond the end.
    func item(ofLine line: Int) -> Int {
        var position = 0
        var rest = line
        var step = 1
        while step * 2 <= sums.count { step *= 2 }
        while step > 0 {
            let next = position + step
            if next <= sums.count, sums[next - 1] <= rest {
                position = next
                rest -= sums[next - 1]
            }
            step /= 2
        }
        return min(position, max(0, sums.count - 1))
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
