/// What a course of events costs whoever looks for the likeliest; of equals, the one with fewer faults,
/// then fewer events.
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
