/// What most trials of a system do, written down once: which way each chance goes, which event follows
/// from which after how long, and in which order they come.
///
/// A trial whose own draws lead to the same decisions and the same order takes this course, and ends
/// as it ends: nothing has to be simulated. Whether it does is found out for a block of trials at a
/// time, step by step, so that the processor can work on many draws at once.
struct DominantPath: Hashable, Sendable {
  /// What the rehearsal saw, in that order.
  var steps: [Step] = []
  /// How many moments there are: the start, which is moment 0, and one for each event scheduled.
  var momentCount = 1
  /// The moments of the events in the order in which they were handled, after the start.
  var handled: [Int] = []
  /// The moment at which each milestone was reached.
  var milestones = [Int?](repeating: nil, count: Milestone.count)

  enum Step: Hashable, Sendable {
    /// A chance that went one way and could have gone the other.
    case chance(Probability, at: ChoicePoint, happens: Bool)
    /// An event a fixed delay after a moment.
    case event(after: Int, delay: Delay)
    /// An event after a delay that is drawn.
    case drawnEvent(after: Int, Draw)
  }

  /// A delay that depends on luck.
  struct Draw: Hashable, Sendable {
    let latency: Latency
    let floor: Delay
    let cap: Delay
    let site: ChoicePoint

    /// The delay that 64 uniformly distributed bits stand for.
    func delay(bits: UInt64) -> Delay { max(min(latency.delay(bits: bits), cap), floor) }
  }

  /// The probability that all of the chances go the way of the course.
  var probability: Double {
    var product = 1.0
    for case .chance(let chance, _, let happens) in steps {
      product *= happens ? chance.value : 1 - chance.value
    }
    return product
  }

  /// The pairs of events whose order their delays must show: consecutive ones, unless the second
  /// follows from the first.
  var orderedPairs: [(earlier: Int, later: Int)] {
    var parents = [Int?](repeating: nil, count: momentCount)
    var moment = 0
    for step in steps {
      switch step {
      case .chance: continue
      case .event(let parent, _), .drawnEvent(let parent, _):
        moment += 1
        parents[moment] = parent
      }
    }
    return zip(handled, handled.dropFirst()).filter { parents[$1] != $0 }
      .map { (earlier: $0, later: $1) }
  }
}
