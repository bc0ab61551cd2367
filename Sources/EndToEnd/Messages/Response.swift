/// An answer on its way back.
public struct Response: Hashable, Sendable {
  /// The request that it answers.
  public let request: Request
  public let status: Status
  /// For a successful read: whether the data is there.
  public var isPresent = false
}
