/// How most trials of a system end, and how to tell which ones do.
struct DominantPathSearch<State: Hashable & Sendable>: Hashable, Sendable {
  let course: DominantPath
  /// The state at the end of that course.
  let state: State

  /// The events after which a rehearsal gives up: a long course is seldom the usual one.
  private static var longest: Int { 64 }

  /// Runs a system the way that is likelier at each chance.
  ///
  /// - Parameter eventLimit: the most events that a trial may handle.
  /// - Returns: `nil` if fewer than half of all trials can be expected to go that way, if it is long,
  ///   or if what happens depends on more than chances and the order of events.
  init?<Subject: HasDominantPath>(of system: Subject, eventLimit: UInt64)
  where Subject.State == State {
    guard let first = DominantPathSearch(system, step: 1),
      let second = DominantPathSearch(system, step: 2),
      first == second, first.course.probability >= 0.5, first.course.handled.count <= eventLimit
    else { return nil }
    self = first
  }

  private init?<Subject: HasDominantPath>(_ system: Subject, step: Int64)
  where Subject.State == State {
    var world = PathRecordingWorld<Subject.Event>(step: step)
    var state = system.start(in: &world)
    while let event = world.advance() {
      if world.course.handled.count > DominantPathSearch.longest
        || world.course.momentCount > DominantPathSearch.longest
      {
        return nil
      }
      system.receive(event, state: &state, in: &world)
    }
    self.course = world.course
    self.state = state
  }
}
