import EndToEnd
import Simulation
import Statistics
import Study
import Text

/// The words for a property and its answer.
///
/// An answer names its evidence in the same sentence: a proof is not the same as a sample, and
/// one with approximate latencies is neither.
struct CheckText {
  /// The answer for one strategy and one property.
  let result: CheckResult

  /// Creates the words for one answer.
  init(_ result: CheckResult) {
    self.result = result
  }

  /// The property and its answer: "never lost: holds with up to 3 faults (257 states)".
  var sentence: String { CheckText.name(of: result.property) + ": " + answer }

  /// The property: "duplicate at most 1.5%".
  static func name(of property: Property) -> String {
    switch property {
    case .never(let outcomeClass): "never \(outcomeClass.rawValue)"
    case .atMost(let figure, let bound): "\(figure.name) at most \(value(bound, of: figure))"
    case .expected(let figure, let expected, let tolerance):
      "\(figure.name) expected \(value(expected, of: figure)) within "
        + "\(NumberText.significant(tolerance * 100, digits: 6))%"
    }
  }

  /// The answer with its evidence.
  var answer: String {
    switch result.evidence {
    case nil: result.status.rawValue + ": " + obstacle
    case .search(let check): answer(check)
    case .exact(let estimate, let states, let isApproximate):
      exactly(estimate, states: states, isApproximate: isApproximate)
    case .sampled(let sample): sampled(sample)
    }
  }

  /// The answer of the exact search about a bound or an expected value.
  private func exactly(_ estimate: Estimate, states: Int, isApproximate: Bool) -> String {
    let figure = result.property.figure
    let word = isApproximate ? "about" : "exactly"
    let text = "\(result.status.rawValue): \(word) \(CheckText.value(estimate.value, of: figure))"
    if result.status != .undecided {
      return text + (isApproximate ? ", with some delays for each continuous latency" : "")
    }
    if isApproximate { return text + ", which decides nothing; leave --discretize out" }
    return text + ", or up to \(CheckText.value(estimate.high, of: figure)), since improbable "
      + "paths were not followed; follow more with --limit-mass"
  }

  /// The answer of a sample.
  ///
  /// That an outcome was not observed decides nothing about `never`. A bound is decided if the
  /// interval lies on one side of it.
  private func sampled(_ sample: CheckResult.Sample) -> String {
    let writes = "\(NumberText.grouped(sample.trials)) writes"
    let amount = writes + (sample.runs.map { " in \($0) runs" } ?? "")
    let more = sample.runs == nil ? "--trials" : "--runs"
    if case .never = result.property {
      guard result.status == .broken else {
        return "undecided: not observed in \(amount), which is no proof"
          + (result.problem == nil ? "" : "; " + obstacle)
      }
      guard let count = sample.count else { return "broken: observed in \(amount)" }
      return "broken: observed in \(NumberText.grouped(count)) of \(amount)"
        + (sample.trial.map { ", first in trial \($0)" } ?? "")
    }
    let figure = result.property.figure
    let estimate = sample.estimate
    let interval =
      "\(CheckText.value(estimate.low, of: figure)) to \(CheckText.value(estimate.high, of: figure))"
    // Of an outcome that was not observed only a bound is known.
    let text =
      sample.count == 0 && estimate.value == 0
      ? "\(result.status.rawValue): not observed in \(amount), so less than "
        + "\(CheckText.value(estimate.high, of: figure)) with 95% confidence"
      : "\(result.status.rawValue): \(CheckText.value(estimate.value, of: figure)) "
        + "(\(interval) with 95% confidence), \(amount)"
    guard result.status == .undecided else { return text }
    switch result.problem {
    case .time, .interrupted, .limit: return text + "; " + obstacle
    case .exploration, .unknown, nil: return text + "; more may decide: \(more)"
    }
  }

  /// The obstacle to an answer, with its remedy.
  private var obstacle: String {
    switch result.problem {
    case .exploration(let problem):
      problem.remedy(fewerStates: "or fewer faults with --faults", isSampled: false)
    case .limit(let limit): "\(limit)"
    case .time: "the time was over; allow more with --time-limit"
    case .interrupted: "interrupted"
    case .unknown:
      result.strategy.scenario.clients != nil
        ? "many clients are run as a whole, so that nothing is exact; leave --method out"
        : "this number is not known here; leave --method out, or give the model prices"
    case nil: "more may decide: --trials"
    }
  }

  /// A value of a figure with its unit, in six digits.
  static func value(_ value: Double, of figure: Figure) -> String {
    switch figure {
    case .rate:
      if value != 0, value < 1e-5 { return NumberText.significant(value, digits: 6) }
      return NumberText.significant(value * 100, digits: 6) + "%"
    case .time: return NumberText.significant(value, digits: 6) + " ms"
    case .attempts, .requests, .copies, .cost: return NumberText.significant(value, digits: 6)
    }
  }
}

/// The answers of searches.
extension CheckText {
  /// The answer of a search for faults or for orders of events.
  private func answer(_ check: PropertyCheck) -> String {
    switch check.finding {
    case .holds(let proof):
      if result.status == .holds { return CheckText.holds(proof, "") }
      return "undecided: not found among \(CheckText.states(proof)), with some delays for each "
        + "continuous latency, which is no proof; leave --discretize out"
    case .holdsInEveryOrder(let proof): return CheckText.holds(proof, " in every order")
    case .broken(let found):
      return broken(by: found.faults, "")
        + "; probability \(found.isApproximate ? "≈ " : "")\(NumberText.threeDigits(found.probability))"
    case .brokenInSomeOrder(let found):
      return broken(by: found.faults, " in an order that the latencies allow")
        + "; probability, but for the order: \(NumberText.threeDigits(found.probability))"
    }
  }

  /// The words for a proof: its extent, and the states that it rests on.
  private static func holds(_ proof: Proof, _ order: String) -> String {
    let faults = proof.mostFaults.map { "up to \(FaultText.count($0))" } ?? "any number of faults"
    let ground = proof == .ofRules ? "by the rules of the model" : states(proof)
    return "holds with \(faults)\(order) (\(ground))"
  }

  /// The number of states, with a sign before it if continuous latencies were approximated.
  private static func states(_ proof: Proof) -> String {
    "\(proof.isApproximate ? "≈ " : "")\(NumberText.grouped(UInt64(proof.states))) states"
  }

  /// The words for a counterexample: the number of its faults, and their names.
  private func broken(by faults: [ChoicePoint], _ order: String) -> String {
    let names = FaultText(scenario: result.strategy.scenario).text(faults)
    return CheckText.broken(by: faults) + order + (names.isEmpty ? "" : ": " + names)
  }

  /// Returns "broken by 2 faults: …", or "broken without any fault".
  static func broken(by faults: [ChoicePoint]) -> String {
    faults.isEmpty ? "broken without any fault" : "broken by \(FaultText.count(faults.count))"
  }
}
