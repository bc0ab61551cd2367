/// Some trials next to each other, and when each event of a course would come in each of them.
struct CourseBlock: Sendable {
  /// How many trials a block holds: their instants fit in the nearest cache.
  static var size: Int { 256 }

  private let course: Course
  private let orderedPairs: [(earlier: Int, later: Int)]
  private let seed: UInt64
  private var lucks = [Luck](repeating: Luck(seed: 0, trial: 0), count: CourseBlock.size)
  private var deviations = [Bool](repeating: false, count: CourseBlock.size)
  /// For each moment of the course the nanoseconds in every trial of the block.
  private var instants: [Int64]

  init(_ course: Course, seed: UInt64) {
    self.course = course
    self.seed = seed
    orderedPairs = course.orderedPairs
    instants = [Int64](repeating: 0, count: course.momentCount * CourseBlock.size)
  }

  /// Whether a trial of the block, counted from its first, does anything that the course does not.
  func deviates(_ index: Int) -> Bool { deviations[index] }

  /// When a trial of the block that takes the course reaches a milestone; `nil` if it does not.
  func instant(of milestone: Milestone, in index: Int) -> Instant? {
    guard let moment = course.milestones[milestone.index] else { return nil }
    return Instant(nanoseconds: instants[moment * CourseBlock.size + index])
  }

  /// Finds out which trials take the course, and when they come to its moments.
  ///
  /// - Parameters:
  ///   - first: the first trial of the block.
  ///   - count: how many trials there are, at most `size`.
  mutating func decide(first: UInt64, count: Int) {
    for index in 0..<count {
      lucks[index] = Luck(seed: seed, trial: first + UInt64(index))
      deviations[index] = false
    }
    var moment = 0
    for step in course.steps {
      switch step {
      case .chance(let chance, let site, let happens):
        decide(chance, at: site, happens: happens, count)
      case .event(let parent, let delay):
        moment += 1
        place(moment, after: parent, count) { _ in delay }
      case .drawnEvent(let parent, let draw):
        moment += 1
        place(moment, after: parent, draw, count)
      }
    }
    checkOrder(count)
  }

  private mutating func decide(
    _ chance: Probability, at site: Site, happens: Bool, _ count: Int
  ) {
    for index in 0..<count {
      let deviates = chance.happens(bits: lucks[index].bits(at: site)) != happens
      deviations[index] = deviations[index] || deviates
    }
  }

  private mutating func place(
    _ moment: Int, after parent: Int, _ draw: Course.Draw, _ count: Int
  ) {
    let site = draw.site
    // The commonest distribution is told apart once for the block, not once for each trial.
    if case .exponential(let mean) = draw.latency, draw.cap == .longest,
      draw.floor == .zero
    {
      place(moment, after: parent, count) {
        Latency.exponentialDelay(mean: mean, bits: $0.bits(at: site))
      }
    } else {
      place(moment, after: parent, count) {
        draw.delay(bits: $0.bits(at: site))
      }
    }
  }

  @inline(__always)
  private mutating func place(
    _ moment: Int, after parent: Int, _ count: Int, _ delay: (Luck) -> Delay
  ) {
    let from = parent * CourseBlock.size
    let to = moment * CourseBlock.size
    instants.withUnsafeMutableBufferPointer { instants in
      lucks.withUnsafeBufferPointer { lucks in
        for index in 0..<count {
          let start = Instant(nanoseconds: instants[from + index])
          instants[to + index] = (start + delay(lucks[index])).nanoseconds
        }
      }
    }
  }

  /// The agenda orders events by their instants and, within one, by their scheduling: so must the
  /// instants be in every trial, or it takes another course. One that comes to the end of time is
  /// not for us to decide.
  private mutating func checkOrder(_ count: Int) {
    for (earlier, later) in orderedPairs {
      let tieBreak: Int64 = earlier > later ? 1 : 0
      for index in 0..<count {
        let isInOrder =
          instants[later * CourseBlock.size + index] &- tieBreak
          >= instants[earlier * CourseBlock.size + index]
        deviations[index] = deviations[index] || !isInOrder
      }
    }
    guard let last = course.handled.last else { return }
    for index in 0..<count {
      let isInTime = instants[last * CourseBlock.size + index] < Instant.end.nanoseconds
      deviations[index] = deviations[index] || !isInTime
    }
  }
}
