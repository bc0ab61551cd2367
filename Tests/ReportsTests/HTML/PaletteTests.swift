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

  @Test func theMeasureIsThatOfTheStandard() {
    #expect(abs(contrast(0x000000, 0xffffff) - 21) < 1e-9)
    // The lightest grey that passes on white.
    #expect(contrast(0x767676, 0xffffff) >= 4.5 && contrast(0x777777, 0xffffff) < 4.5)
  }

  @Test(arguments: [true, false])
  func wordsStandOut(isLight: Bool) {
    let palette = isLight ? Palette.light : Palette.dark
    for ink in [palette.ink, palette.faint] {
      #expect(contrast(ink, palette.paper) >= 4.5)
    }
    // The letters in the parts of a bar are of the paper's colour; and links are drawn like figures.
    for figure in palette.figures { #expect(contrast(figure, palette.paper) >= 4.5) }
    for shade in palette.plain + palette.bad { #expect(contrast(shade.ink, shade.fill) >= 4.5) }
  }

  @Test(arguments: [true, false])
  func figuresStandOut(isLight: Bool) {
    let palette = isLight ? Palette.light : Palette.dark
    for figure in palette.figures { #expect(contrast(figure, palette.paper) >= 3) }
    // Every cell has an edge, whatever it is filled with.
    #expect(contrast(palette.faint, palette.paper) >= 3)
  }

  @Test func bothModesHaveTheSameSteps() {
    #expect(Palette.light.plain.count == Palette.dark.plain.count)
    #expect(Palette.light.plain.count == Palette.light.bad.count)
    #expect(Palette.dark.plain.count == Palette.dark.bad.count)
  }

  @Test(arguments: [true, false])
  func allVariablesCanBeFilledIn(isLight: Bool) {
    let palette = isLight ? Palette.light : Palette.dark
    #expect(!palette.filled(into: ChartStyle.colors).contains("var("))
  }

  @Test func aVariableHasSixDigits() {
    #expect(Palette.dark.variables.contains("--paper: #0d1117;"))
  }
}
