/// The answer to a request that the server does not serve: it is down, or it fails.
///
/// - A request that comes to a server which is down gets the answer at once. Work that is lost as the
///   server goes down gets it at that instant.
/// - A refused connection was never made. Lost work came over one that was, so under `refused` its
///   connection breaks.
public enum DownAnswer: Hashable, Sendable {
  /// Nothing: the sender waits for its timer.
  case nothing
  /// The connection breaks. The sender learns of it when an answer would have come, if that had not
  /// been lost.
  case reset
  /// No connection is made. The sender learns of it when its request would have arrived, and
  /// `ConnectionFaults.after` later. The news is never lost.
  case refused
  /// The answer of what stands in front of the server. A log shows a 5xx only.
  case status(Status)

  /// A 500, the usual look of a failure.
  public static let answered = DownAnswer.status(.serverError)
  /// Nothing, the look of a crash.
  public static let silent = DownAnswer.nothing

  /// The status, if that is the answer.
  package var status: Status? {
    if case .status(let status) = self { status } else { nil }
  }

  /// The answer to work that has begun.
  var toWorkThatIsLost: DownAnswer { self == .refused ? .reset : self }
}
