/// Runs trial after trial like ``Sampler``, with the same results, and is faster where most trials go
/// the same way.
///
/// It rehearses that way once, the `DominantPath`. For a block of trials at a time it then draws what the
/// course draws, and a trial whose chances go the same way and whose events come in the same order
/// ends in the same state: a handler sees nothing but its state, the event and the answers of its
/// world, and those are the same, one after the other, by induction over the events. Every other
/// trial is left to the sampler. Without a usual way, all of them are.
public struct BlockSampler<Subject: HasDominantPath> {
  /// The sampler of the trials that go their own way.
  public var sampler: Sampler<Subject>
  private let rehearsal: DominantPathSearch<Subject.State>?
  private var block: PathBlock?

  public init(_ system: Subject, seed: UInt64, eventLimit: UInt64 = 1_000_000) {
    sampler = Sampler(system, seed: seed, eventLimit: eventLimit)
    rehearsal = DominantPathSearch(of: system, eventLimit: eventLimit)
    block = rehearsal.map { PathBlock($0.course, seed: seed) }
  }

  /// The most trials that can be looked at together.
  public static var blockSize: Int { PathBlock.size }

  /// The state in which the trials end that take the usual way; `nil` if there is no such way.
  public var usualState: Subject.State? { rehearsal?.state }

  /// Looks at some trials together: what follows is about them.
  ///
  /// - Parameter trials: at most `blockSize`.
  public mutating func look(at trials: Range<UInt64>) {
    precondition(trials.count <= BlockSampler.blockSize, "a block holds `blockSize` trials")
    block?.decide(first: trials.lowerBound, count: trials.count)
  }

  /// When those of the trials that take the usual way reach a milestone, in their order.
  ///
  /// - Returns: `nil` if the usual way does not reach it or if there is none.
  public func usualTimes(of milestone: Milestone) -> [Delay]? { block?.times(of: milestone) }

  /// The places of the trials that go their own way, in the range looked at; rising. Without a usual
  /// way that is not known, and it is `nil`.
  public var otherPlaces: [Int]? { block?.deviants }
}
