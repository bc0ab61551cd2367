/// The path of most trials of a system: the outcome of each chance, the cause and the delay of each event, and the order
/// of the events.
///
/// A trial whose own draws lead to the same decisions and the same order takes this path and ends in the same state, so
/// it need not be simulated. A block of trials is checked step by step, so that the processor works on many draws at
/// once.
struct DominantPath: Hashable, Sendable {
  /// The steps of the recorded path, in their order.
  var steps: [Step] = []
  /// The number of moments: the start, which is moment 0, and one for each scheduled event.
  var momentCount = 1
  /// The moments of the events in the order in which they were handled, after the start.
  var handled: [Int] = []
  /// For each moment, whether it is that of a timer.
  var areTimers = [false]
  /// The moment at which each milestone was reached.
  var milestones = [Int?](repeating: nil, count: Milestone.count)

  enum Step: Hashable, Sendable {
    /// A chance that was open, with its outcome.
    case chance(Probability, at: ChoicePoint, happens: Bool)
    /// An event a fixed delay after a moment.
    case event(after: Int, delay: Delay)
    /// An event after a delay that is drawn.
    case drawnEvent(after: Int, Draw)
  }

  /// A delay that is drawn.
  struct Draw: Hashable, Sendable {
    let latency: Latency
    let floor: Delay
    let cap: Delay
    /// The choice point, which keys the random word.
    let choicePoint: ChoicePoint

    /// Returns the delay for 64 uniformly distributed bits.
    func delay(bits: UInt64) -> Delay { max(min(latency.delay(bits: bits), cap), floor) }
  }

  /// The probability that all chances fall as on the path, between 0 and 1.
  var probability: Double {
    var product = 1.0
    for case .chance(let chance, _, let happens) in steps {
      product *= happens ? chance.value : 1 - chance.value
    }
    return product
  }

  /// Returns true if the first of two events of one instant comes first by its rank or its scheduling.
  func precedes(_ one: Int, _ other: Int) -> Bool {
    areTimers[one] == areTimers[other] ? one < other : areTimers[other]
  }

  /// The pairs of events whose order their delays must show: consecutive ones, unless the second
  /// follows from the first.
  ///
  /// A timer comes after the other events of its instant, but an event that follows from it at once does not. So what is
  /// pending then is compared with the timer itself.
  var orderedPairs: [(earlier: Int, later: Int)] {
    var parents = [Int?](repeating: nil, count: momentCount)
    var moment = 0
    for step in steps {
      switch step {
      case .chance: continue
      case .event(let parent, _), .drawnEvent(let parent, _):
        moment += 1
        parents[moment] = parent
      }
    }
    var pairs: [(earlier: Int, later: Int)] = []
    for (place, (earlier, later)) in zip(handled, handled.dropFirst()).enumerated() {
      if parents[later] != earlier {
        pairs.append((earlier, later))
      } else if areTimers[earlier], !areTimers[later] {
        let past = [0] + handled[..<place]
        for other in handled[(place + 1)...] where past.contains(parents[other] ?? 0) {
          pairs.append((earlier, other))
        }
      }
    }
    return pairs
  }
}

/// A dominant path with the state at its end.
struct DominantExecution<State: Hashable & Sendable>: Hashable, Sendable {
  let path: DominantPath
  /// The state at the end of the path.
  let state: State

  /// The number of events after which a search gives up: few trials share a long path.
  private static var longest: Int { 64 }

  /// Returns the execution of a system that most trials take.
  ///
  /// - Parameter eventLimit: the largest number of events of a trial.
  /// - Returns: `nil` if fewer than half of all trials are expected on the path, if it is long, or if it depends on more
  ///   than chances and the order of events.
  static func search<Subject: HasDominantPath>(
    _ system: Subject, eventLimit: UInt64
  ) -> DominantExecution? where Subject.State == State {
    guard let first = record(system, step: 1), let second = record(system, step: 2),
      first == second, first.path.probability >= 0.5, first.path.handled.count <= eventLimit
    else { return nil }
    return first
  }

  /// Runs a system with the likelier outcome of each chance, and returns the record.
  private static func record<Subject: HasDominantPath>(
    _ system: Subject, step: Int64
  ) -> DominantExecution? where Subject.State == State {
    var world = PathRecordingWorld<Subject.Event>(step: step)
    var state = system.start(in: &world)
    while let event = world.advance() {
      if world.path.handled.count > longest
        || world.path.momentCount > longest
      {
        return nil
      }
      system.receive(event, state: &state, in: &world)
    }
    return DominantExecution(path: world.path, state: state)
  }
}

/// A system whose dominant path can represent many trials.
///
/// The conformance is a promise: the handlers decide by the answers to `happens` and by the order of events, not by the
/// length of a delay nor by `now`. They pass a drawn delay to `schedule` unchanged (a floor and a cap are parts of the
/// draw). They may keep it, or draw again from a distribution made of it: the search for the path detects that, and every
/// trial is then simulated.
public protocol HasDominantPath: System {}
