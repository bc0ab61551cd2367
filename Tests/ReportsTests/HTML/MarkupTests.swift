import Testing

@testable import Reports

@Suite struct MarkupTests {
  @Test func aTextIsNothingButText() {
    #expect(Markup("b", "<i> & \"x\"").source == "<b>&lt;i&gt; &amp; &quot;x&quot;</b>")
    #expect(Markup.text("a\u{202E}b\u{1B}[0m").source == "a\\u{202e}b\\u{1b}[0m")
  }

  @Test func anAttributeCannotEnd() {
    let markup = Markup("a", ["title": "\" onclick='x' \n"], "y")
    #expect(markup.source == "<a title=\"&quot; onclick=&#39;x&#39; \\u{a}\">y</a>")
  }

  @Test func linesStayLines() {
    #expect(Markup.lines("a\n<b>\n").source == "a\n&lt;b&gt;\n")
  }

  @Test func anEmptyElementIsSelfClosing() {
    #expect(Markup("meta", ["charset": "utf-8"]).source == "<meta charset=\"utf-8\"/>\n")
  }
}
