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
/// It knows nothing of its subject. Its words may come from any user: the renderers make them harmless.
package struct Diagram: Hashable, Sendable {
  /// The title. A title without a visible character is not shown.
  package var title: String
  /// The participants, from left to right.
  package let lanes: [Lane]
  /// The events, ordered by time and, within an instant, by cause.
  package private(set) var rows: [Row] = []
  /// The belief of one side beside the state of the other, in one line below the diagram; empty for none.
  package var contrast = ""
  /// The sentences below the diagram that are about all of it.
  package var closings: [Closing] = []
  /// The meanings of short labels: sentences, shown only where the labels are short.
  package var legend: [String] = []

  /// - Parameter lanes: at least one; a handful can be read.
  package init(title: String, lanes: [Lane]) {
    precondition(!lanes.isEmpty, "a diagram has a lane")
    self.title = title
    self.lanes = lanes
  }

  /// Adds a row.
  package mutating func append(_ row: Row) {
    precondition(lanes.indices.contains(row.lane), "a row stands at one of the lanes")
    if case .arrow(let arrow) = row.content {
      precondition(lanes.indices.contains(arrow.target), "an arrow points to one of the lanes")
      precondition(arrow.target != row.lane, "what stays with one of them is a note")
    }
    rows.append(row)
  }

  /// Marks a chance at a row.
  package mutating func mark(_ chance: Chance, atRow row: Int) { rows[row].chances.append(chance) }

  /// Adds something that happened at one lane.
  package mutating func note(_ instant: Instant, lane: Int, _ words: Wording) {
    append(Row(instant, lane: lane, .note(words)))
  }

  /// Adds a message from one lane to another, which need not be its neighbour.
  package mutating func arrow(
    _ instant: Instant, from lane: Int, to target: Int, _ label: Wording, _ fate: Arrow.Fate
  ) {
    append(Row(instant, lane: lane, .arrow(Arrow(to: target, label, fate))))
  }

  /// A Boolean value that indicates whether the title is visible. In Mermaid a title of spaces is a
  /// syntax error.
  var hasTitle: Bool { title.contains { !$0.isWhitespace } }
}

extension Diagram {
  /// A participant, with a lifeline.
  package struct Lane: Hashable, Sendable {
    /// The name of the participant.
    package var name: String
    /// A Boolean value that indicates whether the participant is a person.
    package var isPerson: Bool
    /// A Boolean value that indicates whether the space before this lane is a network, which the heading names.
    package var isBehindNetwork: Bool
    /// A Boolean value that indicates whether the lifeline begins inactive.
    package var beginsInactive: Bool
    /// A Boolean value that indicates whether the stroke of the lifeline shows what the participant is sure of.
    package var holdsBelief = false

    /// Creates a lane that takes part from the beginning unless told otherwise.
    package init(
      _ name: String, isPerson: Bool = false, isBehindNetwork: Bool = false,
      beginsInactive: Bool = false
    ) {
      self.name = name
      self.isPerson = isPerson
      self.isBehindNetwork = isBehindNetwork
      self.beginsInactive = beginsInactive
    }
  }

  /// A label with its sentences, below the diagram.
  package struct Closing: Hashable, Sendable {
    /// The label, for example "In plain words".
    package var label: String
    /// The sentences under the label, each of them a paragraph's line.
    package var sentences: [String]
    /// Over which lanes the sentences stand where there is no place below.
    ///
    /// A closing over the same lanes as the closing before it shares its note.
    package var lanes: ClosedRange<Int>

    /// Creates a closing over some lanes.
    package init(_ label: String, _ sentences: [String], over lanes: ClosedRange<Int>) {
      self.label = label
      self.sentences = sentences
      self.lanes = lanes
    }
  }

  /// Words in two lengths.
  ///
  /// A whole diagram has either the full or the short ones, or its reader would take two names of one thing
  /// for two things.
  package struct Wording: Hashable, Sendable, ExpressibleByStringLiteral {
    /// The words where there is room.
    package var full: String
    /// The words in a narrow diagram.
    package var short: String

    /// Creates words in two lengths.
    package init(_ full: String, short: String) {
      self.full = full
      self.short = short
    }

    /// Words that do not get shorter.
    package init(_ words: String) { self.init(words, short: words) }

    /// Creates words that do not get shorter from a literal.
    package init(stringLiteral words: String) { self.init(words) }
  }
}
