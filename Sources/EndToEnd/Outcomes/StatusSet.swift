/// A set of error statuses, 400 to 599.
///
/// ```swift
/// policy.retriedStatuses = StatusSet.serverErrors.union([.tooManyRequests])
/// ```
public struct StatusSet: Hashable, Sendable {
  /// A bit for each status, 400 in the lowest bit of the first word.
  private var words = SIMD4<UInt64>()

  /// The statuses that a set may contain.
  public static let codes: ClosedRange<UInt16> = 400...599

  /// Creates a value with the default of every property.
  public init() {}

  /// The set of some statuses.
  ///
  /// - Precondition: each is in `codes`.
  public init(_ statuses: some Sequence<Status>) {
    for status in statuses { insert(status) }
  }

  /// 400 to 499.
  public static let clientErrors = StatusSet((400...499).map(Status.init))
  /// 500 to 599.
  public static let serverErrors = StatusSet((500...599).map(Status.init))
  /// 400 to 599.
  public static let all = clientErrors.union(serverErrors)

  /// Returns true if a status is one of them.
  public func contains(_ status: Status) -> Bool {
    guard StatusSet.codes.contains(status.code) else { return false }
    let bit = Int(status.code - 400)
    return words[bit / 64] >> UInt64(bit % 64) & 1 == 1
  }

  /// Adds a status.
  ///
  /// - Precondition: the status is in `codes`.
  public mutating func insert(_ status: Status) {
    precondition(StatusSet.codes.contains(status.code), "only an error status is in a set")
    let bit = Int(status.code - 400)
    words[bit / 64] |= 1 << UInt64(bit % 64)
  }

  /// The statuses of both sets.
  public func union(_ other: StatusSet) -> StatusSet {
    var union = self
    union.formUnion(other)
    return union
  }

  /// Adds the statuses of another set.
  public mutating func formUnion(_ other: StatusSet) {
    words |= other.words
  }

  /// Takes away the statuses of another set.
  public mutating func subtract(_ other: StatusSet) {
    words &= ~other.words
  }

  /// Returns true if it contains every status of another set.
  public func isSuperset(of other: StatusSet) -> Bool {
    words & other.words == other.words
  }

  /// A Boolean value that indicates whether it contains none.
  public var isEmpty: Bool { words == SIMD4() }
}

extension StatusSet: ExpressibleByArrayLiteral {
  /// Creates a value from its parts.
  public init(arrayLiteral statuses: Status...) {
    self.init(statuses)
  }
}

extension StatusSet: Sequence {
  /// Visits the statuses from the lowest to the highest.
  public func makeIterator() -> Iterator { Iterator(rest: self) }

  /// The statuses that are still to come.
  public struct Iterator: IteratorProtocol {
    fileprivate var rest: StatusSet

    /// Returns the next status; `nil` at the end.
    public mutating func next() -> Status? {
      for index in 0..<4 where rest.words[index] != 0 {
        let bit = 64 * index + rest.words[index].trailingZeroBitCount
        rest.words[index] &= rest.words[index] - 1
        return Status(code: UInt16(bit) + 400)
      }
      return nil
    }
  }
}
