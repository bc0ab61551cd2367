import Simulation
import Synchronization

/// Where a course of events is written down while it is taken.
final class TraceRecorder: Sendable {
  /// Something that happened, as the course's chart shows it. Participants are numbered.
  enum Happening: Hashable, Sendable {
    /// A message leaves; it is lost if it never arrives. Of a message that comes twice each copy leaves.
    case sends(String, from: Int, to: Int, arrival: Instant?)
    case arrives(String, from: Int, to: Int)
    case fires(String, at: Int)
    /// A fault, or what was open otherwise.
    case turn(String, at: Int)
    case covers(String, at: Int)
    case changes(String, at: Int)
  }

  struct Entry: Hashable, Sendable {
    let instant: Instant
    let happening: Happening
  }

  struct Content: Sendable {
    var entries: [Entry] = []
    /// What went wrong, in words.
    var faults: [String] = []
    /// What properties said that could not be asked.
    var errors: [String] = []
    /// The decisions that were not the plainest, in their order.
    var deviations: [String] = []
    /// The decision that is asked for now.
    var question = ""
    /// The decisions that could have gone otherwise, in their order.
    var open: [String] = []
    /// How probable it is that all chances fall so.
    var probability = 1.0
  }

  private let content = Mutex(Content())

  var written: Content { content.withLock { $0 } }

  /// The decision that is asked for now.
  var question: String { content.withLock { $0.question } }

  func note(_ happening: Happening, at instant: Instant) {
    content.withLock { $0.entries.append(Entry(instant: instant, happening: happening)) }
  }

  func hasFailed(_ words: String) { content.withLock { $0.faults.append(words) } }

  /// How much was written so far.
  var length: Int { content.withLock { $0.entries.count } }

  /// Puts in, where so much had been written, what has changed since.
  func note(changes: [String], of index: Int, after length: Int, at instant: Instant) {
    let entries = changes.map { Entry(instant: instant, happening: .changes($0, at: index)) }
    content.withLock { content in
      // Behind what went wrong or was chosen meanwhile, which is why.
      let turn = content.entries[length...].lastIndex {
        if case .turn = $0.happening { true } else { false }
      }
      content.entries.insert(contentsOf: entries, at: turn.map { $0 + 1 } ?? length)
    }
  }

  func deviate(_ label: String) { content.withLock { $0.deviations.append(label) } }
  func asksAbout(_ question: String) { content.withLock { $0.question = question } }

  func hasDecided(_ chance: Probability, _ happens: Bool) {
    if chance == .never || chance == .always { return }
    content.withLock {
      $0.open.append($0.question)
      $0.probability *= happens ? chance.value : 1 - chance.value
    }
  }

  func hasThrown(_ text: String) { content.withLock { $0.errors.append(text) } }
}
