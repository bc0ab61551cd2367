/// A set of error statuses, 400 to 599.
///
/// ```swift
/// policy.retriedStatuses = StatusSet.serverErrors.union([.tooManyRequests])
/// ```
public struct StatusSet: Hashable, Sendable {
  /// The statuses 400 to 499, 400 in the lowest bit, and those from 500 to 599.
  private var lower: UInt128 = 0
  private var upper: UInt128 = 0

  /// The statuses that a set may contain.
  public static let codes: ClosedRange<UInt16> = 400...599

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
    switch status.code {
    case 400...499: lower >> UInt128(status.code - 400) & 1 == 1
    case 500...599: upper >> UInt128(status.code - 500) & 1 == 1
    default: false
    }
  }

  /// Adds a status.
  ///
  /// - Precondition: the status is in `codes`.
  public mutating func insert(_ status: Status) {
    precondition(StatusSet.codes.contains(status.code), "only an error status is in a set")
    if status.code < 500 {
      lower |= 1 << UInt128(status.code - 400)
    } else {
      upper |= 1 << UInt128(status.code - 500)
    }
  }

  /// The statuses of both sets.
  public func union(_ other: StatusSet) -> StatusSet {
    var union = self
    union.formUnion(other)
    return union
  }

  /// Adds the statuses of another set.
  public mutating func formUnion(_ other: StatusSet) {
    lower |= other.lower
    upper |= other.upper
  }

  /// Takes away the statuses of another set.
  public mutating func subtract(_ other: StatusSet) {
    lower &= ~other.lower
    upper &= ~other.upper
  }

  /// Returns true if it contains every status of another set.
  public func isSuperset(of other: StatusSet) -> Bool {
    lower & other.lower == other.lower && upper & other.upper == other.upper
  }

  /// A Boolean value that indicates whether it contains none.
  public var isEmpty: Bool { lower == 0 && upper == 0 }
}

extension StatusSet: ExpressibleByArrayLiteral {
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

    public mutating func next() -> Status? {
      if rest.lower != 0 {
        let code = UInt16(rest.lower.trailingZeroBitCount) + 400
        rest.lower &= rest.lower - 1
        return Status(code: code)
      }
      guard rest.upper != 0 else { return nil }
      let code = UInt16(rest.upper.trailingZeroBitCount) + 500
      rest.upper &= rest.upper - 1
      return Status(code: code)
    }
  }
}
