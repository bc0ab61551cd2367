extension WorkedProtocol {
  /// All of them, one of each kind.
  package static let all: [WorkedProtocol] = [
    .twoGenerals,
    .deduplicatingReceiver,
    .alternatingBit,
    .sequencedProducer,
    .completionRecords,
    .twoPhaseCommit,
    .saga,
    .transactionalOutbox,
    .lease,
    .reserveConfirm,
  ]
}
