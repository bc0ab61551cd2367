/// The cost of a path, which a search minimizes.
///
/// It never falls along a path: faults and events add up, and a product of probabilities only shrinks.
@usableFromInline
protocol PathCost: Comparable {
  /// The cost before the system has started. The start counts as no event.
  static var start: Self { get }
  var faults: Int32 { get }
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

  @inlinable
  static var start: FaultCost { FaultCost(faults: 0, events: -1, improbability: -1) }

  @inlinable
  var probability: Double { -improbability }

  @inlinable
  func after(faults more: Int, probability: Double) -> FaultCost {
    FaultCost(
      faults: faults + Int32(more), events: events + 1,
      improbability: improbability * probability)
  }

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
  @usableFromInline let probability: Double
  @usableFromInline let faults: Int32
  @usableFromInline let events: Int32

  @inlinable
  init(probability: Double, faults: Int32, events: Int32) {
    self.probability = probability
    self.faults = faults
    self.events = events
  }

  @inlinable
  static var start: LikelihoodCost { LikelihoodCost(probability: 1, faults: 0, events: -1) }

  @inlinable
  func after(faults more: Int, probability: Double) -> LikelihoodCost {
    LikelihoodCost(
      probability: self.probability * probability, faults: faults + Int32(more), events: events + 1)
  }

  @inlinable
  static func < (one: LikelihoodCost, other: LikelihoodCost) -> Bool {
    if one.probability != other.probability { return one.probability > other.probability }
    if one.faults != other.faults { return one.faults < other.faults }
    return one.events < other.events
  }
}
