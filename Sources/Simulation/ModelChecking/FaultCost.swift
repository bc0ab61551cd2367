/// What a course of events costs an adversary: the lower the better.
@usableFromInline
struct FaultCost: PathCost {
  @usableFromInline let faults: Int32
  @usableFromInline let events: Int32
  /// Its probability, less than nothing.
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
