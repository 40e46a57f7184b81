/// Where in a list a page stands (`meta`); what the server does not say is `nil`.
public struct PageMeta: Sendable, Hashable {
    /// Counted from 1.
    public var page: Int64?
    public var perPage: Int64?
    /// How many records there are on all pages.
    public var total: Int64?

    public init(page: Int64? = nil, perPage: Int64? = nil, total: Int64? = nil) {
        self.page = page
        self.perPage = perPage
        self.total = total
    }

    init(_ value: JSONValue?) {
        page = value?["page"]?.count
        perPage = value?["per_page"]?.count
        total = value?["total"]?.count
    }
}

/// One page of a list of records.
public struct Page<Item: Sendable & Hashable>: Sendable, Hashable {
    /// In the server's order.
    public var items: [Item]
    /// How many entries were no records and are not among `items`.
    public var unreadableCount: Int
    public var meta: PageMeta

    public init(items: [Item], unreadableCount: Int = 0, meta: PageMeta = PageMeta()) {
        self.items = items
        self.unreadableCount = unreadableCount
        self.meta = meta
    }

    /// Reads `{"data": {NAME: […]}, "meta": …}`.
    ///
    /// A list that is null, or whose `data` is, is empty; one that stands in `data` itself is
    /// taken as well.
    ///
    /// - Returns: `nil` when there is no list.
    init?(_ answer: JSONValue, list name: String, item: (JSONValue) -> Item?) {
        guard let data = answer["data"], let list = data.elements.map(JSONValue.array) ?? data[name]
        else {
            guard answer["data"] == .null else { return nil }
            self.init(items: [], meta: PageMeta(answer["meta"]))
            return
        }
        guard list == .null || list.elements != nil else { return nil }
        let entries = list.elements ?? []
        let items = entries.compactMap(item)
        self.init(
            items: items, unreadableCount: entries.count - items.count,
            meta: PageMeta(answer["meta"]))
    }
}
