/// An answer on its way back.
public struct Response: Hashable, Sendable {
  /// The request that it answers.
  public internal(set) var request: Request
  public let status: Status
  /// For a successful read: whether the data is there.
  public var isPresent = false
  /// The number of the reservation that it names, or that a read has found; 0 if none.
  public var reservation: UInt32 = 0
}
