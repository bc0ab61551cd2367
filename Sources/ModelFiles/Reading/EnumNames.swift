import EndToEnd

/// The words of a model file for what the code calls cases.
enum EnumNames {
  static let failureModes: [(word: String, meaning: Server.FailureMode)] = [
    ("answered", .answered), ("silent", .silent),
  ]
  static let acknowledgements: [(word: String, meaning: Server.Acknowledgement)] = [
    ("after-store", .afterStore), ("before-store", .beforeStore),
  ]
  static let recordings: [(word: String, meaning: IdempotencyKey.Recording)] = [
    ("with-data", .withData), ("before-data", .beforeData), ("after-data", .afterData),
  ]
  static let replays: [(word: String, meaning: IdempotencyKey.Replay)] = [
    ("success", .success), ("original", .original), ("success-only", .successOnly),
  ]
  static let inFlight: [(word: String, meaning: IdempotencyKey.InFlight)] = [
    ("wait", .wait), ("conflict", .conflict), ("race", .race),
  ]
  static let scopes: [(word: String, meaning: IdempotencyKey.Scope)] = [
    ("operation", .operation), ("intention", .intention),
  ]
  static let disciplines: [(word: String, meaning: Capacity.Discipline)] = [
    ("fifo", .fifo), ("lifo", .lifo),
  ]
  static let repairs: [(word: String, meaning: WritableKeyPath<Reconciliation, Bool> & Sendable)] =
    [
      ("phantom", \.repairsPhantoms), ("lost", \.repairsLost), ("duplicate", \.repairsDuplicates),
    ]
  static let refunds: [(word: String, meaning: RetryBudget.Refund)] = [
    ("never", .never), ("instead", .instead), ("also", .also),
  ]
  static let clientLogs: [(word: String, meaning: Logs.ClientLog)] = [
    ("attempts", .attempts), ("final", .final),
  ]
  static let jitters: [(word: String, meaning: Backoff.Jitter)] = [
    ("none", .none), ("full", .full), ("equal", .equal), ("decorrelated", .decorrelated),
  ]

  /// The word for a case.
  static func word<Meaning: Equatable>(
    for meaning: Meaning, among options: [(word: String, meaning: Meaning)]
  ) -> String? {
    options.first { $0.meaning == meaning }?.word
  }
}
