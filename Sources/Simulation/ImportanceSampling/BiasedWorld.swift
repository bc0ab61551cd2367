/// The world of a trial whose faults are more probable than the model says: it draws like
/// ``SampledWorld``, and knows how much more probable each bias of a mixture makes the path so far.
///
/// Only faults are biased, never another choice, and never a delay: a delay has no "wrong" value to lean
/// towards, and its density would enter every weight.
public struct BiasedWorld<Subject: System>: World {
  /// The events of the rules that run.
  public typealias Event = Subject.Event

  /// Knows which chances are faults.
  @usableFromInline let system: Subject
  /// The biases.
  public var mixture: ProposalMixture
  /// The time, the random bits and the pending events.
  public var base = SampledWorld<Event>()
  /// The choice points whose faults are biased.
  @usableFromInline var focus: Focus
  /// The bias of the mixture from which the path is drawn.
  @usableFromInline var component = 0
  /// The ratios of the probability of the path so far under each bias to that under the model
  /// itself.
  @usableFromInline var ratios = SIMD8<Double>(repeating: 1)
  /// The number of faults on the path so far.
  @usableFromInline var faults: UInt32 = 0
  /// A Boolean value that indicates whether the chances of faults on the path are recorded.
  public var recordsFaults = false
  /// Those faults, in their order.
  public private(set) var visits: [FaultVisit] = []

  /// The choice points whose faults are biased.
  public struct Focus: Hashable, Sendable {
    /// The bits of the operation of a choice point that tell whether it is in focus.
    @usableFromInline let mask: UInt32
    /// Their value where it is.
    @usableFromInline let number: UInt32

    /// The choice points of a focus, by mask and number.
    @inlinable
    init(mask: UInt32, number: UInt32) {
      self.mask = mask
      self.number = number
    }

    /// The focus that holds everywhere.
    @inlinable public static var all: Focus { Focus(mask: 0, number: 0) }

    /// Those of one number in the low bits of a choice point's operation.
    @inlinable
    public static func operation(_ number: UInt32, bits: UInt32) -> Focus {
      Focus(mask: 1 << bits - 1, number: number)
    }
  }

  /// Creates a value from its parts.
  @inlinable
  public init(_ system: Subject, _ mixture: ProposalMixture) {
    self.system = system
    self.mixture = mixture
    focus = .all
  }

  /// Returns to the start of time, with other random bits, for a path drawn from a bias.
  @inlinable
  public mutating func restart(random: KeyedRandom, component: Int) {
    base.restart(random: random)
    begin(component)
  }

  /// Continues from another world, with other random bits, and biases the faults of the focus from here.
  @inlinable
  public mutating func goOn(
    from world: SampledWorld<Event>, random: KeyedRandom, component: Int, focus: Focus
  ) {
    base = world
    base.random = random
    self.focus = focus
    begin(component)
  }

  /// Begins a path that is drawn from one bias. Its weight is computed against all of them.
  @inlinable
  mutating func begin(_ component: Int) {
    precondition(component < mixture.count, "a path is drawn from a bias of the mixture")
    self.component = component
    ratios = SIMD8(repeating: 1)
    faults = 0
    if recordsFaults { forgetVisits() }
  }

  /// Forgets the chances that the path before has met.
  @usableFromInline
  mutating func forgetVisits() { visits.removeAll(keepingCapacity: true) }

  /// Notes a chance that the path has met.
  @usableFromInline
  mutating func note(_ visit: FaultVisit) { visits.append(visit) }

  /// The weight of the path so far; at most one over the share of trials without a bias.
  @inlinable
  public var weight: Double { mixture.weight(ratios) }

  /// The present instant.
  @inlinable public var now: Instant { base.now }

  /// Removes the next event and moves the clock to it.
  @inlinable
  public mutating func advance() -> Event? { base.advance() }

  /// Decides a chance at a choice point.
  @inlinable
  public mutating func happens(_ chance: Probability, at choicePoint: ChoicePoint) -> Bool {
    let bits = base.random.bits(at: choicePoint)
    guard chance.value > 0, chance.value < 1, choicePoint.operation & focus.mask == focus.number,
      system.isFault(choicePoint)
    else { return chance.happens(bits: bits) }
    let key = FaultKey(
      word: choicePoint.word, operation: choicePoint.operation & ~focus.mask,
      faultsBefore: min(faults, FaultKey.mostFaults))
    let biased = mixture.probabilities(at: key, own: chance.value)
    let happened = Probability(unchecked: biased[component]).happens(bits: bits)
    if happened {
      faults &+= 1
      ratios *= biased / chance.value
    } else {
      ratios *= (1 - biased) / (1 - chance.value)
    }
    if recordsFaults { note(FaultVisit(key: key, probability: chance.value, happened: happened)) }
    return happened
  }

  /// Draws a delay at a choice point.
  @inlinable
  public mutating func delay(_ latency: Latency, at choicePoint: ChoicePoint) -> Delay {
    base.delay(latency, at: choicePoint)
  }

  /// Schedules an event after a delay.
  @inlinable
  public mutating func schedule(_ event: Event, after delay: Delay) {
    base.schedule(event, after: delay)
  }

  /// Schedules a timer, which comes after the other events of its instant.
  @inlinable
  public mutating func scheduleTimer(_ event: Event, after delay: Delay) {
    base.scheduleTimer(event, after: delay)
  }

  /// Removes a pending event.
  @inlinable
  public mutating func cancel(_ event: Event) { base.cancel(event) }

  /// Marks a milestone.
  @inlinable
  public mutating func reach(_ milestone: Milestone) { base.reach(milestone) }
}
