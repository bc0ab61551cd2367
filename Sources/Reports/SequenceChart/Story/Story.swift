import EndToEnd
import Simulation
import Text

extension SequenceChart {
  /// The rows in plain words, without terms like "attempt" or "status": one sentence for each row, in order.
  ///
  /// A sentence tells the event and, where it matters, the facts that its participant could not know.
  package var story: [String] {
    var story = Story(self)
    return rows.map { row in story.sentence(row) }
  }

  /// The sentences with their numbers, under a heading.
  ///
  /// - Parameters:
  ///   - width: the most characters in a line, taken for 60 if it is less and for 120 if more.
  /// - Returns: lines, each with a line feed at its end.
  package func storyText(width: Int = 80) -> String {
    let story = story
    let digits = String(story.count).count
    let indentation = digits + 3
    let room = min(max(width, 60), 120) - indentation
    var lines = ["In plain words"]
    for (index, sentence) in story.enumerated() {
      var margin = " " + String(index + 1).padded(to: digits, .right) + ". "
      for line in WrappedText.lines(sentence, width: room) {
        lines.append(margin + line)
        margin = String(repeating: " ", count: indentation)
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }
}

/// Tells the rows of a chart one after another, and remembers what it has told.
struct Story {
  /// The chart that is told.
  let chart: SequenceChart
  /// The number of times that the write is stored.
  var stored: UInt32 = 0
  /// The number of reservations that were made.
  var reservations: UInt32 = 0
  /// A Boolean value that indicates whether the server has refused a write because the data was there.
  var hasFoundCopy = false
  /// The requests that were sent, by whom and when.
  var sent: [(sender: SequenceChart.Participant, name: SequenceChart.RequestName, at: Instant)] = []
  /// The requests that arrived.
  var arrived: [(receiver: SequenceChart.Participant, name: SequenceChart.RequestName)] = []

  /// Creates a story that has told nothing yet.
  init(_ chart: SequenceChart) { self.chart = chart }

  /// The sentence of a row.
  mutating func sentence(_ row: SequenceChart.Row) -> String {
    let clause: String
    switch row.participant {
    case .person: clause = person(row.event)
    case .client, .gateway, .server: clause = clauseOfProgram(row)
    }
    return clause.prefix(1).uppercased() + clause.dropFirst() + "."
  }

  /// The clause about a row of a program.
  ///
  /// Sending, receiving and ignoring are common to all programs. The rest is asked of the
  /// client's sentences first, then of the server's.
  private mutating func clauseOfProgram(_ row: SequenceChart.Row) -> String {
    switch row.event {
    case .sends(let message): return sends(message)
    case .receives(let message): return receives(message)
    case .ignores(let message, let reason): return ignores(message, reason)
    default:
      // What any of them can do, then what only one of them can.
      return waiting(row) ?? client(row.event) ?? server(row.event, at: row.participant)
    }
  }

  /// The name of a participant within a sentence.
  func who(_ participant: SequenceChart.Participant) -> String {
    switch participant {
    case .person: "the customer"
    case .client: "the app"
    case .gateway, .server: (isNumbered(participant) ? "" : "the ") + chart.name(of: participant)
    }
  }

  /// Returns true if a participant needs a number: only gateways do, and only if there are
  /// several.
  private func isNumbered(_ participant: SequenceChart.Participant) -> Bool {
    if case .gateway = participant { chart.gatewayCount > 1 } else { false }
  }

  /// "once", "twice", "3 times".
  static func times(_ count: UInt32) -> String {
    switch count {
    case 1: "once"
    case 2: "twice"
    default: "\(count) times"
    }
  }

  /// The facts that a participant without an answer, or with an unclear one, cannot know.
  var unknown: String {
    switch stored {
    case 0: "not knowing that nothing was stored so far"
    case 1: "not knowing that the write was stored"
    default: "not knowing that the write was stored \(Story.times(stored))"
    }
  }

  /// The purpose of a request.
  func object(_ name: SequenceChart.RequestName) -> String {
    switch name.kind {
    case .write: "the write"
    case .read: "the question whether it was there"
    case .confirm: "the confirmation"
    }
  }
}
