import Simulation

extension Diagram {
  /// One thing that happened, at one lane.
  public struct Row: Hashable, Sendable {
    public var instant: Instant
    /// Where it happened: of an arrow, where it begins.
    public var lane: Int
    public var content: Content
    /// Which line stops here or goes on, if any does.
    public var turn: Turn?

    public init(_ instant: Instant, lane: Int, _ content: Content, turn: Turn? = nil) {
      self.instant = instant
      self.lane = lane
      self.content = content
      self.turn = turn
    }
  }

  /// What a row shows.
  public enum Content: Hashable, Sendable {
    /// Words at the lane.
    case note(Wording)
    /// A message that leaves the lane.
    case arrow(Arrow)
  }

  /// A message as it leaves.
  ///
  /// It is drawn where it leaves; that it arrives is for a note to say, where and when it does.
  public struct Arrow: Hashable, Sendable {
    /// The lane that it points to.
    public var target: Int
    public var label: Wording
    public var fate: Fate

    public init(to target: Int, _ label: Wording, _ fate: Fate) {
      self.target = target
      self.label = label
      self.fate = fate
    }

    /// What becomes of a message.
    public enum Fate: Hashable, Sendable {
      case arrives
      case isLost
      /// It is lost because its connection breaks.
      case isBroken
    }

    /// Whether it never arrives.
    public var isLost: Bool { fate != .arrives }
  }

  /// A change in the life of somebody.
  public enum Turn: Hashable, Sendable {
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
