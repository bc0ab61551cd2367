import Statistics

/// A measure by which strategies are put in order, the smallest first.
///
/// Its raw value is the word for `--sort` and `--best`.
public struct ComparisonOrder: RawRepresentable, Hashable, Sendable, CaseIterable {
  /// The measure whose value is compared.
  public let measure: Measure

  /// Creates the order with a word; `nil` if no measure has it.
  public init?(rawValue: String) {
    guard let order = ComparisonOrder.allCases.first(where: { $0.rawValue == rawValue }) else {
      return nil
    }
    self = order
  }

  private init(_ measure: Measure) {
    self.measure = measure
  }

  /// The word for it in `--sort`.
  public var rawValue: String { measure.word }

  /// All orders, in the order of the help.
  public static let allCases: [ComparisonOrder] = Measure.orders.map { ComparisonOrder($0) }
  /// By the mean cost.
  public static let cost = ComparisonOrder(.costMean)
  /// By the share that disagrees.
  public static let disagree = ComparisonOrder(.share(.disagree))
  /// By the share that ends unsure.
  public static let unsure = ComparisonOrder(.share(.unsure))
}

extension Comparison {
  /// Returns the same results, the smallest value first. Results with equal values keep their order.
  ///
  /// - Precondition: every result has the measure; only the cost can be missing.
  public func sorted(by order: ComparisonOrder) -> Comparison {
    let values = results.map { result in
      guard let measurement = result[order.measure] else {
        preconditionFailure("strategies are sorted by what they have")
      }
      return measurement.estimate.value
    }
    // The standard library does not promise a stable sort.
    let indices = results.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    return Comparison(model, results: indices.map { results[$0] })
  }
}
