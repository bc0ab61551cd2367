import Simulation

/// A world for a trial run of one handler. It decides by a fixed rule and logs every request.
struct AuditWorld<Event: Hashable & Sendable>: World {
  /// One request of a handler.
  enum Request: Hashable {
    /// The question if something happens.
    case happens(ChoicePoint)
    /// The question how long something takes.
    case delay(ChoicePoint)
    /// An event that is scheduled.
    case schedule(Event, Delay)
    /// An event that is cancelled.
    case cancel(Event)
  }

  /// The requests so far, in their order, which must not depend on anything but state and
  /// answers.
  private(set) var requests: [Request] = []
  /// The answers to the node's own questions. Nothing happens to its messages: it does not learn of that.
  private var answers: ArraySlice<Bool>

  /// A world that gives the node these answers, and says no afterwards.
  init(answers: [Bool]) {
    self.answers = answers[...]
  }

  var now: Instant { .start }

  /// Answers a question of the node with the next answer, and lets no fault of the network
  /// happen.
  mutating func happens(_ chance: Probability, at choicePoint: ChoicePoint) -> Bool {
    requests.append(.happens(choicePoint))
    if chance == .never || chance == .always { return chance == .always }
    guard Decision(rawValue: choicePoint.kind)?.isOfNode ?? false else { return false }
    return answers.popFirst() ?? false
  }

  mutating func delay(_ latency: Latency, at choicePoint: ChoicePoint) -> Delay {
    requests.append(.delay(choicePoint))
    return latency.representative
  }

  mutating func schedule(_ event: Event, after delay: Delay) {
    requests.append(.schedule(event, delay))
  }

  mutating func scheduleTimer(_ event: Event, after delay: Delay) {
    requests.append(.schedule(event, delay))
  }

  mutating func cancel(_ event: Event) { requests.append(.cancel(event)) }
  mutating func reach(_ milestone: Milestone) {}
}
