/// What a course of events costs whoever looks for one: the lower the better.
///
/// It never falls along a course: faults and events add up, and a product of probabilities only shrinks.
@usableFromInline
protocol PathCost: Comparable {
  /// Before the system has started, which counts as no event.
  static var start: Self { get }
  var faults: Int32 { get }
  var events: Int32 { get }
  /// How probable the course is.
  var probability: Double { get }
  /// The rank after one event more.
  func after(faults: Int, probability: Double) -> Self
}
