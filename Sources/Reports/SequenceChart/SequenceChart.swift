import EndToEnd
import Simulation

/// One operation as a chart: what went between whom, and what each knew.
///
/// ```swift
/// let trace = try Tracer(scenario, seed: 1).trace(trial: 17)
/// let chart = SequenceChart(trace, of: scenario, title: "Trial 17 of blind (seed 1)")
/// print(chart.text(), terminator: "")
/// ```
///
/// The rows say everything and know nothing of how they are drawn: a renderer adds only the look.
package struct SequenceChart: Hashable, Sendable {
  /// The title as the user wrote it. A renderer must escape it.
  package let title: String
  /// The participants, from the client to the server.
  package let participants: [Participant]
  /// The events, ordered by time and, within an instant, by cause.
  package let rows: [Row]
  /// The final state of each side, and the class of the outcome.
  package let verdict: Verdict
  /// The probability of this execution; `nil` where it is not known.
  package var likelihood: Likelihood?

  /// The chart of a traced operation.
  ///
  /// - Parameters:
  ///   - trace: a trace of `scenario`, up to where nothing is pending any more.
  ///   - title: any text; the renderers make it harmless.
  package init(_ trace: Trace<Scenario>, of scenario: Scenario, title: String) {
    self.init(
      trace, of: scenario, SequenceChart.participants(of: scenario), title: title,
      read: { reader, step, before in reader.read(step, after: before) },
      outcome: { state, time in Outcome(state, time: time, logs: scenario.logs) })
  }

  /// The chart of a traced intention: all operations that a person began.
  ///
  /// - Parameters:
  ///   - trace: a trace of `intention`, up to where nothing is pending any more.
  ///   - title: any text; the renderers make it harmless.
  package init(_ trace: Trace<Intention>, of intention: Intention, title: String) {
    self.init(
      trace, of: intention.scenario,
      [.person] + SequenceChart.participants(of: intention.scenario), title: title,
      read: { reader, step, before in reader.read(step, of: intention, after: before) },
      outcome: intention.outcome)
  }

  /// The chart of a trace of either kind.
  private init<Subject: System>(
    _ trace: Trace<Subject>, of scenario: Scenario, _ participants: [Participant], title: String,
    read: (inout TraceReader, Trace<Subject>.Step, Subject.State) -> Void,
    outcome: (Subject.State, Delay) -> Outcome
  ) {
    guard let start = trace.steps.first else { preconditionFailure("a trace begins with a start") }
    var reader = TraceReader(scenario)
    var state = start.state
    var decision = start.instant
    for step in trace.steps {
      read(&reader, step, state)
      state = step.state
      if step.effects.contains(.reach(.decision)) { decision = step.instant }
    }
    self.title = title
    self.participants = participants
    rows = reader.rows
    verdict = Verdict(outcome(state, decision.sinceStart), after: reader.rows)
  }

  /// The participants of a scenario, from the client to the server.
  static func participants(of scenario: Scenario) -> [Participant] {
    [.client] + scenario.gateways.indices.map { .gateway($0 + 1) } + [.server]
  }

  /// The number of gateways.
  var gatewayCount: Int { participants.count - 2 - (hasPerson ? 1 : 0) }

  /// A Boolean value that indicates whether a person takes part.
  var hasPerson: Bool { participants.first == .person }

  /// The name of a participant. One gateway needs no number.
  func name(of participant: Participant) -> String {
    switch participant {
    case .person: "person"
    case .client: "client"
    case .gateway(let number): gatewayCount > 1 ? "gateway \(number)" : "gateway"
    case .server: "server"
    }
  }
}
