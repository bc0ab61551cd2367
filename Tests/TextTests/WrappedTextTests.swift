import Testing

@testable import Text

@Suite struct WrappedTextTests {
  @Test(arguments: [
    ("", 5, [""]),
    ("one", 5, ["one"]),
    ("one two", 7, ["one two"]),
    ("one two", 6, ["one", "two"]),
    ("one two three", 5, ["one", "two", "three"]),
    ("abcdefg", 3, ["abc", "def", "g"]),
    ("a bcdefg", 3, ["a", "bcd", "efg"]),
    ("ab cd", 1, ["a", "b", "c", "d"]),
  ])
  func linesBreakBetweenWordsAndWordsThatAreTooLongAreCut(
    text: String, width: Int, lines: [String]
  ) {
    #expect(WrappedText.lines(text, width: width) == lines)
  }

  @Test func aLongWordCanStayWhole() {
    let lines = WrappedText.lines("a bcdefg hi", width: 3, cutsLongWords: false)
    #expect(lines == ["a", "bcdefg", "hi"])
  }

  @Test func aLineFeedInATextStartsNoLine() {
    #expect(WrappedText.lines("a\nb", width: 20) == ["a\\u{a}b"])
  }

  @Test func paragraphsStandBesideTheirLabels() {
    var page = Paragraphs()
    page.append("A page")
    page.separate()
    page.append("short", Array(repeating: "word", count: 15).joined(separator: " "))
    page.append("-", "a point")
    page.append("a label that is long", "its text")
    page.append("source", "https://example.com/" + String(repeating: "x", count: 80))
    let words = "word word word word word word word word word word word word word"
    #expect(
      page.text == """
        A page

        short       \(words)
                    word word
        - a point
        a label that is long
                    its text
        source      https://example.com/\(String(repeating: "x", count: 80))

        """)
  }
}
