/// The interval of the difference of two probabilities from trials that are paired.
///
/// The difference is the probability that something comes about under the other strategy alone, less that
/// under the baseline alone. Each of the two has the interval of Clopper and Pearson with half of what may
/// be left out, so that the difference is covered at least so often as is said, for every probability and
/// every number of trials. Trials in which both strategies do the same cost nothing: that is what pairing
/// saves.
public enum PairedShare {
  /// The other's share less the baseline's.
  ///
  /// - Parameters:
  ///   - trials: at least 1, and no fewer than are in `concordance`.
  ///   - tail: what each end leaves out; strictly between 0 and ½.
  public static func difference(
    _ concordance: Concordance, of trials: UInt64, tail: Double = 0.025
  ) -> Estimate {
    let caused = ClopperPearson.interval(
      count: concordance.onlyOther, of: trials, tail: tail / 2)
    let avoided = ClopperPearson.interval(
      count: concordance.onlyBaseline, of: trials, tail: tail / 2)
    return caused - avoided
  }
}
