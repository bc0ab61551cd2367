import Simulation

/// A sequence diagram: lanes side by side, and what happened on them and between them as time goes on.
///
/// ```swift
/// var diagram = Diagram(title: "A lost answer", lanes: [.init("client"), .init("server")])
/// diagram.arrow(.start, from: 0, to: 1, "write", .arrives)
/// diagram.note(.start + .milliseconds(20), lane: 1, "stores it")
/// diagram.arrow(.start + .milliseconds(20), from: 1, to: 0, "ok", .isLost)
/// print(diagram.text(), terminator: "")
/// ```
///
/// It knows nothing of what it shows. All its words may be anybody's: the renderers make them harmless.
public struct Diagram: Hashable, Sendable {
  /// What it is called; nothing is shown of a title without a visible character.
  public var title: String
  /// Who takes part, from left to right.
  public let lanes: [Lane]
  /// What happened, in the order of time and, within an instant, of cause.
  public private(set) var rows: [Row] = []
  /// What is to be said about the whole, below it.
  public var closings: [Closing] = []
  /// What short labels stand for: sentences, shown only where the labels are short.
  public var legend: [String] = []

  /// - Parameter lanes: at least one; a handful can be read.
  public init(title: String, lanes: [Lane]) {
    precondition(!lanes.isEmpty, "a diagram shows somebody")
    self.title = title
    self.lanes = lanes
  }

  /// Adds a row.
  public mutating func append(_ row: Row) {
    precondition(lanes.indices.contains(row.lane), "a row stands at one of the lanes")
    if case .arrow(let arrow) = row.content {
      precondition(lanes.indices.contains(arrow.target), "an arrow points to one of the lanes")
      precondition(arrow.target != row.lane, "what stays with one of them is a note")
    }
    rows.append(row)
  }

  /// Adds something that happened at one lane.
  public mutating func note(_ instant: Instant, lane: Int, _ words: Wording) {
    append(Row(instant, lane: lane, .note(words)))
  }

  /// Adds a message from one lane to another, which need not be its neighbour.
  public mutating func arrow(
    _ instant: Instant, from lane: Int, to target: Int, _ label: Wording, _ fate: Arrow.Fate
  ) {
    append(Row(instant, lane: lane, .arrow(Arrow(to: target, label, fate))))
  }

  /// Whether there is a title to see; in Mermaid one of nothing but spaces is a syntax error.
  var hasTitle: Bool { title.contains { !$0.isWhitespace } }
}

extension Diagram {
  /// Somebody who takes part, with a line for their life.
  public struct Lane: Hashable, Sendable {
    /// What they are called.
    public var name: String
    /// Whether it is a person.
    public var isPerson: Bool
    /// Whether the space between the lane before it and this one is a network, to be named as such.
    public var isBehindNetwork: Bool
    /// Whether its line begins as that of somebody who does not take part yet.
    public var beginsStopped: Bool

    public init(
      _ name: String, isPerson: Bool = false, isBehindNetwork: Bool = false,
      beginsStopped: Bool = false
    ) {
      self.name = name
      self.isPerson = isPerson
      self.isBehindNetwork = isBehindNetwork
      self.beginsStopped = beginsStopped
    }
  }

  /// A label with its sentences, below the diagram.
  public struct Closing: Hashable, Sendable {
    public var label: String
    public var sentences: [String]
    /// Over which lanes the sentences stand where there is no place below.
    ///
    /// What stands over the same lanes as the closing before it stands in one note with it.
    public var lanes: ClosedRange<Int>

    public init(_ label: String, _ sentences: [String], over lanes: ClosedRange<Int>) {
      self.label = label
      self.sentences = sentences
      self.lanes = lanes
    }
  }

  /// Words as they are where there is room, and shorter ones.
  ///
  /// A whole diagram has either the full or the short ones, or its reader would take two names of one thing
  /// for two things.
  public struct Wording: Hashable, Sendable, ExpressibleByStringLiteral {
    public var full: String
    public var short: String

    public init(_ full: String, short: String) {
      self.full = full
      self.short = short
    }

    /// Words that do not get shorter.
    public init(_ words: String) { self.init(words, short: words) }

    public init(stringLiteral words: String) { self.init(words) }
  }
}
