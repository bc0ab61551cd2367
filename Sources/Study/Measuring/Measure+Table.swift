import EndToEnd

/// The numbers of an outcome that are only added up. Each has a measure: its mean.
///
/// To report another one, add a case here and a row below.
enum OutcomeCount: Int, CaseIterable, Hashable, Sendable {
  case copies, requests, submissions

  /// All numbers, made once: tallies go through them for every operation.
  static let all = allCases

  /// The name in the file of a shard.
  var name: String { "\(self)" }

  /// Returns the number in an outcome.
  @inline(__always)
  func value(of outcome: Outcome) -> UInt32 {
    switch self {
    case .copies: outcome.copies
    case .requests: outcome.requests
    case .submissions: outcome.submissions
    }
  }

  /// Returns the mean of what lumped outcomes leave out of the number.
  func uncounted(_ means: UncountedMeans) -> Double {
    switch self {
    case .copies: means.copies
    case .requests: means.requests
    case .submissions: 0
    }
  }
}

/// The table of measures. The order of ``all`` is that of the rows of `csv-long` and of the members of the JSON.
extension Measure {
  /// All measures.
  public static let all: [Measure] =
    firstClasses.map(row(of:)) + firstJoints + evidences
    + [attemptsMean, copiesMean, timeMean, timeMedian, timePercentile99, costMean]
    + (1...Tally.attemptsShown + 1).map(row(ofAttempts:))
    + [requestsMean, requestsMax, goodput, queueMean, waitMean, utilization, turnedAway]
    + [row(ofAttempts: 0)]
    + [duplicateByRetry, duplicateByResubmission, submissionsMean, support]
    + joints.filter { !firstJoints.contains($0) }
    + OutcomeClass.inColumnOrder.dropFirst(firstClasses.count).map(row(of:))

  /// The measures by which `--sort` and `--best` can order strategies, in the order of the help.
  static let orders: [Measure] =
    [costMean] + [.disagree, .lost, .phantom, .duplicate, .unsure, .late].map(row(of:))
    + [attemptsMean, timeMean, row(of: .falseRejection)]

  // Shares.

  /// The classes of the first version of the CSV. The rows and columns of any later one stand behind all others.
  private static let firstClasses = OutcomeClass.firstInColumns

  /// The part of the matrix that the first version of the CSV has.
  private static let firstJoints: [Measure] = [.acknowledged, .error, .timeout].flatMap(row(of:))

  /// The belief × copies matrix, row by row.
  public static let joints: [Measure] = Belief.allCases.flatMap(row(of:))

  private static func row(of belief: Belief) -> [Measure] {
    (0...3).map { row(of: belief, copies: $0) }
  }

  private static let evidences = Evidence.allCases.map(row(of:))

  /// The row of a class of outcomes.
  private static func row(of outcomeClass: OutcomeClass) -> Measure {
    Measure(
      outcomeClass.rawValue, in: "probability",
      .share(.keys { $0.belongs(to: outcomeClass) }),
      "The share of the writes in the class \(outcomeClass.rawValue): \(outcomeClass.explanation)."
    ).with { row in
      row.heading = outcomeClass.heading
      row.column = firstClasses.contains(outcomeClass) ? .first : .last
      row.hasIntervalColumns = true
      row.hasDifference = true
    }
  }

  /// The row of a belief with a number of copies.
  private static func row(of belief: Belief, copies: Int) -> Measure {
    Measure(
      name(of: belief, copies: copies), in: "probability",
      .share(.keys { $0.belief == belief && $0.copies == copies }),
      "The share of the writes that end with the belief \(belief.name) and "
        + "\(copies)\(copies == 3 ? " or more" : "") \(copies == 1 ? "copy" : "copies")."
    ).with { $0.column = belief == .rejected ? .last : .first }
  }

  /// The row of a kind of evidence, which only writes have that went wrong.
  private static func row(of evidence: Evidence) -> Measure {
    Measure(
      name(of: evidence), in: "probability",
      .share(.keys { $0.needsEvidence && $0.evidence == evidence }),
      "The share of the writes that disagree or are duplicated, and are shown by these logs: "
        + "\(evidence.name)."
    ).with { $0.column = .first }
  }

  /// The row of a number of attempts.
  private static func row(ofAttempts number: Int) -> Measure {
    Measure(
      name(ofAttempts: number), in: "probability", .share(.attempts(number)),
      "The share of the writes that took \(number)\(number > Tally.attemptsShown ? " or more" : "") "
        + "\(number == 1 ? "attempt" : "attempts").")
  }

  /// The share of the intentions of which one operation alone is stored at least twice.
  public static let duplicateByRetry = Measure(
    "duplicate_by_retry", in: "probability",
    .share(.keys { $0.belongs(to: .duplicate) && !$0.isByResubmission }),
    "The share of the intentions of which one write alone is stored at least twice."
  ).ofPerson

  /// The share of the intentions that are stored at least twice only because a person began several operations.
  public static let duplicateByResubmission = Measure(
    "duplicate_by_resubmission", in: "probability", .share(.keys { $0.isByResubmission }),
    heading: "by person",
    "The share of the intentions that are stored at least twice only because the person began "
      + "several writes."
  ).ofPerson

  /// The share of the intentions that end with a call to support.
  public static let support = Measure(
    "support", in: "probability", .share(.keys { $0.asksSupport }),
    "The share of the intentions that end with a call to support."
  ).ofPerson

  // Means.

  /// The mean number of the client's own requests.
  public static let attemptsMean = Measure(
    "attempts_mean", in: "attempts", .mean(.attempts), heading: "attempts",
    "The mean number of requests that the client sends for a write."
  ).comparedInPairs(.first)

  /// The mean number of copies.
  public static let copiesMean = Measure(
    "copies_mean", in: "copies", .mean(.count(.copies)), "The mean number of copies of a write."
  ).comparedInPairs(.first)

  /// The mean time from the first send to the client's decision, in milliseconds.
  public static let timeMean = Measure(
    "time_mean_ms", in: "ms", .mean(.time), heading: "time",
    "The mean time from the first send to the client's decision."
  ).comparedInPairs(.first)

  /// The mean cost of an operation, in the model's own currency.
  public static let costMean = Measure(
    "cost_mean", in: "cost", .mean(.cost), heading: "cost",
    "The mean cost of a write, in the currency of the model's prices."
  ).comparedInPairs(.first)

  /// The mean number of requests that reached the server, from any sender.
  public static let requestsMean = Measure(
    "requests_mean", in: "requests", .mean(.count(.requests)), heading: "requests",
    "The mean number of requests for a write that reach the server, from any sender."
  ).comparedInPairs(.second)

  /// The mean number of operations that a person begins for one intention.
  public static let submissionsMean = Measure(
    "submissions_mean", in: "operations", .mean(.count(.submissions)),
    "The mean number of writes that a person begins for one intention."
  ).ofPerson

  // Quantiles and maxima.

  /// The median of the time to the client's decision, in milliseconds.
  public static let timeMedian = Measure(
    "time_p50_ms", in: "ms", .quantile(0.5), heading: "p50 (ms)",
    "The median of the time from the first send to the client's decision."
  ).comparedInPairs(.first)

  /// The time to the client's decision that 99 % of the operations do not exceed, in milliseconds.
  public static let timePercentile99 = Measure(
    "time_p99_ms", in: "ms", .quantile(0.99), heading: "p99 (ms)",
    "The time from the first send to the client's decision that 99% of the writes do not exceed."
  ).comparedInPairs(.first)

  /// The most requests that one operation brought to the server.
  public static let requestsMax = Measure(
    "requests_max", in: "requests", .maximum,
    "The most requests that one write brought to the server."
  ).with { $0.column = .second }

  // The server, and all clients together.

  /// The number of operations of all clients that are acknowledged in a second.
  public static let goodput = Measure(
    "goodput_per_s", in: "per second",
    .server { .init(part: Double($0.totals.acknowledged) * 1e9, whole: $0.nanoseconds) },
    heading: "goodput/s", "The number of writes of all clients that are acknowledged in a second."
  ).comparedInPairs(.second)

  /// The mean number of requests that wait for a worker.
  public static let queueMean = Measure(
    "queue_mean", in: "requests",
    .server { .init(part: Double($0.totals.queueArea), whole: $0.nanoseconds) },
    "The mean number of requests that wait for a worker of the server."
  ).comparedInPairs(.second)

  /// The mean time that a request waits for a worker, in milliseconds.
  public static let waitMean = Measure(
    "wait_mean_ms", in: "ms",
    .server { .init(part: Double($0.totals.waited) * 1e-6, whole: Double($0.totals.started)) },
    "The mean time that a request waits for a worker of the server."
  ).comparedInPairs(.second)

  /// The share of the workers' time in which they serve.
  public static let utilization = Measure(
    "utilization", in: "probability",
    .server { load in
      load.workers.map {
        .init(part: Double(load.totals.busyArea), whole: load.nanoseconds * Double($0))
      }
    },
    "The share of their time in which the workers of the server serve."
  ).comparedInPairs(.second)

  /// The share of the requests for which the queue has no room.
  public static let turnedAway = Measure(
    "turned_away", in: "probability",
    .server { .init(part: Double($0.totals.turnedAway), whole: Double($0.totals.requests)) },
    "The share of the requests for which the server's queue has no room."
  ).comparedInPairs(.second)
}

extension Measure {
  /// The measures of which strategies are compared two by two, in the order of their columns.
  public static let differing: [Measure] = all.filter { $0.hasDifference }

  /// Returns the measures with a column at a place, in their order.
  package static func columns(_ place: Column) -> [Measure] { all.filter { $0.column == place } }

  /// Returns the row with some of its attributes changed.
  private func with(_ change: (inout Measure) -> Void) -> Measure {
    var row = self
    change(&row)
    return row
  }

  /// Returns the row with a column at a place, and with differences between strategies.
  private func comparedInPairs(_ column: Column) -> Measure {
    with { row in
      row.column = column
      row.hasDifference = true
    }
  }

  /// The row as one that applies only to models with a person.
  private var ofPerson: Measure {
    comparedInPairs(.last).with { $0.needsPerson = true }
  }
}
