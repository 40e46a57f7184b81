/// Where the cells of a table's row are divided.
struct TableRow {
    /// Pipes between cells, those at the row's ends left out.
    private(set) var pipes: [Int] = []
    /// Those of them that stand in code.
    private(set) var code: Set<Int> = []

    var cellCount: Int { pipes.count + 1 }

    init(_ bytes: [UInt8], _ line: Range<Int>) {
        var end = line.upperBound
        while end > line.lowerBound, bytes[end - 1].isBlank { end -= 1 }
        var place = line.lowerBound
        if place < end, bytes[place] == UInt8(ascii: "|") { place += 1 }
        while place < end {
            switch bytes[place] {
            case UInt8(ascii: "\\"): place += 1
            case UInt8(ascii: "|"): if place + 1 < end { pipes.append(place) }
            case UInt8(ascii: "`"):
                let run = bytes[place..<end].prefix { $0 == UInt8(ascii: "`") }.count
                if let close = Self.codeEnd(bytes, place + run, end, run) {
                    for inner in place..<close
                    where bytes[inner] == UInt8(ascii: "|")
                        && bytes[inner - 1] != UInt8(ascii: "\\")
                    {
                        pipes.append(inner)
                        code.insert(inner)
                    }
                    place = close
                    continue
                }
                place += run - 1
            default: break
            }
            place += 1
        }
    }

    private static func codeEnd(_ bytes: [UInt8], _ start: Int, _ end: Int, _ count: Int) -> Int? {
        var place = start
        while place < end {
            guard bytes[place] == UInt8(ascii: "`") else {
                place += 1
                continue
            }
            let run = bytes[place..<end].prefix { $0 == UInt8(ascii: "`") }.count
            if run == count { return place + run }
            place += run
        }
        return nil
    }
}
