import Simulation

extension Diagram {
  /// One thing that happened, at one lane.
  package struct Row: Hashable, Sendable {
    package var instant: Instant
    /// Where it happened: of an arrow, where it begins.
    package var lane: Int
    package var content: Content
    /// Which line stops here or goes on, if any does.
    package var turn: Turn?

    package init(_ instant: Instant, lane: Int, _ content: Content, turn: Turn? = nil) {
      self.instant = instant
      self.lane = lane
      self.content = content
      self.turn = turn
    }
  }

  /// What a row shows.
  package enum Content: Hashable, Sendable {
    /// Words at the lane.
    case note(Wording)
    /// A message that leaves the lane.
    case arrow(Arrow)
  }

  /// A message as it leaves.
  ///
  /// It is drawn where it leaves; that it arrives is for a note to say, where and when it does.
  package struct Arrow: Hashable, Sendable {
    /// The lane that it points to.
    package var target: Int
    package var label: Wording
    package var fate: Fate

    package init(to target: Int, _ label: Wording, _ fate: Fate) {
      self.target = target
      self.label = label
      self.fate = fate
    }

    /// What becomes of a message.
    package enum Fate: Hashable, Sendable {
      case arrives
      case isLost
      /// It is lost because its connection breaks.
      case isBroken
    }

    /// Whether it never arrives.
    package var isLost: Bool { fate != .arrives }
  }

  /// A change in the life of somebody.
  package enum Turn: Hashable, Sendable {
    /// The lane takes no part any more.
    case stops(Int)
    /// The lane takes part again, or for the first time.
    case goesOn(Int)
  }
}

extension Diagram.Wording {
  /// The words in the manner of the diagram.
  func text(isShort: Bool) -> String { isShort ? short : full }
}
