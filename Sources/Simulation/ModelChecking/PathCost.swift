/// The cost of a path, which a search minimizes.
///
/// It never falls along a path: faults and events add up, and a product of probabilities only shrinks.
///
/// A search with such a cost may settle each node once, when it is taken from the queue: no later
/// path to it is cheaper (Dijkstra, *A Note on Two Problems in Connexion with Graphs*, 1959).
@usableFromInline
struct PathCost: Equatable {
  /// The number of faults on the path.
  @usableFromInline let faults: Int32
  /// The number of events on the path.
  @usableFromInline let events: Int32
  /// The probability of the path, but for the order of its events.
  @usableFromInline let probability: Double

  @inlinable
  init(faults: Int32, events: Int32, probability: Double) {
    self.faults = faults
    self.events = events
    self.probability = probability
  }

  /// The cost of the path of no events. The start of a system is not an event, so it counts from
  /// −1.
  @inlinable
  static var start: PathCost { PathCost(faults: 0, events: -1, probability: 1) }

  /// The cost of the path that is one event longer.
  @inlinable
  func after(faults more: Int, probability: Double) -> PathCost {
    PathCost(
      faults: faults + Int32(more), events: events + 1,
      probability: self.probability * probability)
  }
}

/// An order of paths, the cheapest one first.
@usableFromInline
enum PathOrder {
  /// By the number of faults, then by that of events, then by the probability, the greatest first.
  case fewestFaults
  /// By the probability, the greatest first, then by the number of faults, then by that of events.
  case likeliest

  /// Returns true if a path comes before another one.
  @inlinable
  func comes(_ one: PathCost, before other: PathCost) -> Bool {
    if self == .likeliest, one.probability != other.probability {
      return one.probability > other.probability
    }
    if one.faults != other.faults { return one.faults < other.faults }
    if one.events != other.events { return one.events < other.events }
    return one.probability > other.probability
  }
}
