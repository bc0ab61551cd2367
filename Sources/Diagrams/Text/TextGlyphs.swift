/// The characters that a diagram on a terminal is drawn with.
///
/// The arrow heads are those that no terminal shows as an emoji.
struct TextGlyphs {
  /// The lifeline of somebody who takes part.
  let lifeline: Character
  /// The lifeline of somebody who does not take part.
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
  /// Where an arrow goes over the lifeline of somebody else.
  let crossing: Character

  static let drawn = TextGlyphs(
    lifeline: "│", stopped: "┊", point: "●", shaft: "─", headRight: "►", headLeft: "◄", lost: "✗",
    tailRight: "├", tailLeft: "┤", crossing: "┼")

  static let ascii = TextGlyphs(
    lifeline: "|", stopped: ":", point: "*", shaft: "-", headRight: ">", headLeft: "<", lost: "x",
    tailRight: "+", tailLeft: "+", crossing: "|")
}
