import Testing

@testable import Diagrams

@Suite struct VisibleTexts {
  @Test(arguments: [
    ("blind", "blind"),
    ("\u{1B}[2J", "\\u{1b}[2J"),
    ("a\r\nb\tc", "a\\u{d}\\u{a}b\\u{9}c"),
    ("\u{7F}\u{85}\u{9B}", "\\u{7f}\\u{85}\\u{9b}"),
    ("\u{202A}\u{202E}\u{2066}\u{2069}\u{200F}", "\\u{202a}\\u{202e}\\u{2066}\\u{2069}\\u{200f}"),
    ("\u{2028}\u{2029}\u{FEFF}\u{200B}", "\\u{2028}\\u{2029}\\u{feff}\\u{200b}"),
    ("Größe 大 👍🏽", "Größe 大 👍🏽"),
    ("می\u{200C}خواهم", "می\u{200C}خواهم"),
  ])
  func showWhatHidesOrActs(text: String, visible: String) {
    #expect(VisibleText.of(text) == visible)
  }

  @Test func inASCIIEscapeEverythingElse() {
    #expect(VisibleText.of("Größe~", ascii: true) == "Gr\\u{f6}\\u{df}e~")
  }
}
