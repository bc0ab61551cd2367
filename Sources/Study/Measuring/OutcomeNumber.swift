import EndToEnd

/// A number that each operation has, of which a measure is the mean.
enum OutcomeNumber: Hashable, Sendable {
  /// The client's own requests.
  case attempts
  /// The time from the first send to the client's decision.
  case time
  /// The price of the operation, in the model's own currency.
  case cost
  /// A number that is only counted.
  case count(OutcomeCount)

  /// All numbers, in the order of their indices.
  static let all: [OutcomeNumber] = [.attempts, .time, .cost] + OutcomeCount.all.map { .count($0) }

  /// The place of the number among all.
  var index: Int {
    switch self {
    case .attempts: 0
    case .time: 1
    case .cost: 2
    case .count(let count): 3 + count.rawValue
    }
  }

  /// The size of one unit of the outcome's number in the unit of the measure: times are counted in nanoseconds and
  /// reported in milliseconds.
  var unit: Double { self == .time ? 1e-6 : 1 }
}
