import Simulation

/// A world in which every possible fault occurs with the same probability, up to a number of faults.
struct RandomWorld<Subject: NodeProtocol>: SteeredWorld {
  typealias Event = ProtocolSystem<Subject>.Event

  var events = SampledWorld<Event>()
  private let system: ProtocolSystem<Subject>
  /// The probability of each fault, in place of its own.
  private let fault: Probability
  /// The largest number of faults; `nil` for any number.
  private let mostFaults: Int?
  /// The number of faults so far.
  private var faults = 0

  init(
    _ system: ProtocolSystem<Subject>, _ trial: UInt64, fault: Probability, mostFaults: Int?
  ) {
    self.system = system
    self.fault = fault
    self.mostFaults = mostFaults
    events.restart(random: KeyedRandom(seed: 0, trial: trial))
  }

  /// Runs the execution until nothing is pending, or until a number of events were handled.
  ///
  /// - Parameter visit: called with the state after every event.
  /// - Returns: the last state, the number of events, and whether nothing is pending any more.
  mutating func run(
    eventLimit: Int, visit: (ProtocolSystem<Subject>.State) -> Void
  ) -> (state: ProtocolSystem<Subject>.State, events: Int, hasEnded: Bool) {
    var state = system.start(in: &self)
    for count in 0..<eventLimit {
      guard let event = advance() else { return (state, count, true) }
      system.receive(event, state: &state, in: &self)
      visit(state)
    }
    return (state, eventLimit, false)
  }

  /// Lets a fault happen with the common probability, until there are enough.
  mutating func happens(_ chance: Probability, at choicePoint: ChoicePoint) -> Bool {
    guard system.isFault(choicePoint), chance != .never, chance != .always else {
      return events.happens(chance, at: choicePoint)
    }
    if let mostFaults, faults == mostFaults { return false }
    let happens = events.happens(fault, at: choicePoint)
    if happens { faults += 1 }
    return happens
  }

  mutating func delay(_ latency: Latency, at choicePoint: ChoicePoint) -> Delay {
    events.delay(latency, at: choicePoint)
  }
}
