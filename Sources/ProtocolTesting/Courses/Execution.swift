import Simulation

/// A course of events that was taken once more, with all that is known of it.
struct Execution<Subject: Participants>: Sendable {
  let entries: [TraceRecorder.Entry]
  /// What went wrong, in words, in the order in which it did.
  let faults: [String]
  /// What properties said that could not be asked.
  let errors: [String]
  /// What did not go the plainest way, in the order in which it was decided: another course in which the same
  /// goes so is this one.
  let deviations: [String]
  /// The chances that could have fallen otherwise.
  let open: [String]
  /// How probable it is that all chances fall so.
  let probability: Double
  /// The participants where it stopped.
  let subject: Subject
  /// The number of the property that is broken there, if one is.
  let broken: Int?
  /// The number of the first property that should have come true by then, and has not.
  let missing: Int?
  /// How many events it has.
  let events: Int
  /// Whether it was stopped because it has more events than allowed.
  let isCut: Bool

  /// Takes a course until a property is broken or nothing is under way any more.
  ///
  /// - Parameters:
  ///   - system: any system of the test; it is made to number its decisions and to write them down.
  ///   - eventLimit: the most events.
  ///   - world: gives the world that decides, which may ask the diary what it is asked for.
  init<Base: SteppingWorld<ProtocolSystem<Subject>.Event>>(
    _ system: ProtocolSystem<Subject>, eventLimit: Int, in world: (TraceRecorder) -> Base
  ) {
    var system = system
    let diary = TraceRecorder()
    system.isNumbering = true
    system.diary = diary
    var world = world(diary)
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
    let written = diary.written
    entries = written.entries
    faults = written.faults
    errors = written.errors
    deviations = written.deviations
    open = written.open
    probability = written.probability
    subject = state.subject
    self.broken = broken
    missing = system.firstMissing(in: state)
    self.events = events
    isCut = broken == nil && !isEnd
  }

  /// The course in which nothing but what is named deviates.
  init(_ system: ProtocolSystem<Subject>, eventLimit: Int, deviations: [String]) {
    self.init(system, eventLimit: eventLimit) { NamedWorld(deviations, $0) }
  }

  /// A course that breaks the same property with less: whatever can be left out is left out, one after the
  /// other, until nothing can.
  func shrunk(_ system: ProtocolSystem<Subject>, eventLimit: Int) -> Execution {
    var least = self
    var index = 0
    while index < least.deviations.count {
      var fewer = least.deviations
      fewer.remove(at: index)
      let course = Execution(system, eventLimit: eventLimit, deviations: fewer)
      if course.broken == broken, course.deviations.count < least.deviations.count {
        least = course
        index = 0
      } else {
        index += 1
      }
    }
    return least
  }
}
