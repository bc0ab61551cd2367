import EndToEnd
import Simulation

/// The load of a server over time: the sum of some runs, in bins of equal length.
public struct LoadSeries: Hashable, Sendable {
  /// The totals of each bin, over all runs.
  public private(set) var bins: [LoadRecord.Totals]
  /// The length of each bin.
  public let binWidth: Delay
  /// The number of runs.
  public private(set) var runs: UInt64 = 1
  /// The number of workers of the server; `nil` if it has one for every request.
  public let workers: UInt32?

  /// Reads the series of one run.
  init(_ record: LoadRecord, workers: UInt32?) {
    bins = record.bins
    binWidth = record.binWidth
    self.workers = workers
  }

  /// Creates a series from its parts.
  init(bins: [LoadRecord.Totals], binWidth: Delay, runs: UInt64, workers: UInt32?) {
    self.bins = bins
    self.binWidth = binWidth
    self.runs = runs
    self.workers = workers
  }

  /// Adds the totals of other runs, bin by bin.
  mutating func merge(_ other: LoadSeries) {
    for index in bins.indices { bins[index].merge(other.bins[index]) }
    runs += other.runs
  }

  /// One quantity of a series.
  public enum Quantity: String, Hashable, Sendable, CaseIterable {
    /// Operations that begin, a second.
    case offered = "offered_per_s"
    /// Operations whose client sees a success, a second.
    case goodput = "goodput_per_s"
    /// Operations whose client gives up, a second.
    case givenUp = "given_up_per_s"
    /// Requests that reach the server, a second.
    case requests = "requests_per_s"
    /// Requests for which the queue has no room, or that find the server down, a second.
    case turnedAway = "turned_away_per_s"
    /// Requests for each operation that begins.
    case amplification = "amplification"
    /// The mean number of requests that wait.
    case queue = "queue_mean"
    /// The mean number of workers that serve a request.
    case busy = "busy_mean"
    /// The mean time that a request has waited whose service begins, in milliseconds.
    case wait = "wait_mean_ms"
  }

  /// Returns the value of a quantity in a bin; `nil` for a mean without observations.
  public func value(_ quantity: Quantity, in bin: Int) -> Double? {
    let totals = bins[bin]
    let seconds = Double(binWidth.nanoseconds) * 1e-9 * Double(runs)
    func rate(_ count: UInt64) -> Double { Double(count) / seconds }
    func ratio(_ part: UInt64, _ whole: UInt64, unit: Double = 1) -> Double? {
      whole == 0 ? nil : Double(part) / Double(whole) * unit
    }
    switch quantity {
    case .offered: return rate(totals.begun)
    case .goodput: return rate(totals.acknowledged)
    case .givenUp: return rate(totals.unacknowledged)
    case .requests: return rate(totals.requests)
    case .turnedAway: return rate(totals.turnedAway)
    case .amplification: return ratio(totals.requests, totals.begun)
    case .queue: return Double(totals.queueArea) * 1e-9 / seconds
    case .busy: return Double(totals.busyArea) * 1e-9 / seconds
    case .wait: return ratio(totals.waited, totals.started, unit: 1e-6)
    }
  }
}
