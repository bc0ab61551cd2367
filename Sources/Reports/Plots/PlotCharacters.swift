/// What plots in a terminal are made of.
package enum PlotCharacters: Sendable {
  /// Blocks of Unicode.
  case unicode
  /// Nothing but ASCII.
  case plain

  /// A cell that the value surely fills, one that its interval reaches below the value, and one that it
  /// reaches above.
  var sure: Character { self == .unicode ? "█" : "#" }
  var below: Character { self == .unicode ? "▓" : "=" }
  var above: Character { self == .unicode ? "░" : "-" }

  /// From the lowest to the highest.
  var levels: [Character] {
    self == .unicode ? Array("▁▂▃▄▅▆▇█") : Array("_.-:=+*#")
  }
}
