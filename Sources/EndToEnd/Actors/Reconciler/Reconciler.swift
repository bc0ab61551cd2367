import Simulation

/// A job that compares the client's records with the server's data, and repairs what it can see.
///
/// The client writes down of every operation what it believes, under an id that its requests carry and
/// that the server stores with each copy, whether or not anything else reads it. By that id a pass
/// finds what belongs together: one copy or several, or none. A person who starts again makes a new
/// operation with a new id, which no pass connects with the old one.
///
/// - The first pass comes within one interval after the client's decision, at any moment of it alike;
///   each further one an interval later, until there were `passes`. Requests that arrive after the
///   last one may still do harm, and that is counted.
/// - A phantom or a false rejection is repaired by telling the client that its data is stored.
/// - What is lost is stored again, under the operation's key if there is one, unless the client's
///   next edit has taken its place. A reservation is confirmed again, expired or not.
/// - Of a duplicate all surplus copies are voided.
///
/// The job itself does not fail but by not seeing, and what it leaves, no failover takes away. An
/// outcome says what is left after all passes; its time, its log entries and its attempts are those of
/// the client. A copy that was stored again counts as late.
public struct Reconciler: Hashable, Sendable {
  /// The time from one pass to the next; longer than zero.
  public var every = Delay.seconds(60 * 60)
  /// The number of passes that look at an operation; at least 1.
  public var passes: UInt32 = 1
  /// The chance, for every pass by itself, that it sees what is wrong with an operation: it does not if
  /// a record is late, cut off, or does not match.
  public var sees = Probability.always
  /// A Boolean value that indicates whether the client is told of stored data that it does not know
  /// of or takes for rejected.
  public var repairsPhantoms = true
  /// A Boolean value that indicates whether what was acknowledged and is not there is stored again.
  public var repairsLost = true
  /// A Boolean value that indicates whether surplus copies are voided.
  public var repairsDuplicates = true

  /// Creates a value with the default of every property.
  public init() {}
}
