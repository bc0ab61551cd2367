import Testing

@testable import Diagrams

@Suite struct WrappedTexts {
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
  func breakBetweenWordsAndCutWordsThatAreTooLong(text: String, width: Int, lines: [String]) {
    #expect(WrappedText.lines(text, width: width) == lines)
  }
}
