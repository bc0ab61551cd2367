/// The cost of a path, which a search minimizes.
///
/// It never falls along a path: faults and events add up, and a product of probabilities only shrinks.
///
/// A search with such a cost may settle each node once, when it is taken from the queue: no later
/// path to it is cheaper (Dijkstra, *A Note on Two Problems in Connexion with Graphs*, 1959).
@usableFromInline
protocol PathCost: Comparable {
  /// The cost before the system has started. The start counts as no event.
  static var start: Self { get }
  /// The number of faults on the path.
  var faults: Int32 { get }
  /// The number of events on the path.
  var events: Int32 { get }
  /// The probability of the path.
  var probability: Double { get }
  /// Returns the cost after one event more.
  func after(faults: Int, probability: Double) -> Self
}

/// The cost of a path by its faults, then by its events, then by its improbability.
@usableFromInline
struct FaultCost: PathCost {
  @usableFromInline let faults: Int32
  @usableFromInline let events: Int32
  /// The negative of the probability, so that a smaller value is better.
  @usableFromInline let improbability: Double

  @inlinable
  init(faults: Int32, events: Int32, improbability: Double) {
    self.faults = faults
    self.events = events
    self.improbability = improbability
  }

  /// The cost of the path of no events. The start of a system is not an event, so it counts from
  /// −1.
  @inlinable
  static var start: FaultCost { FaultCost(faults: 0, events: -1, improbability: -1) }

  /// The probability of the path, but for the order of its events.
  @inlinable
  var probability: Double { -improbability }

  /// The cost of the path that is one event longer.
  @inlinable
  func after(faults more: Int, probability: Double) -> FaultCost {
    FaultCost(
      faults: faults + Int32(more), events: events + 1,
      improbability: improbability * probability)
  }

  /// Compares by faults, then by events, then by improbability.
  @inlinable
  static func < (one: FaultCost, other: FaultCost) -> Bool {
    if one.faults != other.faults { return one.faults < other.faults }
    if one.events != other.events { return one.events < other.events }
    return one.improbability < other.improbability
  }
}

/// The cost of a path by its improbability, then by its faults, then by its events.
@usableFromInline
struct LikelihoodCost: PathCost {
  /// The probability of the path.
  @usableFromInline let probability: Double
  @usableFromInline let faults: Int32
  @usableFromInline let events: Int32

  @inlinable
  init(probability: Double, faults: Int32, events: Int32) {
    self.probability = probability
    self.faults = faults
    self.events = events
  }

  /// The cost of the path of no events.
  @inlinable
  static var start: LikelihoodCost { LikelihoodCost(probability: 1, faults: 0, events: -1) }

  /// The cost of the path that is one event longer.
  @inlinable
  func after(faults more: Int, probability: Double) -> LikelihoodCost {
    LikelihoodCost(
      probability: self.probability * probability, faults: faults + Int32(more), events: events + 1)
  }

  /// Compares by improbability, then by faults, then by events.
  @inlinable
  static func < (one: LikelihoodCost, other: LikelihoodCost) -> Bool {
    if one.probability != other.probability { return one.probability > other.probability }
    if one.faults != other.faults { return one.faults < other.faults }
    return one.events < other.events
  }
}
