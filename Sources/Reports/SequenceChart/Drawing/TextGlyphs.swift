/// The characters that a chart on a terminal is drawn with.
///
/// The arrow heads are those that no terminal shows as an emoji.
struct TextGlyphs {
  /// The lifeline of a participant that takes part.
  let lifeline: Character
  /// The lifeline of a client that has stopped.
  let stopped: Character
  /// Where something happens on a lifeline.
  let point: Character
  let shaft: Character
  let headRight: Character
  let headLeft: Character
  /// Where a message is lost.
  let lost: Character
  /// Where an arrow leaves a lifeline to the right.
  let tailRight: Character
  /// Where an arrow leaves a lifeline to the left.
  let tailLeft: Character

  static let drawn = TextGlyphs(
    lifeline: "│", stopped: "┊", point: "●", shaft: "─", headRight: "►", headLeft: "◄", lost: "✗",
    tailRight: "├", tailLeft: "┤")

  static let ascii = TextGlyphs(
    lifeline: "|", stopped: ":", point: "*", shaft: "-", headRight: ">", headLeft: "<", lost: "x",
    tailRight: "+", tailLeft: "+")
}
