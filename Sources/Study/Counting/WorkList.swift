/// Pieces of work that threads take one after another, and what went wrong with the first that failed.
///
/// What has been taken is always a run of pieces from the first: each is finished, or the work has no
/// result.
struct WorkList: Sendable {
  /// How many pieces there are.
  let count: UInt64
  /// How many have been taken.
  private(set) var taken: UInt64 = 0
  private var failure: (piece: UInt64, problem: Experiment.Problem)?

  init(count: UInt64) {
    self.count = count
  }

  /// The next piece; `nil` if there is none, one has failed, or somebody interrupts.
  mutating func take(unless interruption: Interruption) -> UInt64? {
    if interruption.isRaised || failure != nil || taken == count { return nil }
    taken += 1
    return taken - 1
  }

  /// Notes that a piece has failed.
  mutating func fail(_ piece: UInt64, _ problem: Experiment.Problem) {
    // Pieces are taken in order: whatever comes before this one is being looked at too.
    if let failure, failure.piece < piece { return }
    failure = (piece, problem)
  }

  /// - Throws: the problem of the first piece that has one.
  func check() throws(Experiment.Problem) {
    if let failure { throw failure.problem }
  }
}
