import Simulation

/// The world as one intention among many sees it: its events and its draws bear its number.
struct OperationWorld<Base: World<Fleet.Event>>: World {
  /// The world of all operations. A copy of it would be a copy of everything that is pending.
  let base: UnsafeMutablePointer<Base>
  let name: Fleet.Name
  private var scheduled: UInt32 = 0
  private var hasDecided = false

  init(_ base: UnsafeMutablePointer<Base>, _ name: Fleet.Name) {
    self.base = base
    self.name = name
  }

  /// The number of scheduled events that keep the intention alive, and whether the client decided,
  /// or its person.
  ///
  /// Never inlined: what a handler changes here, it changes through the pointer of another world. Where
  /// all is inlined, the optimiser (redundant load elimination of Swift 6.3, in Embedded Swift) does not
  /// see that, and takes the numbers from before for those from after.
  @inline(never)
  mutating func told() -> (scheduled: UInt32, hasDecided: Bool) { (scheduled, hasDecided) }

  var now: Instant { base.pointee.now }

  private func named(_ point: ChoicePoint) -> ChoicePoint {
    var point = point
    point.operation = point.operation << Fleet.numberBits | name.number
    return point
  }

  mutating func happens(_ chance: Probability, at point: ChoicePoint) -> Bool {
    base.pointee.happens(chance, at: named(point))
  }

  mutating func delay(_ latency: Latency, at point: ChoicePoint) -> Delay {
    base.pointee.delay(latency, at: named(point))
  }

  mutating func delay(
    _ latency: Latency, atLeast floor: Delay, atMost cap: Delay, at point: ChoicePoint
  ) -> Delay {
    base.pointee.delay(latency, atLeast: floor, atMost: cap, at: named(point))
  }

  mutating func schedule(_ event: Intention.Event, after delay: Delay) {
    base.pointee.schedule(counted(event), after: delay)
  }

  mutating func scheduleTimer(_ event: Intention.Event, after delay: Delay) {
    base.pointee.scheduleTimer(counted(event), after: delay)
  }

  /// Counts an event that is about to be scheduled, and returns it with the name of the operation.
  private mutating func counted(_ event: Intention.Event) -> Fleet.Event {
    switch event {
    case .operation(let submission, let event):
      if event.keepsOperationAlive { scheduled += 1 }
      return .operation(name.with(submission: submission), event)
    case .presses(let submission):
      scheduled += 1
      return .presses(name.with(submission: submission))
    case .pressesImpatiently(let submission):
      scheduled += 1
      return .pressesImpatiently(name.with(submission: submission))
    case .closesPage(let submission):
      scheduled += 1
      return .closesPage(name.with(submission: submission))
    }
  }

  mutating func cancel(_ event: Intention.Event) {
    preconditionFailure("an operation among many takes nothing back: its events are counted")
  }

  mutating func reach(_ milestone: Milestone) {
    if milestone == .decision { hasDecided = true }
  }
}

extension Scenario.Event {
  /// A Boolean value that indicates whether it may change how the operation ends when nothing else
  /// is under way.
  ///
  /// A key that expires changes nothing for an operation of which no request will ask for it.
  var keepsOperationAlive: Bool {
    if case .keyExpires = self { false } else { true }
  }
}
