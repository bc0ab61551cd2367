import Dispatch
import EndToEnd
import ModelFiles
import Reports
import Statistics
import Study
import Synchronization
import Text

/// The run of a plan at a terminal: Ctrl-C ends it early, a line shows how far it has come, and notes on standard error
/// say how it went.
struct PlanSession {
  private let isQuiet: Bool
  /// The precision as it was typed.
  private let precision: String

  init(_ arguments: Arguments) {
    isQuiet = arguments.has(.quiet)
    precision = SanitizedText.visible(arguments.value(of: .precision) ?? "")
  }

  /// The result of a session, and the exit status that it gives.
  struct Outcome<Value> {
    let value: Value
    let status: ExitStatus
  }

  /// Makes a comparison.
  func run(_ plan: ComparisonPlan) throws(Failure) -> Outcome<Comparison> {
    let result = try watched(plan.method) { interruption, bar throws(StudyError) in
      try noting(plan, on: bar).run(until: interruption)
    }
    return finish(result, of: plan)
  }

  /// A comparison, or a shard instead.
  struct Answer {
    /// The comparison; `nil` if a shard was asked for.
    let comparison: Comparison?
    /// The text of the shard that was asked for, if one was.
    let shardText: String
  }

  /// Makes a comparison, or the part of it that `--shard` and `--resume` ask for.
  func answer(to plan: ComparisonPlan, _ arguments: Arguments) throws(Failure) -> Outcome<Answer> {
    guard let part = try ShardRun.parsed(arguments) else {
      let outcome = try run(plan)
      return Outcome(
        value: Answer(comparison: outcome.value, shardText: ""), status: outcome.status)
    }
    return try run(part, of: plan, for: arguments.command)
  }

  /// Makes the comparisons of a sweep.
  func run(_ plan: SweepPlan) throws(Failure) -> Outcome<Sweep> {
    let method = plan.points[0].plan.method
    let result = try watched(method, isInSteps: true) { interruption, bar throws(StudyError) in
      let points = plan.points.map {
        SweepPlan.Point(values: $0.values, plan: noting($0.plan, on: bar))
      }
      var noted = SweepPlan(parameters: plan.parameters, points: points, order: plan.order)
      let stopwatch = bar?.stopwatch
      noted.onPoint = { result in
        stopwatch?.restart()
        Heartbeat.shared.countPoint(of: plan.points.count)
        _ = finish(result, of: plan.points[0].plan)
      }
      return try noted.run(until: interruption)
    }
    if result.isComplete { return Outcome(value: result.sweep, status: .success) }
    note(
      "interrupted: these are the first \(result.sweep.points.count) of \(plan.points.count) points"
    )
    return Outcome(value: result.sweep, status: .interrupted)
  }

  /// Adds verdicts to the result of a finished comparison.
  ///
  /// A search for verdicts has no first part that would say anything. So the first interruption leaves the search behind,
  /// and keeps the comparison without verdicts.
  func judged(
    _ comparison: Comparison, by verdicts: VerdictPlan
  ) -> Outcome<Comparison> {
    let watch = InterruptWatch.start()
    defer { watch.end() }
    let work = JudgedComparison()
    DispatchQueue.global().async { work.finish(with: verdicts.judged(comparison)) }
    while true {
      if let judged = work.result { return Outcome(value: judged, status: .success) }
      if watch.interruption.isRaised {
        note("interrupted: these results have no verdicts, which were still being searched for")
        return Outcome(value: comparison, status: .interrupted)
      }
      Platform.pause(milliseconds: 2)
    }
  }

  /// Counts a part of a plan.
  ///
  /// - Parameter command: the command whose result it is part of.
  private func run(
    _ part: ShardRun, of plan: ComparisonPlan, for command: CommandName
  ) throws(Failure) -> Outcome<Answer> {
    let watch = InterruptWatch.start()
    let interruption = watch.interruption
    defer { watch.end() }
    let bar = isQuiet ? nil : ProgressBar.start(unit: plan.unit)
    defer { bar?.end() }
    let noted = noting(plan, on: bar)
    let total: UInt64
    do throws(StudyError) {
      total = try noted.total(until: interruption)
    } catch {
      throw .study(error)
    }
    let shard = try part.run(noted, of: total, for: command, until: interruption)
    bar?.end()
    let isComplete = part.isComplete(shard)
    if !isComplete {
      note("interrupted: these are the first \(shard.done.count) of \(total) \(plan.unit)")
    }
    let status = isComplete ? ExitStatus.success : .interrupted
    if part.number != nil {
      return Outcome(value: Answer(comparison: nil, shardText: shard.text), status: status)
    }
    let comparison: Comparison
    do throws(StudyError) {
      comparison = try plan.comparison(of: shard.counts)
    } catch {
      throw .study(error)
    }
    if isComplete { noteShortfalls(of: comparison, for: plan) }
    return Outcome(value: Answer(comparison: comparison, shardText: ""), status: status)
  }

  /// Runs something until it ends or the user presses Ctrl-C.
  ///
  /// - Parameter isInSteps: true if an interruption can end even an exploration, between two of several.
  private func watched<Value>(
    _ method: StudyMethod, isInSteps: Bool = false,
    _ run: (Interruption, ProgressBar?) throws(StudyError) -> Value
  ) throws(Failure) -> Value {
    // An exploration cannot be cut short: it has no first part that would say anything.
    if method == .exact, !isInSteps {
      do throws(StudyError) { return try run(Interruption(), nil) } catch { throw .study(error) }
    }
    let watch = InterruptWatch.start()
    let interruption = watch.interruption
    defer { watch.end() }
    let hasBar = !isQuiet && (method == .sample || method == .load)
    let bar = hasBar ? ProgressBar.start(unit: method.unit) : nil
    defer { bar?.end() }
    do throws(StudyError) {
      return try run(interruption, bar)
    } catch {
      throw .study(error)
    }
  }
}

/// Notes on standard error.
extension PlanSession {
  private func note(_ text: String) {
    if !isQuiet { StandardError.write(text + "\n") }
  }

  /// The plan, watched by a progress bar, with a note on the pilot.
  private func noting(_ plan: ComparisonPlan, on bar: ProgressBar?) -> ComparisonPlan {
    var plan = plan
    plan.meter = bar?.meter
    plan.onPilot = { pilot in
      let seconds = pilot.expectedTime / .seconds(1)
      let time = seconds < 1 ? "less than a second" : "about \(UInt64(seconds.rounded())) s"
      note(
        "precision \(precision): \(pilot.plan.trials) trials, planned from a pilot of \(pilot.plan.pilot), \(time)"
          + (pilot.plan.isCapped ? "; --trials allows no more, and more are needed" : ""))
    }
    return plan
  }

  /// The outcome of a result, with notes on what to know about it.
  private func finish(
    _ result: ComparisonPlan.Result, of plan: ComparisonPlan
  ) -> Outcome<Comparison> {
    if plan.method.word == StudyMethod.rare.word {
      for doubt in result.comparison.results.compactMap(\.doubt) {
        note("warning: \(SanitizedText.visible(doubt))")
      }
    }
    if !result.isComplete {
      note("interrupted: these are the first \(result.done) of \(result.planned) \(plan.unit)")
      return Outcome(value: result.comparison, status: .interrupted)
    }
    noteShortfalls(of: result.comparison, for: plan)
    return Outcome(value: result.comparison, status: .success)
  }

  /// A note on the measures that are less precise than was asked for.
  private func noteShortfalls(of comparison: Comparison, for plan: ComparisonPlan) {
    guard let goal = plan.precision else { return }
    let shortfalls = goal.shortfalls(of: comparison.results)
    func names(_ isUnseen: Bool) -> String {
      shortfalls.filter { $0.isUnseen == isUnseen }
        .map { "\(SanitizedText.visible($0.strategy)) \($0.measure.name)" }
        .joined(separator: ", ")
    }
    if shortfalls.contains(where: \.isUnseen) {
      note("not observed, so only bounded: \(names(true))")
    }
    if shortfalls.contains(where: { !$0.isUnseen }) {
      note("not as precise as asked for: \(names(false))")
    }
  }
}

/// A comparison whose verdicts another thread adds.
private final class JudgedComparison: Sendable {
  private let comparison = Mutex<Comparison?>(nil)

  /// The comparison; `nil` as long as it is not finished.
  var result: Comparison? { comparison.withLock { $0 } }

  func finish(with judged: Comparison) { comparison.withLock { $0 = judged } }
}

extension StudyMethod {
  /// The word for the things that it counts.
  fileprivate var unit: String { runsFleets ? "runs" : "operations" }
}

extension ComparisonPlan {
  fileprivate var unit: String { method.unit }
}
