import EndToEnd
import Simulation
import Statistics
import Study

/// Faults that a user names, in the words of a check.
///
/// ```swift
/// let faults = NamedFaults("attempt 1: response lost; attempt 2: request lost")
/// let chart = try faults.chart(of: strategy)
/// ```
package struct NamedFaults: Hashable, Sendable {
  /// As they were written.
  package let names: [String]

  /// - Parameter text: names with `;` or `,` between them; neither case, spaces nor other punctuation matters.
  ///   "none" and an empty text name none.
  package init(_ text: String) {
    var names: [String] = []
    for part in text.split(whereSeparator: { $0 == ";" || $0 == "\n" }) {
      // A comma stands between names, and in one: "attempt 1, try 2: request lost".
      var name = ""
      for piece in part.split(separator: ",") {
        name += (name.isEmpty ? "" : ",") + piece
        if name.contains(":") {
          names.append(name)
          name = ""
        }
      }
      names.append(name)
    }
    self.names = names.map(NamedFaults.trimmed).filter {
      !$0.isEmpty && NamedFaults.key($0) != ["none"]
    }
  }

  /// The execution in which each of these faults happens, and no others.
  ///
  /// A certain fault happens all the same. Of other choices, as of a person, the likelier way is taken; of
  /// delays the likeliest, and the median of a continuous one.
  ///
  /// - Parameter eventLimit: the most events that are drawn.
  package func chart(
    of strategy: Strategy, eventLimit: UInt64 = 10_000
  ) throws(NamedFaultsError) -> SequenceChart {
    let scenario = strategy.scenario
    if scenario.person == nil {
      return try chart(scenario, of: strategy, eventLimit) { trace, title in
        SequenceChart(trace, of: scenario, title: title)
      }
    }
    let intention = Intention(scenario)
    return try chart(intention, of: strategy, eventLimit) { trace, title in
      SequenceChart(trace, of: intention, title: title)
    }
  }

  /// The chart of the execution with these faults, of a write or of a whole intention.
  private func chart<Subject: System>(
    _ system: Subject, of strategy: Strategy, _ eventLimit: UInt64,
    _ draw: (Trace<Subject>, String) -> SequenceChart
  ) throws(NamedFaultsError) -> SequenceChart {
    let texts = FaultText(scenario: strategy.scenario)
    let keys = names.map(NamedFaults.key)
    let replayer = FaultReplayer(system, eventLimit: eventLimit) { point in
      keys.contains(NamedFaults.key(texts.text(point)))
    }
    let trace: Trace<Subject>
    do throws(SimulationError) {
      trace = try replayer.trace()
    } catch {
      throw .limit(error)
    }
    var met: [(text: String, chance: Probability, happened: Bool)] = []
    var probability = 1.0
    for effect in trace.steps.flatMap({ $0.effects }) {
      guard case .chance(let point, let chance, let happened) = effect else { continue }
      probability *= happened ? chance.value : 1 - chance.value
      if system.isFault(point) { met.append((texts.text(point), chance, happened)) }
    }
    for (name, key) in zip(names, keys) {
      let those = met.filter { NamedFaults.key($0.text) == key }
      if those.contains(where: { $0.happened }) { continue }
      if !those.isEmpty { throw .hasNoChance(name) }
      throw .notMet(name, others: met.filter { $0.chance != .never }.map(\.text))
    }
    let happened = met.filter { $0.happened && $0.chance != .always }.map(\.text)
    let likelihood = SequenceChart.Likelihood.faults(happened, probability: probability)
    var chart = draw(trace, "Strategy '\(strategy.name)', \(likelihood.title)")
    chart.likelihood = likelihood
    return chart
  }

  /// The words of a name, by which it is compared with others.
  private static func key(_ name: String) -> [String] {
    name.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "." }.map(String.init)
  }

  /// A text with single spaces and none at its ends.
  private static func trimmed(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

/// The reason why no execution has the faults that were named.
package enum NamedFaultsError: Error, Hashable, Sendable {
  /// No chance of the execution has the name; the others that it has.
  case notMet(String, others: [String])
  /// The model gives it the probability 0.
  case hasNoChance(String)
  /// The execution reaches a limit.
  case limit(SimulationError)
}
