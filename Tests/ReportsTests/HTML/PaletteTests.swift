import Testing

@testable import Reports

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Readers can tell the colors of a page apart, by the measure of WCAG 2.2.
@Suite struct PaletteTests {
  /// The contrast ratio, from 1 to 21 (WCAG 2.2, "contrast ratio" and "relative luminance").
  private func contrast(_ one: UInt32, _ other: UInt32) -> Double {
    func luminance(_ color: UInt32) -> Double {
      func part(_ shift: UInt32) -> Double {
        let share = Double(color >> shift & 0xff) / 255
        return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
      }
      return 0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0)
    }
    let (first, second) = (luminance(one), luminance(other))
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)
  }

  @Test func contrastIsComputedAsWCAGDefinesIt() {
    #expect(abs(contrast(0x000000, 0xffffff) - 21) < 1e-9)
    // The lightest grey that passes on white.
    #expect(contrast(0x767676, 0xffffff) >= 4.5 && contrast(0x777777, 0xffffff) < 4.5)
  }

  private func color(_ name: String, isDark: Bool) throws -> UInt32 {
    let color = try #require(Palette.colors.first { $0.name == name })
    return isDark ? color.dark : color.light
  }

  @Test(arguments: [true, false])
  func wordsStandOut(isDark: Bool) throws {
    let paper = try color("paper", isDark: isDark)
    for color in Palette.colors where color.use == .words {
      #expect(contrast(isDark ? color.dark : color.light, paper) >= 4.5, "\(color.name)")
    }
    // Words and squares stand on washes of their own kind, too.
    for kind in ["safe", "lost", "phantom", "dup"] {
      let wash = try color(kind + "-wash", isDark: isDark)
      #expect(contrast(try color(kind, isDark: isDark), wash) >= 3)
      #expect(contrast(try color("ink", isDark: isDark), wash) >= 4.5)
      #expect(contrast(try color("soft", isDark: isDark), wash) >= 4.5, "\(kind)")
    }
    #expect(
      contrast(try color("safe", isDark: isDark), try color("safe-wash", isDark: isDark)) >= 4.5)
  }

  @Test(arguments: [true, false])
  func marksStandOut(isDark: Bool) throws {
    let paper = try color("paper", isDark: isDark)
    for color in Palette.colors where color.use == .marks {
      #expect(contrast(isDark ? color.dark : color.light, paper) >= 3, "\(color.name)")
    }
  }

  @Test(arguments: [true, false])
  func allVariablesCanBeFilledIn(isDark: Bool) {
    #expect(!Palette.filled(into: ChartStyle.colors, isDark: isDark).contains("var("))
  }

  /// Every variable of the style sheet is a color of the palette.
  @Test func theStyleSheetUsesNoOtherColor() {
    let names = Set(Palette.colors.map(\.name))
    for match in PageStyle.sheet.matches(of: /var\(--([a-z-]+)\)/) {
      #expect(names.contains(String(match.1)), "\(match.1)")
    }
    #expect(Palette.variables(isDark: true).contains("--paper:#0f1216;"))
  }
}
