import LexiAPI
import Testing

@Suite struct RunEventLineTests {
    static let lines: [(RunEvent, Double?, String)] = [
        (
            .requested(
                ChatRequest(message: "Hi", context: ChatContext(contact: "contact-001")),
                idempotencyKey: "0b4c"), 0,
            #"{"type":"request","at_ms":0,"idempotency_key":"0b4c","conversation_id":null,"#
                + #""context":{"contact_id":"contact-001"},"allow_tools":true,"message":"Hi"}"#
        ),
        (
            .requested(
                ChatRequest(
                    message: "Hi", conversationID: "c",
                    context: ChatContext(deal: "d", matter: "m", company: "o", page: "p"),
                    allowTools: false), idempotencyKey: "k"), nil,
            #"{"type":"request","idempotency_key":"k","conversation_id":"c","context":{"#
                + #""deal_id":"d","matter_id":"m","company_id":"o","page":"p"},"allow_tools":false,"message":"Hi"}"#
        ),
        (
            .retrying(
                Retry(
                    attempt: 2, wait: .milliseconds(2500),
                    failure: Failure(code: .rateLimited, message: "Slow down", status: 429),
                    head: ResponseHead(status: 429, requestID: "req_0"))),
            3,
            #"{"type":"retry","at_ms":3,"attempt":2,"wait_ms":2500,"code":"rate_limited","#
                + #""message":"Slow down","status":429,"request_id":"req_0","rate_limit":null}"#
        ),
        (
            .queued(Queueing(limit: 10, isServers: true)), 4,
            #"{"type":"queued","at_ms":4,"limit":10,"limit_of":"server"}"#
        ),
        (
            .queued(Queueing(limit: 256, isServers: false)), nil,
            #"{"type":"queued","limit":256,"limit_of":"client"}"#
        ),
        (.dequeued, 5, #"{"type":"dequeued","at_ms":5}"#),
        (
            .responded(
                ResponseHead(
                    status: 200, requestID: "req_1",
                    rateLimit: RateLimit(limit: 1000, remaining: 871, reset: 1_777_420_800))),
            81.2,
            #"{"type":"response","at_ms":81.2,"status":200,"request_id":"req_1","#
                + #""rate_limit":{"limit":1000,"remaining":871,"reset":1777420800}}"#
        ),
        (
            .responded(ResponseHead(status: 503, rateLimit: RateLimit(remaining: 0))), nil,
            #"{"type":"response","status":503,"request_id":null,"#
                + #""rate_limit":{"limit":null,"remaining":0,"reset":null}}"#
        ),
        (
            .responded(ResponseHead(status: 200)), nil,
            #"{"type":"response","status":200,"request_id":null,"rate_limit":null}"#
        ),
        (.thinking(text: "Hm"), 90.06, #"{"type":"thinking","at_ms":90.1,"text":"Hm"}"#),
        (
            .toolStep(ToolStepUpdate(tool: "notes", status: "started")), 1,
            #"{"type":"tool_step","at_ms":1,"tool":"notes","status":"started","summary":null}"#
        ),
        (
            .toolStep(ToolStepUpdate(tool: "t", status: "completed", summary: "Read")), nil,
            #"{"type":"tool_step","tool":"t","status":"completed","summary":"Read"}"#
        ),
        (
            .text(delta: "a\u{1B}", conversationID: "c"), nil,
            #"{"type":"text","delta":"a\u001b","conversation_id":"c"}"#
        ),
        (
            .text(delta: "a", conversationID: nil), nil,
            #"{"type":"text","delta":"a","conversation_id":null}"#
        ),
        (
            .done(creditsRemaining: 4840, messageID: "msg_1", conversationID: "c"), nil,
            #"{"type":"done","credits_remaining":4840,"message_id":"msg_1"}"#
        ),
        (
            .done(creditsRemaining: nil, messageID: nil, conversationID: nil), nil,
            #"{"type":"done","credits_remaining":null,"message_id":null}"#
        ),
        (
            .failed(Failure(code: .rateLimited, message: "Slow", status: 429)), nil,
            #"{"type":"error","code":"rate_limited","message":"Slow","status":429}"#
        ),
        (
            .failed(Failure(code: .network, message: "Gone")), nil,
            #"{"type":"error","code":"network","message":"Gone","status":null}"#
        ),
        (
            .unknown(event: "citation", data: "{}"), nil,
            #"{"type":"unknown","event":"citation","data":"{}"}"#
        ),
        (
            .malformed(event: "text", data: "{", reason: "bad"), nil,
            #"{"type":"malformed","event":"text","data":"{","reason":"bad"}"#
        ),
        (
            .ended(.completed, terminator: true), 2300.44,
            #"{"type":"end","at_ms":2300.4,"outcome":"completed","terminator":true}"#
        ),
        (
            .ended(.incomplete, terminator: false), nil,
            #"{"type":"end","outcome":"incomplete","terminator":false}"#
        ),
        (
            .ended(.failed, terminator: false), nil,
            #"{"type":"end","outcome":"failed","terminator":false}"#
        ),
        (
            .ended(.cancelled, terminator: false), nil,
            #"{"type":"end","outcome":"cancelled","terminator":false}"#
        ),
    ]

    @Test(arguments: lines)
    func `each event is one line`(event: RunEvent, milliseconds: Double?, line: String) {
        #expect(event.json(atMilliseconds: milliseconds).line == line)
    }
}
