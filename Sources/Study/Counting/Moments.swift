/// The exact sums of some whole numbers and of their squares.
public struct Moments: Hashable, Sendable {
  /// The sum of the numbers.
  public private(set) var sum: UInt128 = 0
  /// The sum of the squares of the numbers.
  public private(set) var sumOfSquares: UInt128 = 0

  /// Creates a value with the default of every property.
  public init() {}

  /// Creates moments from their sums.
  init(sum: UInt128, sumOfSquares: UInt128) {
    self.sum = sum
    self.sumOfSquares = sumOfSquares
  }

  /// - Parameters:
  ///   - value: below 2³², so that 2⁶⁴ of them can be added.
  ///   - count: the number of times that it is added.
  mutating func add(_ value: UInt64, count: UInt64 = 1) {
    sum &+= UInt128(value) &* UInt128(count)
    sumOfSquares &+= UInt128(value &* value) &* UInt128(count)
  }

  /// Adds the sums of other numbers; exact in any order.
  mutating func merge(_ other: Moments) {
    sum &+= other.sum
    sumOfSquares &+= other.sumOfSquares
  }
}
