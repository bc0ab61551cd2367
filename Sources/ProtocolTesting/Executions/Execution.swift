import Simulation

/// One execution of a protocol that was run again to record it.
struct Execution<Subject: NodeProtocol>: Sendable {
  let entries: [TraceRecorder.Entry]
  /// The faults in words, in their order.
  let faults: [String]
  /// The errors that properties threw.
  let errors: [String]
  /// The names of the decisions that deviate from the fault-free execution, in their order. Another execution with
  /// the same deviations is this one.
  let deviations: [String]
  /// The names of the chances that could have fallen otherwise.
  let open: [String]
  /// The probability that all chances fall as they did.
  let probability: Double
  /// The states of the nodes where it stopped.
  let nodes: [Subject.NodeState]
  /// The index of the property that is broken there; `nil` if none is.
  let broken: Int?
  /// The index of the first property that should have been satisfied by then, and was not.
  let unsatisfied: Int?
  /// The number of events.
  let events: Int
  /// A Boolean value that indicates whether it was stopped at the event limit.
  let isCut: Bool

  /// Runs an execution until a property is broken or nothing is pending any more.
  ///
  /// - Parameters:
  ///   - system: any system of the test; a copy of it numbers and records its decisions.
  ///   - eventLimit: the largest number of events.
  ///   - world: returns the world that decides, which may ask the recorder for the name of a decision.
  static func run<Base: SteppingWorld<ProtocolSystem<Subject>.Event>>(
    _ system: ProtocolSystem<Subject>, eventLimit: Int, in world: (TraceRecorder) -> Base
  ) -> Execution {
    var system = system
    let recorder = TraceRecorder()
    system.isNumbering = true
    system.auditsEveryRun = true
    system.recorder = recorder
    system.diary?.begin(recording: recorder)
    defer { system.diary?.begin(recording: nil) }
    var world = world(recorder)
    var state = system.start(in: &world)
    var broken = system.firstBroken(in: state, isEnd: false)
    var events = 0
    var isEnd = false
    while broken == nil, events < eventLimit {
      guard let event = world.advance() else {
        isEnd = true
        break
      }
      events += 1
      system.receive(event, state: &state, in: &world)
      broken = system.firstBroken(in: state, isEnd: false)
    }
    if isEnd { broken = system.firstBroken(in: state, isEnd: true) }
    let recorded = recorder.recorded
    return Execution(
      entries: recorded.entries, faults: recorded.faults, errors: recorded.errors,
      deviations: recorded.deviations, open: recorded.open, probability: recorded.probability,
      nodes: state.nodes, broken: broken, unsatisfied: system.firstUnsatisfied(in: state),
      events: events, isCut: broken == nil && !isEnd)
  }

  /// Runs the execution in which nothing but the named decisions deviates.
  static func run(
    _ system: ProtocolSystem<Subject>, eventLimit: Int, deviations: [String]
  ) -> Execution {
    run(system, eventLimit: eventLimit) { NamedWorld(deviations, $0) }
  }

  /// Returns an execution that breaks the same property with fewer deviations: each that can be left out is left
  /// out, one after the other, until none can.
  func shrunk(_ system: ProtocolSystem<Subject>, eventLimit: Int) -> Execution {
    var least = self
    var index = 0
    while index < least.deviations.count {
      var fewer = least.deviations
      fewer.remove(at: index)
      let execution = Execution.run(system, eventLimit: eventLimit, deviations: fewer)
      if execution.broken == broken, execution.deviations.count < least.deviations.count {
        least = execution
        index = 0
      } else {
        index += 1
      }
    }
    return least
  }
}
