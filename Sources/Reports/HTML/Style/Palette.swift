/// The colors of a page in its two modes, each as `0xRRGGBB`.
///
/// A color of harm means a kind of outcome and nothing else, in every chart of a page. Words have a contrast of at
/// least 4.5 to the paper, and strokes and areas that mean something one of at least 3: those that WCAG 2.2 asks
/// for (1.4.3 and 1.4.11). A test holds them to it.
enum Palette {
  /// One color: its variable, and its values on a light and on a dark screen.
  struct Color {
    /// The name of the variable in the style sheet.
    let name: String
    /// The value on a light screen and on paper.
    let light: UInt32
    /// The value on a dark screen.
    let dark: UInt32
    /// The use, which decides the contrast that a test demands.
    let use: Use
  }

  /// The things that a color is for.
  enum Use {
    /// A surface that words stand on.
    case paper
    /// An area behind words.
    case wash
    /// A line without a meaning of its own.
    case rule
    /// Words: a contrast of 4.5 to 1 (WCAG 2.2, criterion 1.4.3).
    case words
    /// Marks and areas that mean something.
    case marks
  }

  /// All colors of a page.
  static let colors: [Color] = [
    Color(name: "paper", light: 0xffffff, dark: 0x0f1216, use: .paper),
    Color(name: "wash", light: 0xf4f6f8, dark: 0x181c22, use: .wash),
    Color(name: "rule", light: 0xd8dde3, dark: 0x313943, use: .rule),
    Color(name: "grid", light: 0xe7eaee, dark: 0x232a32, use: .rule),
    Color(name: "ink", light: 0x15191e, dark: 0xe9edf2, use: .words),
    Color(name: "soft", light: 0x4d5763, dark: 0xa3aebb, use: .words),
    Color(name: "link", light: 0x0b57a4, dark: 0x7cb8ff, use: .words),
    Color(name: "safe", light: 0x0a6b4b, dark: 0x4fcf9f, use: .words),
    Color(name: "safe-wash", light: 0xe3f3eb, dark: 0x11332a, use: .wash),
    Color(name: "lost", light: 0xb0123a, dark: 0xff7a90, use: .words),
    Color(name: "lost-wash", light: 0xfbe7eb, dark: 0x3b1620, use: .wash),
    Color(name: "phantom", light: 0x8f5600, dark: 0xeeb04f, use: .words),
    Color(name: "phantom-wash", light: 0xfbf1df, dark: 0x36270e, use: .wash),
    Color(name: "dup", light: 0x6a35b1, dark: 0xc09cff, use: .words),
    Color(name: "dup-wash", light: 0xf1eafb, dark: 0x2c1f45, use: .wash),
    Color(name: "unsure", light: 0x66717e, dark: 0x97a3b0, use: .words),
    Color(name: "client", light: 0x2f74ae, dark: 0x4f92cf, use: .marks),
    Color(name: "both", light: 0x0f4c81, dark: 0x8cc4f7, use: .marks),
    Color(name: "server", light: 0x6d8ba8, dark: 0x71869d, use: .marks),
  ]

  /// The colors as variables of a style sheet.
  static func variables(isDark: Bool) -> String {
    colors.map { "--\($0.name):\(digits($0, isDark: isDark))" }.joined(separator: ";")
  }

  /// Rules with the colors in the place of their variables.
  static func filled(into rules: String, isDark: Bool) -> String {
    colors.reduce(rules) { $0.replacing("var(--\($1.name))", with: digits($1, isDark: isDark)) }
  }

  /// A color as the style sheet has it, with six digits.
  private static func digits(_ color: Color, isDark: Bool) -> String {
    let digits = String(isDark ? color.dark : color.light, radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }
}
