import Simulation

extension Diagram {
  /// One thing that happened, at one lane.
  package struct Row: Hashable, Sendable {
    package var instant: Instant
    /// The lane of the event; for an arrow the lane at which it begins.
    package var lane: Int
    package var content: Content
    /// The lifeline that becomes inactive or active here, if any does.
    package var lifelineChange: LifelineChange?

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

    /// The fate of a message.
    package enum Fate: Hashable, Sendable {
      case arrives
      case isLost
      /// It is lost because its connection breaks.
      case isBroken
    }

    /// A Boolean value that indicates whether the message never arrives.
    package var isLost: Bool { fate != .arrives }
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
