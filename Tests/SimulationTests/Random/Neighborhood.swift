import Simulation

/// A way to walk from one decision to the next, and the bits that are met on it.
enum Neighborhood: CaseIterable, Sendable {
  case seeds, trials, actors, kinds, attempts, hops, operations

  /// How many numbers the coordinate has.
  var size: UInt64 {
    switch self {
    case .actors, .kinds: 1 << 8
    case .hops: 1 << 16
    case .attempts, .operations: 1 << 32
    case .seeds, .trials: .max
    }
  }

  /// The bits of the decision that has a number as this coordinate.
  ///
  /// - Parameter round: keeps apart the walks along a coordinate that has few numbers.
  func bits(_ number: UInt64, round: UInt64 = 0) -> UInt64 {
    var seed: UInt64 = 1
    var trial = round
    var choicePoint = ChoicePoint(actor: 1, kind: 2, attempt: 1, hop: 0, operation: 0)
    switch self {
    case .seeds: seed = number
    case .trials: (seed, trial) = (1 + round, number)
    case .actors: choicePoint.actor = UInt8(number)
    case .kinds: choicePoint.kind = UInt8(number)
    case .attempts: choicePoint.attempt = UInt32(number)
    case .hops: choicePoint.hop = UInt16(number)
    case .operations: choicePoint.operation = UInt32(number)
    }
    return KeyedRandom(seed: seed, trial: trial).bits(at: choicePoint)
  }

  /// So many decisions, each beside the one before it.
  func walk(_ count: Int) -> [UInt64] {
    (0..<UInt64(count)).map { bits($0 % size, round: $0 / size) }
  }
}
