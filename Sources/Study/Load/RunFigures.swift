import EndToEnd
import Simulation

/// What one run says about every measure: a part and the whole that it is a part of, of which the sums
/// over runs make the estimate.
struct RunFigures: Hashable, Sendable {
  /// The number of the run.
  let run: UInt64
  /// In the order of `Measure.all`; `nil` for a measure that does not apply.
  let pairs: [Pair?]

  struct Pair: Hashable, Sendable {
    let part: Double
    let whole: Double
  }

  init(run: UInt64, pairs: [Pair?]) {
    self.run = run
    self.pairs = pairs
  }

  init(run: UInt64, _ tally: Tally, _ record: LoadRecord, workers: UInt32?, costs: Costs?) {
    self.run = run
    pairs = Measure.all.map { measure in
      Pair(measure, of: tally, record, workers: workers, costs: costs)
    }
  }
}

extension RunFigures.Pair {
  fileprivate init?(
    _ measure: Measure, of tally: Tally, _ record: LoadRecord, workers: UInt32?, costs: Costs?
  ) {
    let operations = Double(tally.trials)
    let total = record.total
    let time = Double(record.measured.nanoseconds)
    func of(_ part: UInt64) -> Self { .init(part: Double(part), whole: operations) }
    func mean(_ moments: Moments) -> Self { .init(part: Double(moments.sum), whole: operations) }
    /// A quantile is no ratio: its runs differ as whole values.
    func quantile(_ quantile: Double) -> Self? {
      guard tally.trials > 0 else { return nil }
      return .init(part: tally.times.milliseconds(atQuantile: quantile).value, whole: 1)
    }
    switch measure {
    case .share(let outcomeClass): self = of(tally.count(outcomeClass))
    case .joint(let belief, let copies): self = of(tally.count(belief, copies: copies))
    case .evidence(let evidence): self = of(tally.count(evidence))
    case .attempts(let number): self = of(tally.attempts[number])
    case .attemptsMean: self = mean(tally.attemptMoments)
    case .copiesMean: self = mean(tally.copies)
    case .requestsMean: self = mean(tally.requests)
    case .timeMean: self.init(part: Double(tally.times.sum) * 1e-6, whole: operations)
    case .timeMedian:
      guard let pair = quantile(0.5) else { return nil }
      self = pair
    case .timePercentile99:
      guard let pair = quantile(0.99) else { return nil }
      self = pair
    case .costMean:
      guard let costs, tally.trials > 0 else { return nil }
      self.init(part: costs.mean(of: tally).value * operations, whole: operations)
    case .requestsMax:
      return nil
    case .goodput:
      self.init(part: Double(total.acknowledged) * 1e9, whole: time)
    case .queueMean:
      self.init(part: Double(total.queueArea), whole: time)
    case .waitMean:
      self.init(part: Double(total.waited) * 1e-6, whole: Double(total.started))
    case .utilization:
      guard let workers else { return nil }
      self.init(part: Double(total.busyArea), whole: time * Double(workers))
    case .turnedAway:
      self.init(part: Double(total.turnedAway), whole: Double(total.requests))
    case .duplicateByRetry, .duplicateByResubmission, .support:
      guard let count = tally.countOfPeople(measure) else { return nil }
      self = of(count)
    case .submissionsMean:
      guard tally.hasPeople else { return nil }
      self = mean(tally.submissions)
    }
  }
}
