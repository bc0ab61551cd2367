/// A world whose chances are those of a tape, and whose delays are given.
public struct OrderedWorld<Event: Hashable & Sendable>: SteeredWorld {
  private var decisions: BranchingWorld<Event>
  private var delays: ArraySlice<Delay>
  public var events = SampledWorld<Event>()

  public init<State>(_ course: TimedPath<State>) {
    decisions = BranchingWorld(discretisation: nil)
    decisions.tape = course.tape
    delays = course.delays[...]
  }

  public mutating func happens(_ chance: Probability, at site: ChoicePoint) -> Bool {
    let happens = decisions.happens(chance, at: site)
    precondition(decisions.unexpected == nil, "a course is taken by the system that recorded it")
    return happens
  }

  public mutating func delay(_ latency: Latency, at site: ChoicePoint) -> Delay {
    let range = latency.range
    if range.low == range.high { return range.low }
    // What comes after the end of the course changes nothing.
    return delays.popFirst() ?? range.low
  }

  public mutating func delay(
    _ latency: Latency, atLeast floor: Delay, atMost cap: Delay, at site: ChoicePoint
  ) -> Delay {
    // The given one is cut already; one that is constant is not.
    max(min(delay(latency, at: site), cap), floor)
  }
}
