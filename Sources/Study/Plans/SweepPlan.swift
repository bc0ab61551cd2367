import EndToEnd

/// A comparison to be repeated at many points, at which one or two values of the model differ.
///
/// ```swift
/// let sweep = try SweepPlan(parameters: ["network.request.loss"], points: points, order: .disagree).run().sweep
/// ```
public struct SweepPlan: Sendable {
  /// The paths of the values that are varied: one or two.
  public let parameters: [String]
  /// The points; at least one, all of them with the same strategies. Those with the same first value follow each
  /// other.
  public let points: [Point]
  /// The order whose first strategy is the best one.
  public let order: ComparisonOrder
  /// Called with the result of each point.
  public var onPoint: (@Sendable (ComparisonPlan.Result) -> Void)?

  /// One set of values, and the plan of the comparison there.
  public struct Point: Sendable {
    /// One for each parameter.
    public let values: [SweepValue]
    /// The plan.
    public let plan: ComparisonPlan

    /// Creates a value from its parts.
    public init(values: [SweepValue], plan: ComparisonPlan) {
      self.values = values
      self.plan = plan
    }
  }

  /// - Precondition: at least one point.
  public init(parameters: [String], points: [Point], order: ComparisonOrder) {
    precondition(!points.isEmpty, "a sweep has points")
    self.parameters = parameters
    self.points = points
    self.order = order
  }

  /// The result of a plan.
  public struct Result: Sendable {
    /// The comparisons at the points that were finished.
    public let sweep: Sweep
    /// A Boolean value that indicates whether these are all points.
    public let isComplete: Bool
  }

  /// Makes the comparisons, one point after the other.
  ///
  /// - Parameter interruption: ends the work early when it is raised. A point that it cuts short is left out: it
  ///   would say less than its neighbors, and seem to say as much.
  /// - Throws: the first error of a point, or that no point was finished.
  public func run(until interruption: Interruption = Interruption()) throws(StudyError) -> Result {
    var finished: [Sweep.Point] = []
    for point in points {
      let result: ComparisonPlan.Result
      do throws(StudyError) {
        result = try point.plan.run(until: interruption)
      } catch {
        if error.isStop, !finished.isEmpty { break }
        throw error
      }
      onPoint?(result)
      if !result.isComplete { break }
      if result.comparison.results.contains(where: { $0[order.measure] == nil }) {
        throw .unknownOrder(order)
      }
      finished.append(Sweep.Point(values: point.values, comparison: result.comparison))
    }
    if finished.isEmpty { throw .interrupted }
    return Result(
      sweep: Sweep(parameters: parameters, points: finished, order: order),
      isComplete: finished.count == points.count)
  }
}
