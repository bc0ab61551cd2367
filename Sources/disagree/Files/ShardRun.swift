import Dispatch
import EndToEnd
import ModelFiles
import Statistics
import Study
import Text

/// The counting of a part of a plan: one of equal parts (`--shard`), one that is kept in a file on the way
/// (`--resume`), or both.
struct ShardRun {
  /// One of equal parts; `nil` for the whole.
  let number: ShardNumber?
  /// The file of `--resume`; `nil` without that option.
  private let checkpoint: Checkpoint?

  /// The part that was asked for; `nil` if neither option was given.
  static func parsed(_ arguments: Arguments) throws(Failure) -> ShardRun? {
    if !arguments.has(.shard), !arguments.has(.resume) { return nil }
    let checkpoint = try arguments.value(of: .resume).map { path throws(Failure) in
      try Checkpoint.opened(path)
    }
    return ShardRun(number: try arguments.shardNumber(), checkpoint: checkpoint)
  }

  /// Counts the part, from where the file stands, until it is done or interrupted.
  ///
  /// - Parameters:
  ///   - total: the number of trials, or runs, of the whole.
  ///   - command: the command whose result it is part of.
  func run(
    _ plan: ComparisonPlan, of total: UInt64, for command: CommandName,
    until interruption: Interruption
  ) throws(Failure) -> Shard {
    let countsRuns = plan.method.runsFleets
    let range = range(of: total)
    if let number, range.isEmpty {
      throw .usage(
        "--shard \(number): there are more shards than \(countsRuns ? "runs" : "trials")")
    }
    let subject = Shard.Subject(
      command: command.rawValue, model: plan.model.name, digest: plan.model.digest,
      text: ModelText.canonical(plan.model), seed: plan.seed, total: total, countsRuns: countsRuns,
      strategies: plan.strategies.map(\.name),
      baseline: plan.baseline.map { plan.strategies[$0].name })
    var shard = try checkpoint?.load(subject, in: range, of: plan)
    plan.meter?.begin(total: UInt64(range.count), done: shard?.done.count ?? 0)
    var interval = Checkpoint.shortestInterval
    while true {
      let next = range.lowerBound + (shard?.done.count ?? 0)
      if let shard, next == range.upperBound || interruption.isRaised { return shard }
      let more: TrialCounts
      do throws(StudyError) {
        more = try plan.count(next..<range.upperBound, until: pause(interruption, after: interval))
      } catch {
        throw .study(error)
      }
      interval = Checkpoint.next(after: interval)
      if more.amount == 0 {
        if interruption.isRaised { throw .study(.interrupted) }
        // The machine was so busy that the pause came before the first trial.
        continue
      }
      let counts = shard.map { $0.counts.merged(with: more) } ?? more
      let done = Shard(
        subject: subject, done: TrialRanges(range.lowerBound..<next + more.amount),
        counts: counts)
      shard = done
      try checkpoint?.save(done)
    }
  }

  /// Returns true if a shard has all trials of the part.
  func isComplete(_ shard: Shard) -> Bool {
    shard.done.count == UInt64(range(of: shard.subject.total).count)
  }

  /// The trials that are counted here: one of the equal parts, or all.
  private func range(of total: UInt64) -> Range<UInt64> { number?.range(of: total) ?? 0..<total }

  /// The end of a piece of the work: an interruption, or the time to save.
  private func pause(_ interruption: Interruption, after interval: Int) -> Interruption {
    if checkpoint == nil { return interruption }
    let pause = Interruption(within: interruption)
    DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(interval)) { pause.raise() }
    return pause
  }
}

extension Arguments {
  /// The one of equal parts that is asked for; `nil` for the whole.
  fileprivate func shardNumber() throws(Failure) -> ShardNumber? {
    guard let text = value(of: .shard) else { return nil }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { UInt64($0) }
    if parts.count == 2, let index = parts[0], let count = parts[1], count <= 1_000_000,
      let number = ShardNumber(index, of: count)
    {
      return number
    }
    throw .usage(
      "--shard must be INDEX/COUNT with a COUNT of at most 1000000, for example 3/8, not "
        + "\"\(SanitizedText.visible(text))\"")
  }
}
