/// The colours of a page in one of its two modes, each as `0xRRGGBB`.
///
/// Words have a contrast of at least 4.5 to what they stand on, and strokes and areas that mean something one
/// of at least 3: those that WCAG 2.2 asks for (1.4.3 and 1.4.11). A test holds them to it.
struct Palette {
  /// The background.
  let paper: UInt32
  let ink: UInt32
  /// Words that are less important, and rules.
  let faint: UInt32
  /// The color of bars and lines.
  let figure: UInt32
  /// The color of anomalies.
  let harm: UInt32
  /// Further lines and areas, told apart by their dashes and letters as well.
  let second: UInt32
  let third: UInt32
  /// The cells of a heat map, from the faintest up.
  let plain: [Shade]
  /// The cells of what disagrees or is stored twice.
  let bad: [Shade]

  /// The fill of a cell and the color of the text on it.
  struct Shade {
    let fill: UInt32
    let ink: UInt32
  }

  /// The areas and the lines.
  var figures: [UInt32] { [figure, harm, second, third, faint] }

  static let light = Palette(
    paper: 0xffffff, ink: 0x1b1f24, faint: 0x57606a, figure: 0x0550ae, harm: 0xa40e26,
    second: 0x8a4600, third: 0x116329,
    plain: [
      Shade(fill: 0xffffff, ink: 0x57606a), Shade(fill: 0xe3f0ff, ink: 0x1b1f24),
      Shade(fill: 0xb6dcff, ink: 0x1b1f24), Shade(fill: 0x7cb9ff, ink: 0x1b1f24),
      Shade(fill: 0x0550ae, ink: 0xffffff),
    ],
    bad: [
      Shade(fill: 0xffffff, ink: 0x57606a), Shade(fill: 0xfff0e0, ink: 0x1b1f24),
      Shade(fill: 0xffd3a6, ink: 0x1b1f24), Shade(fill: 0xf5985a, ink: 0x1b1f24),
      Shade(fill: 0x8a2c0d, ink: 0xffffff),
    ])

  static let dark = Palette(
    paper: 0x0d1117, ink: 0xe6edf3, faint: 0x9aa4ae, figure: 0x79c0ff, harm: 0xff8a80,
    second: 0xffb77c, third: 0x7ee787,
    plain: [
      Shade(fill: 0x0d1117, ink: 0x9aa4ae), Shade(fill: 0x10213a, ink: 0xe6edf3),
      Shade(fill: 0x123a6b, ink: 0xe6edf3), Shade(fill: 0x1c5aa6, ink: 0xffffff),
      Shade(fill: 0x9fd0ff, ink: 0x0d1117),
    ],
    bad: [
      Shade(fill: 0x0d1117, ink: 0x9aa4ae), Shade(fill: 0x33190a, ink: 0xe6edf3),
      Shade(fill: 0x5e2a0a, ink: 0xe6edf3), Shade(fill: 0x96440c, ink: 0xffffff),
      Shade(fill: 0xffb77c, ink: 0x0d1117),
    ])

  /// The colours as variables of a style sheet.
  var variables: String {
    named.map { "--\($0.name): \($0.digits);" }.joined(separator: " ")
  }

  /// Rules with the colours in the place of their variables.
  func filled(into rules: String) -> String {
    named.reduce(rules) { $0.replacing("var(--\($1.name))", with: $1.digits) }
  }

  private var named: [(name: String, digits: String)] {
    var colors = [
      ("paper", paper), ("ink", ink), ("faint", faint), ("figure", figure), ("harm", harm),
      ("second", second), ("third", third),
    ]
    for (name, shades) in [("plain", plain), ("bad", bad)] {
      for (step, shade) in shades.enumerated() {
        colors.append(("\(name)-\(step)", shade.fill))
        colors.append(("\(name)-ink-\(step)", shade.ink))
      }
    }
    return colors.map { name, color in
      let digits = String(color, radix: 16)
      return (name, "#" + String(repeating: "0", count: 6 - digits.count) + digits)
    }
  }
}
