import EndToEnd

/// One number that is reported about a strategy: a row of a table.
///
/// The rows stand in `Measure+Table.swift`. Every method (trials, exact probabilities, runs of many clients,
/// weighted trials, paired trials) interprets the few kinds of measures and no measure by itself, and every format
/// takes names, units and places from the row.
public struct Measure: Sendable {
  /// The name in every report: the column of the CSV and the key of the JSON.
  public let name: String
  /// The unit of its values: `probability`, `ms`, `attempts` and so on.
  public let unit: String
  /// The way in which it is computed.
  let kind: Kind
  /// One sentence that says what it counts.
  public let meaning: String
  /// The short name: its heading in a table.
  package var heading: String
  /// The place of its column in `compare --format csv`.
  package var column = Column.none
  /// A Boolean value that indicates whether the columns of its interval stand beside it in that format.
  package var hasIntervalColumns = false
  /// A Boolean value that indicates whether strategies are compared by it two by two.
  package var hasDifference = false
  /// A Boolean value that indicates whether it applies only to models with a person.
  var needsPerson = false

  /// The ways in which measures are computed.
  enum Kind: Sendable {
    /// The share of the operations that are in a group.
    case share(OutcomeGroup)
    /// The mean of a number that each operation has.
    case mean(OutcomeNumber)
    /// The time from the first send to the client's decision that this share of the operations does not exceed, in
    /// milliseconds. The share is strictly between 0 and 1.
    case quantile(Double)
    /// The most requests of one operation.
    case maximum
    /// A ratio of two sums over the time of a run: of the server, or of all clients together. `nil` if the model
    /// has no such number.
    case server(@Sendable (ServerLoad) -> RunFigures.Pair?)
  }

  /// The places for columns in `compare --format csv`. Those who read the file by position rely on them.
  package enum Column: Sendable {
    /// Before the version of the program and the digest of the model.
    case first
    /// Behind the digest.
    case second
    /// Behind the number of runs. New measures go here.
    case last
    /// No column: only in the formats with one row a measure.
    case none
  }

  /// Creates a row of the table.
  init(_ name: String, in unit: String, _ kind: Kind, heading: String? = nil, _ meaning: String) {
    self.name = name
    self.unit = unit
    self.kind = kind
    self.heading = heading ?? name
    self.meaning = meaning
  }

  /// A Boolean value that indicates whether it is a probability or another part of a whole.
  package var isProbability: Bool { unit == "probability" }

  /// The word for it in `--sort` and `--best`: the name of a class of outcome, otherwise the heading.
  var word: String { OutcomeClass(rawValue: name) == nil ? heading : name }

  /// A Boolean value that indicates whether it is a share of operations, so that operations can be counted.
  var isShareOfOperations: Bool {
    if case .share = kind { true } else { false }
  }

  /// A Boolean value that indicates whether paired trials show of each operation under which of two strategies it
  /// counts.
  package var isPaired: Bool {
    if case .share(.keys) = kind { hasDifference } else { false }
  }
}

/// Measures are the same if their names are.
extension Measure: Hashable {
  /// Returns true if both are equal.
  public static func == (one: Measure, other: Measure) -> Bool { one.name == other.name }

  /// Hashes the parts that `==` compares.
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension Measure: CustomStringConvertible {
  /// The text for a reader.
  public var description: String { name }
}

extension Measure {
  /// Returns the share of the operations of a class.
  public static func share(_ outcomeClass: OutcomeClass) -> Measure {
    existing(outcomeClass.rawValue)
  }

  /// Returns the share of the operations that end with a belief and a number of copies.
  ///
  /// - Parameter copies: in `0 ... 3`; 3 stands for 3 and more.
  public static func joint(_ belief: Belief, copies: Int) -> Measure {
    existing(name(of: belief, copies: copies))
  }

  /// Returns the share of all operations that disagree or are duplicated, and left this evidence.
  public static func evidence(_ evidence: Evidence) -> Measure { existing(name(of: evidence)) }

  /// Returns the share of the operations that took a number of attempts.
  ///
  /// - Parameter number: in `0 ... Tally.attemptsShown + 1`; the last stands for all that took more.
  public static func attempts(_ number: Int) -> Measure { existing(name(ofAttempts: number)) }

  /// Returns the measure with a name, or `nil` if there is none.
  public static func named(_ name: String) -> Measure? { byName[name] }

  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  private static func existing(_ name: String) -> Measure {
    guard let measure = byName[name] else {
      preconditionFailure("there is no measure '\(name)'")
    }
    return measure
  }

  /// Returns "timeout_1", or "timeout_3plus" for three copies and more.
  static func name(of belief: Belief, copies: Int) -> String {
    "\(belief.name)_\(copies)" + (copies == 3 ? "plus" : "")
  }

  /// Returns "evidence_server".
  static func name(of evidence: Evidence) -> String { "evidence_\(evidence.name)" }

  /// Returns "attempts_2", or "attempts_17plus" for the rest.
  static func name(ofAttempts number: Int) -> String {
    "attempts_\(number)" + (number > Tally.attemptsShown ? "plus" : "")
  }
}

extension Belief {
  /// The word for it in reports.
  public var name: String {
    switch self {
    case .acknowledged: "acknowledged"
    case .error: "error"
    case .timeout: "timeout"
    case .rejected: "rejected"
    }
  }
}

extension Evidence {
  /// The word for it in reports.
  public var name: String {
    switch self {
    case .serverLog: "server"
    case .clientLog: "client"
    case .both: "both"
    case .none: "none"
    }
  }
}

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
