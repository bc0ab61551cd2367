/// The characters that a diagram on a terminal is drawn with.
///
/// The arrow heads are those that no terminal shows as an emoji.
struct TextGlyphs {
  /// The lifeline of an active participant.
  let lifeline: Character
  /// The lifeline of an inactive participant.
  let stopped: Character
  /// An event on a lifeline.
  let point: Character
  let shaft: Character
  let headRight: Character
  let headLeft: Character
  /// The end of a lost message.
  let lost: Character
  /// The start of an arrow to the right.
  let tailRight: Character
  /// The start of an arrow to the left.
  let tailLeft: Character
  /// The crossing of an arrow and a third lifeline.
  let crossing: Character

  static let drawn = TextGlyphs(
    lifeline: "│", stopped: "┊", point: "●", shaft: "─", headRight: "►", headLeft: "◄", lost: "✗",
    tailRight: "├", tailLeft: "┤", crossing: "┼")

  static let ascii = TextGlyphs(
    lifeline: "|", stopped: ":", point: "*", shaft: "-", headRight: ">", headLeft: "<", lost: "x",
    tailRight: "+", tailLeft: "+", crossing: "|")
}
