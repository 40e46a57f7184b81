import LexiAPI
import Testing

@Suite struct WebPageTests {
    private static let page = "<html>\r\n<head><title>502 Bad Gateway</title></head></html>"

    @Test(arguments: [
        (page, "The server sent a web page titled \"502 Bad Gateway\"."),
        (
            " \n<!DOCTYPE HTML PUBLIC>" + page,
            "The server sent a web page titled \"502 Bad Gateway\"."
        ),
        ("Upstream said: \(page)", "Upstream said: a web page titled \"502 Bad Gateway\""),
        ("<center><h1>No</h1></center>", "The server sent a web page."),
        ("<?xml version='1.0'?><Error/>", "The server sent a web page."),
        ("<script>x</script>", "The server sent a web page."),
        ("<HTML", "The server sent a web page."),
    ])
    func `of a page in a message the title is told`(_ message: String, _ words: String) {
        let failure = Failure(code: .init(rawValue: "x"), message: message)
        #expect(failure.explanation == words)
        #expect(failure.message == message)
        let field = Failure(
            code: .validationError, message: "m", fields: [.init("a", .string(message))])
        #expect(!field.explanation.lowercased().contains("<html"))
    }

    @Test(arguments: [
        "<name> is missing", "a < b", "<", "1 <html-report> 2", "<b>No</b>", "No <headline> here",
        "",
        "Price <= 5 and x<y", "It begins with \"<html>\" and is a web page.",
    ])
    func `brackets in a sentence are kept`(_ message: String) {
        #expect(Failure(code: .init(rawValue: "x"), message: message).explanation == message)
    }
}
