import Dispatch
import EndToEnd
import Foundation
import ModelFiles
import Statistics
import Study
import Text

/// Which trials of a model a command counts, and where it keeps what it has counted so far.
struct Portion {
  /// One of equal parts; `nil` for the whole.
  let number: ShardNumber?
  private let checkpoint: Checkpoint?
  private let subject: Shard.Subject

  /// - Parameter subject: what is counted in all.
  init(_ arguments: Arguments, of subject: Shard.Subject) throws(Failure) {
    number = try arguments.shard()
    checkpoint = try arguments.value(of: .resume).map { path throws(Failure) in
      try Checkpoint(path)
    }
    self.subject = subject
    if let number {
      if number.range(of: subject.total).isEmpty {
        throw .usage(
          "--shard \(number): there are more shards than \(subject.countsRuns ? "runs" : "trials")")
      }
    }
  }

  /// What was counted of the portion.
  struct Result<Count> {
    let count: Count
    let shard: Shard
    /// Whether all of the portion was counted.
    let isComplete: Bool
  }

  /// Counts the portion, from where the checkpoint stands, until it is done or somebody interrupts.
  func run<Subject: ShardedExperiment>(
    _ experiment: Subject, until interruption: Interruption
  ) throws(Failure) -> Result<Subject.Count> {
    let range = number?.range(of: subject.total) ?? 0..<subject.total
    var shard = try checkpoint?.load(subject, in: range)
    var count = shard.flatMap { Subject.count($0.counts) }
    experiment.meter?.begin(total: UInt64(range.count), done: shard?.done.count ?? 0)
    var interval = Checkpoint.shortestInterval
    while true {
      let next = range.lowerBound + (shard?.done.count ?? 0)
      if let shard, let count, next == range.upperBound || interruption.isRaised {
        return Result(count: count, shard: shard, isComplete: next == range.upperBound)
      }
      let part: Subject.Count
      do {
        let end = pause(interruption, after: interval)
        part = try experiment.count(next..<range.upperBound, until: end)
      } catch {
        throw .limit(error.limit, strategy: error.strategy)
      }
      interval = Checkpoint.next(after: interval)
      let amount = Subject.amount(part)
      if amount == 0 {
        if interruption.isRaised { throw Failure(message: "interrupted", status: .interrupted) }
        // The machine was so busy that the pause came before the first trial.
        continue
      }
      let all = count.map { Subject.merged($0, part) } ?? part
      let done = Shard(
        subject: subject, done: TrialRanges(range.lowerBound..<next + amount),
        counts: Subject.counts(all))
      count = all
      shard = done
      try checkpoint?.save(done)
    }
  }

  /// What ends a piece of the work: somebody's wish, or that it is time to save.
  private func pause(_ interruption: Interruption, after interval: Int) -> Interruption {
    if checkpoint == nil { return interruption }
    let pause = Interruption(within: interruption)
    DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(interval)) { pause.raise() }
    return pause
  }
}

/// A file that holds what was counted so far: always a whole shard, whenever the program dies.
private struct Checkpoint {
  private let path: String
  private let output: Output

  /// How many milliseconds a program counts before it first saves.
  static let shortestInterval = 100

  /// How many milliseconds it counts until it saves again.
  ///
  /// Twice as long each time, up to five seconds: a program that is killed loses about half of what it did at
  /// most, so that one which never lives long gets on too, and a long run is hardly ever stopped.
  static func next(after interval: Int) -> Int { min(2 * interval, 5_000) }

  init(_ path: String) throws(Failure) {
    if path == "-" { throw .usage("--resume needs the name of a file") }
    self.path = path
    output = try Output(path, .resume)
  }

  private var visible: String { SanitizedText.visible(path) }

  /// What the file holds; `nil` if there is none yet.
  func load(_ subject: Shard.Subject, in range: Range<UInt64>) throws(Failure) -> Shard? {
    if !FileManager.default.fileExists(atPath: path) { return nil }
    let source = try Input.shardSource(at: path)
    let shard: Shard
    do throws(ShardError) {
      shard = try Shard.read(source.bytes)
    } catch {
      throw .file("'\(visible)' cannot be resumed: \(error.description)")
    }
    if let difference = shard.subject.difference(from: subject) {
      throw .usage(
        "'\(visible)' holds another run: \(SanitizedText.visible(difference)); name another file")
    }
    guard shard.done.ranges.count == 1, shard.done.ranges[0].lowerBound == range.lowerBound,
      shard.done.ranges[0].upperBound <= range.upperBound
    else { throw .usage("'\(visible)' holds another shard of this run; name another file") }
    return shard
  }

  func save(_ shard: Shard) throws(Failure) { try output.write(shard.text) }
}

extension Arguments {
  /// Which of equal parts is asked for; `nil` for the whole.
  fileprivate func shard() throws(Failure) -> ShardNumber? {
    guard let text = value(of: .shard) else { return nil }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { UInt64($0) }
    if parts.count == 2, let index = parts[0], let count = parts[1], count <= 1_000_000,
      let number = ShardNumber(index, of: count)
    {
      return number
    }
    throw .usage(
      "--shard must be such as 3/8, the third of eight, and at most 1000000 of them, not "
        + "\"\(SanitizedText.visible(text))\"")
  }
}
