import Simulation
import Synchronization

/// The decisions that the context and the network make: the kinds of a `ChoicePoint`.
///
/// The raw values are part of the key of every random draw.
enum Decision: UInt8, Hashable, Sendable {
  /// The network loses the message.
  case isLost
  /// The network delivers the message twice.
  case isDuplicated
  /// The message takes the longer way.
  case isDelayed
  case isCopyDelayed
  /// The time of the message.
  case latency
  case copyLatency
  case delayedLatency
  case copyDelayedLatency
  /// Something fails that the handler asks about.
  case fails
  /// A choice of the handler.
  case chooses
  case crashes
  case splits
  /// The clock of the node goes wrong.
  case skews
  case timer

  /// A Boolean value that indicates whether the handler of a node asks for it, and learns the answer.
  var isOfNode: Bool { self == .fails || self == .chooses }

  /// A Boolean value that indicates whether it may change the state of the node where it is made.
  var isOwn: Bool { isOfNode || self == .crashes }

  /// A Boolean value that indicates whether the decision counts as a fault. A choice and a length
  /// of time do not.
  var isFault: Bool {
    switch self {
    case .isLost, .isDuplicated, .isDelayed, .isCopyDelayed, .fails, .crashes, .splits, .skews: true
    case .latency, .copyLatency, .delayedLatency, .copyDelayedLatency, .chooses, .timer: false
    }
  }
}

/// The number of times that each decision was met in an execution. It tells the second message from one node to
/// another from the first, and the third crash of a node from the second.
///
/// No handler sees these numbers, so all of them compare as equal: they tell no states apart.
struct Ordinals: Hashable, Sendable {
  private var counts: [UInt64: UInt32] = [:]
  /// The instant of the last event.
  private var last: Instant?
  /// The number of events that came at the same instant as the one before.
  private(set) var ties = 0

  /// Returns the number, from 1, of a decision that is met now.
  mutating func next(_ key: UInt64) -> UInt32 {
    counts[key, default: 0] += 1
    return counts[key, default: 0]
  }

  /// Notes an event.
  mutating func noteEvent(at instant: Instant) {
    if instant == last { ties += 1 }
    last = instant
  }

  /// Returns true: two states that differ only in these numbers are the same state.
  static func == (one: Ordinals, other: Ordinals) -> Bool { true }
  func hash(into hasher: inout Hasher) {}
}

/// The branches of a protocol that were reached, by any thread.
final class Coverage: Sendable {
  /// A bit for each branch.
  private let taken = Atomic<UInt64>(0)

  func note(_ index: Int) { taken.bitwiseOr(1 << UInt64(index), ordering: .relaxed) }

  func contains(_ index: Int) -> Bool { taken.load(ordering: .relaxed) >> UInt64(index) & 1 == 1 }
}
