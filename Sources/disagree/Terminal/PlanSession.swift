import EndToEnd
import ModelFiles
import Reports
import Simulation
import Statistics
import Study
import Text

/// The run of a plan at a terminal: Ctrl-C ends it early, a line shows how far it has come, and notes on standard error
/// say how it went.
///
/// The session knows the terminal and the options; the plan knows neither. A plan that runs in a
/// library or a test reports its progress to a meter, and stops on a condition.
struct PlanSession {
  /// A Boolean value that indicates whether notes and progress are left out.
  private let isQuiet: Bool
  /// The precision as it was typed.
  private let precision: String
  /// The time that the command may take.
  private let clock: WorkClock

  /// The session of a command, whose time begins to run now.
  init(_ arguments: Arguments) throws(Failure) {
    clock = WorkClock(limit: try arguments.timeLimit(), within: InterruptWatch.interruption)
    isQuiet = arguments.has(.quiet)
    precision = SanitizedText.visible(arguments.value(of: .precision) ?? "")
  }

  /// The result of a session, and the exit status that it gives.
  struct Outcome<Value> {
    /// The result, which may be only a part if the status says so.
    let value: Value
    /// The exit status: success, interrupted, or undecided where the time limit was reached.
    let status: ExitStatus
  }

  /// Makes a comparison.
  func run(_ plan: ComparisonPlan) throws(Failure) -> Outcome<Comparison> {
    let result = try watched(plan.method) { bar throws(StudyError) in
      try noting(plan, on: bar).run(until: clock.interruption)
    }
    return finish(result, of: plan)
  }

  /// Adds verdicts and sensitivities to a comparison that is complete, as far as time allows.
  func judge(
    _ outcome: Outcome<Comparison>, by verdicts: VerdictPlan?, _ arguments: Arguments
  ) throws(Failure) -> Outcome<Comparison> {
    var limits = try arguments.explorationLimits()
    let wantsSensitivity = arguments.has(.sensitivity)
    if outcome.status != .success || verdicts == nil && !wantsSensitivity { return outcome }
    let jobs = try arguments.jobs()
    let count = outcome.value.results.count
    let comparison = try watched(.exact) { bar throws(StudyError) in
      var comparison = outcome.value
      if var verdicts {
        verdicts.limits.stop = stop(on: bar, most: verdicts.limits.states * count)
        comparison = verdicts.judged(comparison)
      }
      if wantsSensitivity {
        limits.stop = stop(on: bar, most: limits.states * count)
        comparison = comparison.withSensitivity(limits: limits, jobs: jobs)
      }
      return comparison
    }
    let isStopped = comparison.results.contains {
      $0.verdict?.problem == .stopped || $0.sensitivity?.problem == .stopped
    }
    if !isStopped { return Outcome(value: comparison, status: .success) }
    note("\(reason): not everything was searched")
    return Outcome(value: comparison, status: status)
  }

  /// The condition on which a search stops.
  private func stop(on bar: ProgressBar?, most: Int) -> StopCondition {
    bar?.counting(clock.stop, most: most) ?? clock.stop
  }

  /// The exit status of work that was cut short.
  private var status: ExitStatus { clock.isTimeOver ? .undecided : .interrupted }

  /// The reason why it was.
  private var reason: String { clock.isTimeOver ? "time limit reached" : "interrupted" }

  /// The failure of work of which nothing is finished.
  private func failure(_ error: StudyError) -> Failure {
    if case .interrupted = error, clock.isTimeOver {
      return .undecided("the time limit was reached before anything was finished")
    }
    if case .exploration(.stopped, _) = error, !clock.isTimeOver { return .study(.interrupted) }
    return .study(error)
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
    let result = try watched(method) { bar throws(StudyError) in
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
      return try noted.run(until: clock.interruption)
    }
    if result.isComplete { return Outcome(value: result.sweep, status: .success) }
    note(
      "\(reason): these are the first \(result.sweep.points.count) of \(plan.points.count) points"
    )
    return Outcome(value: result.sweep, status: status)
  }

  /// Counts a part of a plan.
  ///
  /// - Parameter command: the command whose result it is part of.
  private func run(
    _ part: ShardRun, of plan: ComparisonPlan, for command: CommandName
  ) throws(Failure) -> Outcome<Answer> {
    let watch = InterruptWatch.start()
    defer { watch.end() }
    let bar = isQuiet ? nil : ProgressBar.start(unit: plan.unit)
    defer { bar?.end() }
    let noted = noting(plan, on: bar)
    let total: UInt64
    do throws(StudyError) {
      total = try noted.total(until: clock.interruption)
    } catch {
      throw failure(error)
    }
    let shard = try part.run(noted, of: total, for: command, until: clock.interruption)
    bar?.end()
    let isComplete = part.isComplete(shard)
    if !isComplete {
      note("\(reason): these are the first \(shard.done.count) of \(total) \(plan.unit)")
    }
    let status = isComplete ? ExitStatus.success : status
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
  private func watched<Value>(
    _ method: StudyMethod, _ run: (ProgressBar?) throws(StudyError) -> Value
  ) throws(Failure) -> Value {
    let watch = InterruptWatch.start()
    defer { watch.end() }
    let bar = isQuiet ? nil : ProgressBar.start(unit: method.unit)
    defer { bar?.end() }
    do throws(StudyError) {
      return try run(bar)
    } catch {
      throw failure(error)
    }
  }
}

/// Notes on standard error.
extension PlanSession {
  /// Writes a note on standard error, unless the user wants none.
  private func note(_ text: String) {
    if !isQuiet { StandardError.write(text + "\n") }
  }

  /// The plan, watched by a progress bar, with a note on the pilot.
  private func noting(_ plan: ComparisonPlan, on bar: ProgressBar?) -> ComparisonPlan {
    var plan = plan
    plan.meter = bar?.meter
    if plan.method == .exact {
      plan.explorationLimits.stop = stop(
        on: bar, most: plan.explorationLimits.states * plan.strategies.count)
    }
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
    if !result.unfinished.isEmpty {
      for error in result.unfinished {
        let failure = Failure.study(.exploration(error.problem, strategy: error.strategy))
        note("not finished: " + failure.message.dropFirst("error: ".count))
      }
      let isStopped = result.unfinished.contains { $0.problem == .stopped }
      return Outcome(value: result.comparison, status: isStopped ? status : .undecided)
    }
    if !result.isComplete {
      note("\(reason): these are the first \(result.done) of \(result.planned) \(plan.unit)")
      return Outcome(value: result.comparison, status: status)
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

extension StudyMethod {
  /// The word for the things that it counts.
  fileprivate var unit: String { runsFleets ? "runs" : "writes" }
}

extension ComparisonPlan {
  /// The word for the things that the plan counts.
  fileprivate var unit: String { method.unit }
}
