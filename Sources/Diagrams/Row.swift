import Simulation

extension Diagram {
  /// One thing that happened, at one lane.
  package struct Row: Hashable, Sendable {
    /// The virtual time of the event.
    package var instant: Instant
    /// The lane of the event; for an arrow the lane at which it begins.
    package var lane: Int
    /// The words or the arrow of the row.
    package var content: Content
    /// The lifeline that becomes inactive or active here, if any does.
    package var lifelineChange: LifelineChange?
    /// A Boolean value that indicates whether the row only says that a message arrives, which the end of its arrow
    /// shows as well.
    package var isArrival = false
    /// The number of copies that are stored at the lane from here on; `nil` where it does not change.
    package var copies: Int?
    /// The certainty of the lane's participant from here on; `nil` where it does not change.
    package var certainty: Certainty?
    /// The chances that are decided here, which a picture marks.
    package var chances: [Chance] = []

    /// Creates a row from its parts.
    package init(
      _ instant: Instant, lane: Int, _ content: Content, lifelineChange: LifelineChange? = nil
    ) {
      self.instant = instant
      self.lane = lane
      self.content = content
      self.lifelineChange = lifelineChange
    }
  }

  /// The content of a row.
  package enum Content: Hashable, Sendable {
    /// Words at the lane.
    case note(Wording)
    /// A message that leaves the lane.
    case arrow(Arrow)
  }

  /// A message as it leaves.
  ///
  /// It begins where it leaves, and leads down to the row at which it arrives, if that is known: with a slant in a
  /// picture, with a bend on a terminal. In Mermaid a note says where and when it arrives.
  package struct Arrow: Hashable, Sendable {
    /// The lane that it points to.
    package var target: Int
    /// The words on the arrow.
    package var label: Wording
    /// The end that the message takes.
    package var fate: Fate
    /// The place of the row at which it arrives, among all rows; `nil` if it does not, or if it is not known.
    package var arrival: Int?

    /// Creates an arrow that points to a lane.
    package init(to target: Int, _ label: Wording, _ fate: Fate) {
      self.target = target
      self.label = label
      self.fate = fate
    }

    /// The fate of a message.
    package enum Fate: Hashable, Sendable {
      case arrives
      /// The network loses it on the way: its arrow ends in a cross.
      case isLost
      /// It is lost because its connection breaks.
      case isBroken
    }

    /// A Boolean value that indicates whether the message never arrives.
    package var isLost: Bool { fate != .arrives }
  }

  /// A chance to go wrong.
  package struct Chance: Hashable, Sendable {
    /// The name of the fault.
    package var name: String
    /// A Boolean value that indicates whether the fault happens.
    package var happens: Bool

    /// Creates a chance from its parts.
    package init(_ name: String, happens: Bool) {
      (self.name, self.happens) = (name, happens)
    }
  }

  /// The certainty of a participant about what another one has stored.
  package enum Certainty: Hashable, Sendable {
    /// Sure of it, by an answer; or unsure, because none has come.
    case sure, unsure
  }

  /// A change of a lifeline.
  package enum LifelineChange: Hashable, Sendable {
    /// The lane takes no part any more.
    case stops(Int)
    /// The lane takes part again, or for the first time.
    case resumes(Int)
  }
}

extension Diagram.Wording {
  /// The words in the manner of the diagram.
  func text(isShort: Bool) -> String { isShort ? short : full }
}
