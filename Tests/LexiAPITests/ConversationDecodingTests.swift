import LexiAPI
import Testing

@Suite struct ConversationDecodingTests {
    private func page(_ text: String) throws -> Page<ConversationSummary>? {
        Page(conversations: try JSONValue(parsing: text))
    }

    private func conversation(_ text: String) throws -> Conversation? {
        Conversation(try JSONValue(parsing: text))
    }

    @Test func `what is missing is absent, not zero`() throws {
        let page = try #require(try page(#"{"data":{"conversations":[{"id":"c"},{}]}}"#))
        #expect(page.items == [ConversationSummary(id: "c"), ConversationSummary(id: nil)])
        #expect(page.meta == PageMeta())
        #expect(
            page.items[0].json.line
                == #"{"type":"conversation","id":"c","title":null,"message_count":null,"#
                + #""last_message_at":null,"context":{},"archived":null,"created_at":null}"#)
    }

    @Test func `identifiers are opaque, odd values do not cost the record`() throws {
        let item = try #require(
            try page(
                #"{"data":{"conversations":[{"id":17,"title":{"en":"T"},"message_count":"many","#
                    + #""last_message_at":"soon","archived":"no","context":{"contact_id":null,"#
                    + #""deal_id":5,"page":{"path":"/x"}},"created_at":0}]}}"#)?.items.first)
        #expect(item.id == "17")
        #expect(item.title == #"{"en":"T"}"#)
        #expect(item.messageCount == nil && item.isArchived == nil)
        #expect(item.lastMessageAt?.text == "soon")
        #expect(item.context == ChatContext(deal: "5", page: #"{"path":"/x"}"#))
        #expect(item.createdAt?.unixSeconds == 0)
    }

    @Test(arguments: [#"{"data":null}"#, #"{"data":{"conversations":null}}"#, #"{"data":[]}"#])
    func `no list is an empty list`(text: String) throws {
        #expect(try page(text)?.items == [])
    }

    @Test(arguments: ["{}", "[]", #"{"data":{}}"#, #"{"data":{"conversations":7}}"#, "null"])
    func `what holds no list is not one`(text: String) throws {
        #expect(try page(text) == nil)
    }

    @Test func `entries that are no records are counted`() throws {
        let page = try page(#"{"data":[{"id":"a"},null,5,{"id":"b"}],"meta":{"total":4.0}}"#)
        #expect(page?.items.map(\.id) == ["a", "b"])
        #expect(page?.unreadableCount == 2)
        #expect(page?.meta == PageMeta(total: 4))
    }

    @Test func `a conversation in an object of its own is found`() throws {
        let text = #"{"data":{"conversation":{"id":"c"},"messages":[{"role":"user"}]}}"#
        #expect(try conversation(text)?.summary.id == "c")
        #expect(try conversation(text)?.messages == [ConversationMessage(role: "user")])
        #expect(try conversation(#"{"data":null}"#) == nil)
        #expect(try conversation(#"{"data":[]}"#) == nil)
        #expect(try conversation(#"{"data":{"id":"c","messages":null}}"#)?.messages == [])
    }

    @Test func `a message keeps what it cannot interpret`() throws {
        let message = try #require(
            try conversation(
                #"{"data":{"messages":[{"id":1,"role":"oracle","content":["a","b"],"#
                    + #""tool_calls":[{"x":1}],"tool_name":"t","tool_output":{"y":[]},"#
                    + #""created_at":"2026-11-24T14:02:00Z"}]}}"#)?.messages.first)
        #expect(
            message.json.line
                == #"{"type":"message","id":"1","role":"oracle","content":"[\"a\",\"b\"]","#
                + #""tool_calls":[{"x":1}],"tool_name":"t","tool_output":{"y":[]},"#
                + #""created_at":"2026-11-24T14:02:00Z"}"#)
    }

    /// Letters for the messages, digits for the minute in which each was made, `-` for no time.
    @Test(arguments: [
        ("a1 b2 c3", "abc"), ("c3 b2 a1", "abc"), ("b2 a1 c3", "abc"),
        // Two of the same moment: in their order, which is the other way round from the newest.
        ("a1 b1 c2", "abc"), ("d2 c1 b1 a0", "abcd"), ("a1 b1 c1", "abc"),
        // Without a time they stay beside the one before.
        ("a- b1 c- d2", "abcd"), ("d2 c- b1 a-", "abcd"), ("a- b- c-", "abc"),
    ]) func `the oldest message comes first`(given: String, expected: String) throws {
        let messages = given.split(separator: " ").map { item in
            let time =
                item.last == "-" ? "null" : "\"2026-11-24T14:0\(item.last!):00Z\""
            return #"{"content":"\#(item.first!)","created_at":\#(time)}"#
        }
        let text = #"{"data":{"id":"c","messages":[\#(messages.joined(separator: ","))]}}"#
        let sorted = try #require(try conversation(text)?.messages.map { $0.content ?? "" })
        #expect(sorted.joined() == expected)
    }
}
