import Testing

@testable import Text

@Suite struct SanitizedTextTests {
  @Test(arguments: [
    ("blind", "blind"),
    ("\u{1B}[2J", "\\u{1b}[2J"),
    ("a\r\nb\tc", "a\\u{d}\\u{a}b\\tc"),
    ("\u{7F}\u{85}\u{9B}", "\\u{7f}\\u{85}\\u{9b}"),
    ("\u{202A}\u{202E}\u{2066}\u{2069}\u{200F}", "\\u{202a}\\u{202e}\\u{2066}\\u{2069}\\u{200f}"),
    ("\u{2028}\u{2029}\u{FEFF}\u{200B}", "\\u{2028}\\u{2029}\\u{feff}\\u{200b}"),
    ("man\u{200D}y", "man\\u{200d}y"),
    ("می\u{200C}خواهم", "می\\u{200c}خواهم"),
    ("a\u{E0041}b", "a\\u{e0041}b"),
    ("Größe 大 👍🏽", "Größe 大 👍🏽"),
  ])
  func hiddenAndActingCharactersAreShown(text: String, visible: String) {
    #expect(SanitizedText.visible(text) == visible)
    #expect(SanitizedText.visible(visible) == visible)
  }

  @Test func asciiEscapesEverythingElse() {
    #expect(SanitizedText.visible("Größe~", ascii: true) == "Gr\\u{f6}\\u{df}e~")
  }

  @Test func aTabCanBeReplaced() {
    #expect(SanitizedText.visible("a\tb", tab: " ") == "a b")
  }

  @Test func widthCountsWideCharactersTwiceAndMarksNever() {
    #expect(SanitizedText.width(of: "abc") == 3)
    #expect(SanitizedText.width(of: "大👍") == 4)
    #expect(SanitizedText.width(of: "e\u{301}") == 1)
  }
}
