import Simulation

/// Every path of a system with finitely many, one after the other from its start to its end:
/// nothing is merged, nothing put in order, nothing pruned.
struct EveryPath<Subject: System> {
  struct DominantPath {
    var state: Subject.State
    var faults: [ChoicePoint] = []
    var events = 0
    var probability = 1.0
  }

  var paths: [DominantPath] = []

  init(_ system: Subject) {
    var script: [(way: Int, ways: Int)] = []
    repeat {
      var world = ScriptedWorld<Subject.Event>(script: script)
      var path = DominantPath(state: system.start(in: &world))
      while let event = world.next() {
        if !system.isInert(event, in: path.state) { path.events += 1 }
        system.receive(event, state: &path.state, in: &world)
      }
      path.faults = world.happened.filter(system.isFault)
      path.probability = world.probability
      paths.append(path)
      script = world.script
      while let last = script.last, last.way + 1 == last.ways { script.removeLast() }
      if !script.isEmpty { script[script.count - 1].way += 1 }
    } while !script.isEmpty
  }

  /// The path that an adversary should find.
  func smallest(mostFaults: Int?, where isViolation: (Subject.State) -> Bool) -> DominantPath? {
    paths.filter { isViolation($0.state) && $0.faults.count <= mostFaults ?? .max }
      .min {
        ($0.faults.count, $0.events, -$0.probability)
          < ($1.faults.count, $1.events, -$1.probability)
      }
  }
}

/// A world that follows a script, and adds to it the first way of what it does not know.
private struct ScriptedWorld<Event: Hashable & Sendable>: World {
  var script: [(way: Int, ways: Int)]
  var position = 0
  var happened: [ChoicePoint] = []
  var probability = 1.0
  var now = Instant.start
  private var pending: [(instant: Instant, isTimer: Bool, event: Event)] = []

  init(script: [(way: Int, ways: Int)]) { self.script = script }

  mutating func next() -> Event? {
    guard let first = pending.map(\.instant).min() else { return nil }
    now = first
    let place =
      pending.firstIndex { $0.instant == first && !$0.isTimer }
      ?? pending.firstIndex { $0.instant == first }
    return pending.remove(at: place!).event
  }

  private mutating func way(among ways: Int) -> Int {
    if position == script.count { script.append((0, ways)) }
    position += 1
    return script[position - 1].way
  }

  mutating func happens(_ chance: Probability, at choicePoint: ChoicePoint) -> Bool {
    let happens = way(among: 2) == 1
    probability *= happens ? chance.value : 1 - chance.value
    if happens { happened.append(choicePoint) }
    return happens
  }

  mutating func delay(_ latency: Latency, at choicePoint: ChoicePoint) -> Delay {
    guard case .empirical(let values) = latency else { preconditionFailure("finitely many") }
    let way = way(among: values.elements.count)
    probability *= values.probability(at: way)
    return values.elements[way].element
  }

  mutating func schedule(_ event: Event, after delay: Delay) {
    pending.append((now + delay, false, event))
  }

  mutating func scheduleTimer(_ event: Event, after delay: Delay) {
    pending.append((now + delay, true, event))
  }

  mutating func cancel(_ event: Event) {
    pending.removeAll { $0.event == event }
  }

  mutating func reach(_ milestone: Milestone) {}
}
