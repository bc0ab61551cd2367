import Testing

@testable import Diagrams

@Suite struct TextArrowTests {
  @Test(arguments: 14...40)
  func anArrowFillsItsRoomAndShowsItsLabel(room: Int) {
    for isRightward in [true, false] {
      for isLost in [true, false] {
        for label in ["attempt 1", "attempt 10"] where TextArrow.room(forLabel: label) <= room {
          let arrow = TextArrow(isRightward: isRightward, isLost: isLost, glyphs: .ascii)
          let characters = arrow.characters(label: label, room: room)
          #expect(characters.count == room)
          #expect(String(characters).contains(" \(label) "))
          let end = isRightward ? characters.last : characters.first
          if !isLost { #expect(end == (isRightward ? ">" : "<")) }
          #expect(characters.contains("x") == isLost)
        }
      }
    }
  }

  @Test(arguments: [
    (true, false, "- hi ------------->"),
    (false, false, "<------------- hi -"),
    (true, true, "- hi ---x lost     "),
    (false, true, "     lost x--- hi -"),
  ])
  func aLostArrowEndsHalfWay(isRightward: Bool, isLost: Bool, drawn: String) {
    let arrow = TextArrow(isRightward: isRightward, isLost: isLost, glyphs: .ascii)
    #expect(String(arrow.characters(label: "hi", room: 19)) == drawn)
  }

  @Test func aBrokenConnectionIsNamed() {
    let arrow = TextArrow(isRightward: false, isLost: true, isBroken: true, glyphs: .ascii)
    #expect(String(arrow.characters(label: "hi", room: 19)) == "   broken x--- hi -")
  }

  @Test func aLabelWithoutRoomIsLeftOut() {
    let arrow = TextArrow(isRightward: true, isLost: false, glyphs: .ascii)
    #expect(String(arrow.characters(label: "attempt 1", room: 12)) == "----------->")
  }
}
