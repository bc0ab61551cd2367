import EndToEnd

/// One number that is reported about a strategy.
public enum Measure: Hashable, Sendable {
  /// The share of the operations of a class.
  case share(OutcomeClass)
  /// The share of the operations that end with a belief and a number of copies; 3 stands for 3 and
  /// more.
  case joint(Belief, copies: Int)
  /// The share of all operations that disagree or are duplicated, and left this evidence.
  case evidence(Evidence)
  /// The mean number of the client's own requests.
  case attemptsMean
  /// The mean number of copies.
  case copiesMean
  /// The mean time from the first send to the client's decision, in milliseconds.
  case timeMean
  /// That time's median, in milliseconds.
  case timeMedian
  /// The time that 99 % of the operations do not exceed, in milliseconds.
  case timePercentile99
  /// The mean cost of an operation, in the model's own currency.
  case costMean
  /// The share of the operations that took so many attempts; one more than `Tally.attemptsShown`
  /// stands for all that took more.
  case attempts(Int)
  /// The mean number of requests that reached the server, whoever sent them.
  case requestsMean
  /// The most requests that one operation brought to the server.
  case requestsMax
  /// How many operations of all clients are acknowledged in a second.
  case goodput
  /// The mean number of requests that wait for a worker.
  case queueMean
  /// The mean time that a request waits for a worker, in milliseconds.
  case waitMean
  /// The share of the workers' time in which they serve.
  case utilization
  /// The share of the requests for which the queue has no room.
  case turnedAway
  /// The share of the intentions of which one operation alone is stored at least twice.
  case duplicateByRetry
  /// The share of the intentions that are stored at least twice only because a person began several
  /// operations.
  case duplicateByResubmission
  /// The mean number of operations that a person begins for one intention.
  case submissionsMean
  /// The share of the intentions that end with a call to support.
  case support

  /// The measures of `compare --format csv` before the columns that say where they are from, in their
  /// order.
  public static let compared: [Measure] =
    OutcomeClass.allCases.map(Measure.share) + joints + Evidence.allCases.map(Measure.evidence)
    + [.attemptsMean, .copiesMean, .timeMean, .timeMedian, .timePercentile99, .costMean]

  /// The measures that came later: their columns stand behind all others, where they move none.
  public static let appended: [Measure] =
    [.requestsMean, .requestsMax, .goodput, .queueMean, .waitMean, .utilization, .turnedAway]

  /// What a person brings about; their columns are the last.
  public static let ofPeople: [Measure] =
    [.duplicateByRetry, .duplicateByResubmission, .submissionsMean, .support]

  /// All measures: those of `compared`, how many attempts it took, those of `appended`, and those of
  /// `ofPeople`.
  public static let all: [Measure] =
    compared + (1...Tally.attemptsShown + 1).map(Measure.attempts) + appended
    + [.attempts(0)] + ofPeople

  /// The belief × copies matrix, row by row.
  public static let joints: [Measure] = Belief.allCases.flatMap { belief in
    (0...3).map { Measure.joint(belief, copies: $0) }
  }

  /// The name that reports give it: a column of the CSV.
  public var name: String {
    switch self {
    case .share(let outcomeClass): outcomeClass.rawValue
    case .joint(let belief, let copies): "\(belief.name)_\(copies)" + (copies == 3 ? "plus" : "")
    case .evidence(let evidence): "evidence_\(evidence.name)"
    case .attemptsMean: "attempts_mean"
    case .copiesMean: "copies_mean"
    case .timeMean: "time_mean_ms"
    case .timeMedian: "time_p50_ms"
    case .timePercentile99: "time_p99_ms"
    case .costMean: "cost_mean"
    case .attempts(let number):
      number > Tally.attemptsShown ? "attempts_\(number)plus" : "attempts_\(number)"
    case .requestsMean: "requests_mean"
    case .requestsMax: "requests_max"
    case .goodput: "goodput_per_s"
    case .queueMean: "queue_mean"
    case .waitMean: "wait_mean_ms"
    case .utilization: "utilization"
    case .turnedAway: "turned_away"
    case .duplicateByRetry: "duplicate_by_retry"
    case .duplicateByResubmission: "duplicate_by_resubmission"
    case .submissionsMean: "submissions_mean"
    case .support: "support"
    }
  }

  /// What it counts in.
  public var unit: String {
    switch self {
    case .share, .joint, .evidence, .attempts, .utilization, .turnedAway, .duplicateByRetry,
      .duplicateByResubmission, .support:
      "probability"
    case .attemptsMean: "attempts"
    case .copiesMean: "copies"
    case .timeMean, .timeMedian, .timePercentile99, .waitMean: "ms"
    case .costMean: "cost"
    case .requestsMean, .requestsMax, .queueMean: "requests"
    case .goodput: "per second"
    case .submissionsMean: "operations"
    }
  }

  /// Whether the columns of its interval stand beside it in `compare --format csv`.
  public var hasIntervalColumns: Bool {
    if case .share = self { true } else { false }
  }
}

extension Belief {
  /// The word for it in reports.
  public var name: String {
    switch self {
    case .acknowledged: "acknowledged"
    case .error: "error"
    case .timeout: "timeout"
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
