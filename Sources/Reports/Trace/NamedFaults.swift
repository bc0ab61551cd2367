import EndToEnd
import Simulation
import Statistics
import Study

/// Faults that somebody names, in the words in which a check tells them.
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

  /// Why there is no such course of events.
  package enum Problem: Error {
    /// No chance on the course has the name; these have others.
    case notMet(String, others: [String])
    /// The model gives it the probability 0.
    case hasNoChance(String)
    case limit(SimulationError)
  }

  /// The course of events in which these faults happen, each of them, and no others.
  ///
  /// What is certain happens all the same. Of other choices, as of a person, the likelier way is taken; of
  /// delays the likeliest, and the median of a continuous one.
  ///
  /// - Parameter eventLimit: the most events that are drawn.
  package func chart(
    of strategy: Strategy, eventLimit: UInt64 = 10_000
  ) throws(Problem) -> SequenceChart {
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

  private func chart<Subject: System>(
    _ system: Subject, of strategy: Strategy, _ eventLimit: UInt64,
    _ draw: (Trace<Subject>, String) -> SequenceChart
  ) throws(Problem) -> SequenceChart {
    let texts = FaultText(scenario: strategy.scenario)
    let keys = names.map(NamedFaults.key)
    let replayer = FaultReplayer(system, eventLimit: eventLimit) { site in
      keys.contains(NamedFaults.key(texts.text(site)))
    }
    let trace: Trace<Subject>
    do throws(SimulationError) {
      trace = try replayer.trace()
    } catch {
      throw .limit(error)
    }
    var met: [(text: String, chance: Probability, happened: Bool)] = []
    var probability = 1.0
    for deed in trace.steps.flatMap(\.deeds) {
      guard case .chance(let site, let chance, let happened) = deed else { continue }
      probability *= happened ? chance.value : 1 - chance.value
      if system.isFault(site) { met.append((texts.text(site), chance, happened)) }
    }
    for (name, key) in zip(names, keys) {
      let those = met.filter { NamedFaults.key($0.text) == key }
      if those.contains(where: \.happened) { continue }
      if !those.isEmpty { throw .hasNoChance(name) }
      throw .notMet(name, others: met.filter { $0.chance != .never }.map(\.text))
    }
    let happened = met.filter { $0.happened && $0.chance != .always }.map(\.text)
    let likelihood = SequenceChart.Likelihood.faults(happened, probability: probability)
    var chart = draw(trace, "Strategy '\(strategy.name)', \(likelihood.title)")
    chart.likelihood = likelihood
    return chart
  }

  /// What of a name tells it from others: its words.
  private static func key(_ name: String) -> [String] {
    name.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "." }.map(String.init)
  }

  private static func trimmed(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
