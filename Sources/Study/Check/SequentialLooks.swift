/// The looks of a sequential test: the numbers of trials after which it tries to answer, and the error that each
/// look may make.
///
/// The errors of all looks add up to 2.5 % for each end of an interval (Bonferroni). So the intervals of all looks
/// hold at once with 95 % confidence, and the test may stop at the first look that decides. Half of the error is
/// kept for the last look, which has all trials.
///
/// Source: Wald, *Sequential Analysis*, 1947, on tests that stop; Pocock, *Group Sequential Methods in the Design
/// and Analysis of Clinical Trials*, Biometrika 64, 1977, on looks at groups of trials.
struct SequentialLooks {
  /// The number of trials up to each look, ascending.
  let trials: [UInt64]

  /// The least number of trials before the first look, if there are that many.
  static let fewestTrials: UInt64 = 16_384
  /// The part that each end of all intervals leaves out.
  static let error = 0.025

  /// - Parameter most: the number of trials at the last look; at least 1.
  init(most: UInt64) {
    var trials = [most]
    while let first = trials.first, first / 4 >= SequentialLooks.fewestTrials {
      trials.insert(first / 4, at: 0)
    }
    self.trials = trials
  }

  /// The part that each end of the interval of a look leaves out.
  func tail(at look: Int) -> Double {
    if trials.count == 1 { return SequentialLooks.error }
    let half = SequentialLooks.error / 2
    return look == trials.count - 1 ? half : half / Double(trials.count - 1)
  }
}
