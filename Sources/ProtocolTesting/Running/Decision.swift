import Simulation

/// What is decided outside a participant: the numbers of the kinds in a `ChoicePoint`.
enum Decision: UInt8, Hashable, Sendable {
  case isLost
  case isDuplicated
  case isHeldUp
  case isCopyHeldUp
  case latency
  case copyLatency
  case heldUpFor
  case copyHeldUpFor
  case fails
  case chooses

  var isFault: Bool {
    switch self {
    case .isLost, .isDuplicated, .isHeldUp, .isCopyHeldUp, .fails: true
    case .latency, .copyLatency, .heldUpFor, .copyHeldUpFor, .chooses: false
    }
  }
}

/// How often each decision has been met in a course of events, which tells it apart from the next of its
/// kind: the second message from one to another, the third crash of somebody.
///
/// No handler ever sees them: states that differ in nothing else are equal.
struct Ordinals: Hashable, Sendable {
  private var counts: [UInt64: UInt32] = [:]

  /// The number, from 1, of a decision that is met now.
  mutating func next(_ key: UInt64) -> UInt32 {
    counts[key, default: 0] += 1
    return counts[key, default: 0]
  }

  static func == (one: Ordinals, other: Ordinals) -> Bool { true }
  func hash(into hasher: inout Hasher) {}
}
