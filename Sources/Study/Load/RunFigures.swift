import EndToEnd
import Simulation
import Statistics

/// The value of every measure in one run, as a part and a whole. The sums of both over runs make the estimate.
struct RunFigures: Hashable, Sendable {
  /// The number of the run.
  let run: UInt64
  /// The pairs in the order of `Measure.all`; `nil` for a measure that does not apply.
  let pairs: [Pair?]

  /// A sum over a run and the number that it is divided by.
  struct Pair: Hashable, Sendable {
    let part: Double
    let whole: Double
  }

  /// Creates the figures of a run from a file.
  init(run: UInt64, pairs: [Pair?]) {
    self.run = run
    self.pairs = pairs
  }

  /// Reads the figures of a run off its counts.
  init(run: UInt64, _ tally: Tally, _ load: ServerLoad, costs: Costs?) {
    self.run = run
    pairs = Measure.all.map { Pair($0, of: tally, load, costs: costs) }
  }
}

/// The load of all clients together on the server in the measured part of one run.
struct ServerLoad {
  let totals: LoadRecord.Totals
  /// The length of the measured part.
  let nanoseconds: Double
  /// The number of workers; `nil` if the server has one for every request.
  let workers: UInt32?

  /// Reads the figures of the server off the record of a run.
  init(_ record: LoadRecord, workers: UInt32?) {
    totals = record.total
    nanoseconds = Double(record.measured.nanoseconds)
    self.workers = workers
  }
}

extension RunFigures.Pair {
  /// Creates the pair of a measure; `nil` where the measure does not apply.
  fileprivate init?(_ measure: Measure, of tally: Tally, _ load: ServerLoad, costs: Costs?) {
    if measure.needsPerson, !tally.hasPeople { return nil }
    let operations = Double(tally.trials)
    switch measure.kind {
    case .share(let group):
      self.init(part: Double(tally.count(group)), whole: operations)
    case .mean(.attempts):
      self.init(part: Double(tally.attemptMoments.sum), whole: operations)
    case .mean(.time):
      self.init(part: Double(tally.times.sum) * OutcomeNumber.time.unit, whole: operations)
    case .mean(.cost):
      guard let costs, tally.trials > 0 else { return nil }
      self.init(part: costs.mean(of: tally).value * operations, whole: operations)
    case .mean(.count(let number)):
      self.init(part: Double(tally[number].sum), whole: operations)
    case .quantile(let quantile):
      // A quantile is no ratio: its runs differ as whole values.
      guard tally.trials > 0 else { return nil }
      self.init(part: tally.times.milliseconds(atQuantile: quantile).value, whole: 1)
    case .maximum:
      return nil
    case .server(let ratio):
      guard let pair = ratio(load) else { return nil }
      self = pair
    }
  }
}
