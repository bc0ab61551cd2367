import Simulation
import Synchronization

/// Records an execution while it runs: what each node did, the faults, and the decisions behind them.
final class TraceRecorder: Sendable {
  /// One action of an execution, as the chart shows it. Nodes are numbered.
  enum Action: Hashable, Sendable {
    /// A message leaves. A lost message has no arrival; of a duplicated message each copy leaves.
    case sends(String, from: Int, to: Int, arrival: Instant?)
    case arrives(String, from: Int, to: Int)
    /// A timer of a node ends.
    case fires(String, at: Int)
    /// A fault or another choice. It is the node's own if it may change the state of the node.
    case decides(String, at: Int, isOwn: Bool)
    /// A handler reaches a branch.
    case covers(String, at: Int)
    /// Anything else, in words.
    case tells(String, at: Int)
    case traps(at: Int)
    /// The state of a node changes.
    case changes(String, at: Int)
  }

  struct Entry: Hashable, Sendable {
    let instant: Instant
    let action: Action
  }

  struct Content: Sendable {
    /// The actions in their order.
    var entries: [Entry] = []
    /// The faults in words.
    var faults: [String] = []
    /// The errors that properties threw.
    var errors: [String] = []
    /// The names of the decisions that deviate from the fault-free execution, in their order.
    var deviations: [String] = []
    /// The name of the decision that is being made.
    var decision = ""
    /// The names of the decisions that were open, in their order.
    var open: [String] = []
    /// The probability that all chances fall as they did.
    var probability = 1.0
  }

  /// The content, which a handler on any thread may add to.
  private let content = Mutex(Content())

  /// Everything that was recorded.
  var recorded: Content { content.withLock { $0 } }

  /// The name of the decision that is being made.
  var decision: String { content.withLock { $0.decision } }

  /// The number of entries.
  var length: Int { content.withLock { $0.entries.count } }

  func note(_ action: Action, at instant: Instant) {
    content.withLock { $0.entries.append(Entry(instant: instant, action: action)) }
  }

  func note(fault words: String) { content.withLock { $0.faults.append(words) } }

  func note(deviation label: String) { content.withLock { $0.deviations.append(label) } }

  func note(error text: String) { content.withLock { $0.errors.append(text) } }

  /// Inserts the changes of a node's state behind the first `length` entries.
  func note(changes: [String], of index: Int, after length: Int, at instant: Instant) {
    let entries = changes.map { Entry(instant: instant, action: .changes($0, at: index)) }
    content.withLock { content in
      // Behind the last decision of the node since then, which is their cause.
      let decision = content.entries[length...].lastIndex {
        if case .decides(_, _, isOwn: true) = $0.action { true } else { false }
      }
      content.entries.insert(contentsOf: entries, at: decision.map { $0 + 1 } ?? length)
    }
  }

  /// Names the decision that is made next.
  func begin(decision: String) { content.withLock { $0.decision = decision } }

  /// Records how the decision was made that was named last.
  func decide(_ chance: Probability, _ happens: Bool) {
    if chance == .never || chance == .always { return }
    content.withLock {
      $0.open.append($0.decision)
      $0.probability *= happens ? chance.value : 1 - chance.value
    }
  }
}
