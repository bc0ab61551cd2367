/// A workload's size, time and rate, with counts by which one sees that it did the work.
struct Measured {
  /// The name of the workload, with what varies in it in `variant`.
  let workload: String
  /// The parameters of the workload.
  let variant: String
  /// The amount of work that was done, in `unit`s.
  let amount: UInt64
  /// The unit of the amount.
  let unit: String
  /// The time on the wall. The best of several is taken, because everything else on a machine
  /// only adds to it.
  let time: Duration
  /// Results of the work itself.
  let counts: String

  /// The amount for each second.
  var rate: Double {
    let parts = time.components
    return Double(amount) / (Double(parts.seconds) + Double(parts.attoseconds) * 1e-18)
  }

  /// The shortest of some runs of the same work: what disturbs a run only makes it longer.
  static func best(of runs: Int, _ work: () -> Measured) -> Measured {
    var best = work()
    for _ in 1..<runs {
      let next = work()
      if next.time < best.time { best = next }
    }
    return best
  }
}
