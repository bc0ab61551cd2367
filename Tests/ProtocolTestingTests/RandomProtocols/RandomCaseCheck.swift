@testable import ProtocolTesting

/// The answers of all methods about one random protocol, and the contradictions between them.
struct RandomCaseCheck {
  /// The answer of one check.
  enum Outcome {
    case holds(CheckReport)
    case broken(Counterexample)
    /// The method has no answer, for a reason that it may have.
    case open(ProtocolTestError)

    var faults: Int? { if case .broken(let found) = self { found.faults.count } else { nil } }
    var report: CheckReport? { if case .holds(let report) = self { report } else { nil } }
  }

  /// The number of trials.
  static let trials = 100

  let random: RandomCase
  private(set) var contradictions: [String] = []
  private(set) var counts = RandomCounts()

  init(_ random: RandomCase) {
    self.random = random
  }

  /// Runs all methods, and compares their answers.
  mutating func run() {
    counts.protocols += 1
    counts.ranges += random.hasRanges ? 1 : 0
    counts.sets += random.hasSets ? 1 : 0
    counts.clocks += random.hasClocks ? 1 : 0
    counts.crashes += random.hasCrashes ? 1 : 0
    counts.partitions += random.hasPartitions ? 1 : 0
    // Searches that decide delays need finitely many of them.
    var finite = random.test
    if random.hasRanges { finite.limits.discretisation = 2 }
    let faults = (0...3).map { outcome(finite, .faults($0)) }
    let any = outcome(finite, .anyFaults)
    var full = random.test
    full.orderReduction = .never
    let order = outcome(full, .everyOrder(faults: 1))
    let anyOrder = outcome(full, .everyOrder(faults: nil))
    let exact = outcome(finite, .exactly(atMost: 1))
    let samples = outcome(random.test, .samples(Self.trials))

    compareBudgets(faults, any)
    compareOrders(faults, any, order, anyOrder)
    compareReduction(order, .everyOrder(faults: 1))
    compareReduction(anyOrder, .everyOrder(faults: nil))
    compareExact(exact, any, finite)
    compareSamples(samples, exact, any, anyOrder)
    compareVersions(exact)

    let all = faults + [any, order, anyOrder, exact, samples]
    let reports = all.compactMap(\.report)
    counts.broken += all.contains { $0.faults != nil } ? 1 : 0
    counts.holding += reports.isEmpty ? 0 : 1
    counts.endless +=
      reports.contains { $0.endlessExecution != nil || $0.endlessProbability > 0 } ? 1 : 0
    counts.tied += reports.contains { $0.ties > 0 } ? 1 : 0
    counts.open += all.count { if case .open = $0 { true } else { false } }
    counts.answers += all.count
  }

  /// More faults find what fewer do, and no more than the fewest.
  private mutating func compareBudgets(_ faults: [Outcome], _ any: Outcome) {
    var fewest: Int?
    for (most, outcome) in faults.enumerated() {
      switch outcome {
      case .broken(let found):
        if found.faults.count > most { contradict("\(most) faults are broken by more") }
        if let fewest, found.faults.count != fewest { contradict("the fewest faults are not") }
        if fewest == nil, found.faults.count < most, faults[most - 1].report != nil {
          contradict("\(found.faults.count) faults were missed with up to \(most - 1)")
        }
        fewest = fewest ?? found.faults.count
      case .holds(let report):
        if let fewest { contradict("\(fewest) faults break it, and up to \(most) do not") }
        if report.isForAnyFaults, any.faults != nil { contradict("any number is a few") }
      case .open: break
      }
    }
    if let fewest, any.report != nil { contradict("\(fewest) faults break it, and any do not") }
    if let fewest, let found = any.faults, found != fewest { contradict("any number takes more") }
    if fewest == nil, let found = any.faults, found < 3, faults[3].report != nil {
      contradict("any number breaks it by \(found) faults, and up to 3 do not")
    }
  }

  /// Every order includes the one order, and is the same where nothing is tied or takes any time in a range.
  private mutating func compareOrders(
    _ faults: [Outcome], _ any: Outcome, _ order: Outcome, _ anyOrder: Outcome
  ) {
    if let found = faults[1].faults {
      if order.report != nil { contradict("one order breaks it, and every order does not") }
      if let fewest = order.faults, fewest > found { contradict("every order takes more faults") }
    }
    if let found = any.faults {
      if anyOrder.report != nil { contradict("one order breaks it, and every order does not") }
      if let fewest = anyOrder.faults, fewest > found { contradict("every order takes more") }
    }
    if let found = order.faults {
      if anyOrder.report != nil { contradict("one fault breaks it in some order, and any do not") }
      if let fewest = anyOrder.faults, fewest != found { contradict("the orders' fewest are not") }
    }
    if random.hasRanges || random.kind == .eventually || random.kind == .leadsTo { return }
    if let report = any.report, report.ties == 0, report.isForAnyFaults {
      counts.untied += 1
      if anyOrder.faults != nil { contradict("without a tie there is another order") }
    }
  }

  /// A search that leaves out orders finds the same as one that follows all of them.
  private mutating func compareReduction(_ full: Outcome, _ method: CheckMethod) {
    var test = random.test
    test.orderReduction = .always
    let reduced = outcome(test, method)
    switch (full, reduced) {
    case (.holds(let full), .holds(let reduced)):
      counts.reduced += reduced.states ?? 0 < full.states ?? 0 ? 1 : 0
      if full.isForAnyFaults != reduced.isForAnyFaults { contradict("fewer orders, other faults") }
      let mayBeEndless = reduced.mayBeEndless || reduced.endlessExecution != nil
      if full.endlessExecution != nil, !mayBeEndless { contradict("with fewer orders it ends") }
    case (.broken(let full), .broken(let reduced)):
      counts.reducedBroken += full.chart != reduced.chart ? 1 : 0
      if full.faults.count != reduced.faults.count { contradict("fewer orders, other faults") }
    case (.holds, .broken): contradict("with fewer orders it is broken")
    case (.broken, .holds): contradict("with fewer orders it holds")
    case (.open, _), (_, .open): break
    }
  }

  /// A property is broken with a probability above 0 if and only if some faults break it.
  private mutating func compareExact(
    _ exact: Outcome, _ any: Outcome, _ finite: ProtocolTest<RandomProtocol>
  ) {
    guard let report = exact.report else {
      if exact.faults != nil { contradict("a probability is above 1") }
      return
    }
    let (low, high) = (report.probabilities[0], report.highestProbabilities[0])
    if low > high { contradict("an interval is empty") }
    if low > 0, any.report != nil { contradict("probability \(low), and any faults hold") }
    // What can be avoided for ever need not be: its probability may be 0.
    let isSafety = random.kind == .never || random.kind == .atTheEnd
    if high == 0, any.faults != nil, isSafety { contradict("broken with probability 0") }
    guard low > 0, random.seed % 4 == 0 else { return }
    counts.bounds += 1
    let bounded = outcome(finite, .exactly(atMost: low / 2))
    if bounded.report != nil { contradict("half of the probability is enough") }
    if let found = bounded.faults, let fewest = any.faults, found != fewest {
      contradict("the example of a probability takes \(found) faults, and not \(fewest)")
    }
  }

  /// A trial shows nothing that a search excludes, and trials show what is likely.
  private mutating func compareSamples(
    _ samples: Outcome, _ exact: Outcome, _ any: Outcome, _ anyOrder: Outcome
  ) {
    if let found = samples.faults {
      counts.trials += 1
      if anyOrder.report != nil { contradict("a trial breaks it, and no order does") }
      if let fewest = anyOrder.faults, fewest > found { contradict("a trial takes fewer faults") }
      if !random.hasRanges {
        if any.report != nil { contradict("a trial breaks it, and any faults do not") }
        if let fewest = any.faults, fewest > found { contradict("a trial takes fewer faults") }
        if let report = exact.report, report.highestProbabilities[0] == 0 {
          contradict("a trial breaks it with probability 0")
        }
      }
    }
    if samples.report != nil, !random.hasRanges, let low = exact.report?.probabilities[0],
      low > 0.3
    {
      contradict("no trial breaks it, with probability \(low)")
    }
  }

  /// A protocol is as good as itself, and as good as its probability says.
  private mutating func compareVersions(_ exact: Outcome) {
    do {
      let comparison = try random.test.compare(with: random.test, trials: Self.trials, seed: 2)
      counts.comparisons += 1
      if comparison.onlyFirst + comparison.onlySecond > 0 { contradict("worse than itself") }
      guard !random.hasRanges, let report = exact.report else { return }
      let share = Double(comparison.both) / Double(Self.trials)
      for (bound, sign) in [
        (report.probabilities[0], -1.0), (report.highestProbabilities[0], 1.0),
      ] {
        let spread = (bound * (1 - bound) / Double(Self.trials)).squareRoot()
        if sign * (share - bound) > 7 * spread + 0.08 {
          contradict("\(share) of the trials break it, with probability \(bound)")
        }
      }
    } catch ProtocolTestError.endless {
    } catch {
      contradict("compare: \(error)")
    }
  }

  private mutating func outcome(
    _ test: ProtocolTest<RandomProtocol>, _ method: CheckMethod
  ) -> Outcome {
    do {
      return .holds(try test.check(method))
    } catch let found as Counterexample {
      replay(found, test, method)
      return .broken(found)
    } catch let error as ProtocolTestError {
      switch error {
      case .tooManyStates, .tooMuchMemory, .undecided, .endless, .brokenWithoutExample: break
      default: contradict("\(method): \(error)")
      }
      return .open(error)
    } catch {
      contradict("\(method): \(error)")
      return .open(.noProperty)
    }
  }

  /// A counterexample is the same when it is replayed.
  private mutating func replay(
    _ found: Counterexample, _ test: ProtocolTest<RandomProtocol>, _ method: CheckMethod
  ) {
    counts.replays += 1
    counts.crashed += found.faults.contains { $0.contains("crashes after") } ? 1 : 0
    counts.split += found.faults.contains { $0.contains("network splits") } ? 1 : 0
    do {
      try test.replay(found.replay)
      contradict("\(method): '\(found.replay)' breaks nothing")
    } catch let again as Counterexample {
      if again.chart != found.chart || again.faults != found.faults
        || again.property != found.property
      {
        contradict("\(method): '\(found.replay)' is another execution")
      }
    } catch {
      contradict("\(method): '\(found.replay)': \(error)")
    }
  }

  private mutating func contradict(_ text: String) {
    contradictions.append("seed \(random.seed): \(text)")
  }
}

/// The numbers of random protocols and of answers of each kind.
struct RandomCounts: CustomStringConvertible {
  var protocols = 0
  var broken = 0
  var holding = 0
  var endless = 0
  var tied = 0
  var ranges = 0
  var sets = 0
  var crashes = 0
  var partitions = 0
  var clocks = 0
  var crashed = 0
  var split = 0
  var untied = 0
  var answers = 0
  var open = 0
  var replays = 0
  var trials = 0
  var comparisons = 0
  var bounds = 0
  /// The numbers of proofs with fewer states, and of other counterexamples, where orders were left out.
  var reduced = 0
  var reducedBroken = 0

  /// The numbers with their names.
  var all: [(name: String, count: Int)] {
    Mirror(reflecting: self).children.map { ($0.label ?? "", $0.value as? Int ?? 0) }
  }

  var description: String { all.map { "\($0.name) \($0.count)" }.joined(separator: ", ") }

  mutating func add(_ other: RandomCounts) {
    protocols += other.protocols
    broken += other.broken
    holding += other.holding
    endless += other.endless
    tied += other.tied
    ranges += other.ranges
    sets += other.sets
    crashes += other.crashes
    partitions += other.partitions
    clocks += other.clocks
    crashed += other.crashed
    split += other.split
    untied += other.untied
    answers += other.answers
    open += other.open
    replays += other.replays
    trials += other.trials
    comparisons += other.comparisons
    bounds += other.bounds
    reduced += other.reduced
    reducedBroken += other.reducedBroken
  }
}
