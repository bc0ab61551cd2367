/// The transitions from some nodes, as drafts: made on any thread, and numbered afterwards, batch by batch.
@usableFromInline
struct SuccessorBatch<Subject: System>: ~Copyable {
  @usableFromInline typealias State = Subject.State
  @usableFromInline typealias PendingEvent = TransitionGenerator<Subject>.PendingEvent

  /// A node whose transitions are made.
  @usableFromInline
  struct Origin {
    @usableFromInline let node: Int32
    @usableFromInline let state: UnsafeMutablePointer<State>
    /// The index behind the last of its pending events, among those of all origins.
    @usableFromInline let pendingEnd: Int32
    /// The milestones that are reached there, one bit each.
    @usableFromInline let reached: UInt8
    /// The number of its transitions, once they are made.
    @usableFromInline var count: Int32 = 0

    @inlinable
    init(node: Int, state: UnsafeMutablePointer<State>, pendingEnd: Int, reached: UInt8) {
      self.node = Int32(node)
      self.state = state
      self.pendingEnd = Int32(pendingEnd)
      self.reached = reached
    }
  }

  /// A transition without the numbers of what it leads to.
  @usableFromInline
  struct Draft {
    @usableFromInline let probability: Double
    /// The mean of an open draw before the next event, in nanoseconds; 0 without one, `nil` if it has no closed form.
    @usableFromInline let wait: Double?
    @usableFromInline let rewards: Rewards
    /// The hash of the state.
    @usableFromInline let hash: UInt32
    /// The index behind the last of its pending events, among those of all drafts.
    @usableFromInline let pendingEnd: Int32
    /// The milestones that are reached then, one bit each.
    @usableFromInline let reached: UInt8

    @inlinable
    init(
      probability: Double, wait: Double?, rewards: Rewards, hash: UInt32, pendingEnd: Int,
      reached: UInt8
    ) {
      self.probability = probability
      self.wait = wait
      self.rewards = rewards
      self.hash = hash
      self.pendingEnd = Int32(pendingEnd)
      self.reached = reached
    }
  }

  @usableFromInline var origins: [Origin] = []
  /// The pending events of all origins, one after the other.
  @usableFromInline var pendingBefore: [PendingEvent] = []
  @usableFromInline var drafts: [Draft] = []
  /// The pending events of all drafts, one after the other.
  @usableFromInline var pendingAfter: [PendingEvent] = []
  /// The chances that each draft decides, if they are recorded.
  @usableFromInline var decided: [[DecidedChance]] = []
  /// The states of all drafts that were not taken yet.
  @usableFromInline var states: UnsafeMutablePointer<State>
  @usableFromInline var capacity: Int
  /// The number of states that were taken, the first ones.
  @usableFromInline var taken = 0
  /// The reason why there are no transitions behind the last draft; `nil` if there are no more.
  @usableFromInline var problem: ExplorationError?

  /// The number of origins of a full batch: the drafts of so few stay in a near cache.
  @inlinable
  static var size: Int { 32 }

  @inlinable
  init() {
    capacity = 4 * SuccessorBatch.size
    states = .allocate(capacity: capacity)
  }

  @inlinable
  deinit {
    (states + taken).deinitialize(count: drafts.count - taken)
    states.deallocate()
  }

  @inlinable
  var isFull: Bool { origins.count == SuccessorBatch.size }

  /// Forgets everything.
  @inlinable
  mutating func clear() {
    (states + taken).deinitialize(count: drafts.count - taken)
    taken = 0
    origins.removeAll(keepingCapacity: true)
    pendingBefore.removeAll(keepingCapacity: true)
    drafts.removeAll(keepingCapacity: true)
    pendingAfter.removeAll(keepingCapacity: true)
    if !decided.isEmpty { decided.removeAll(keepingCapacity: true) }
    problem = nil
  }

  /// Makes the transitions from all origins, up to the first problem.
  @inlinable
  mutating func fill(
    with generator: inout TransitionGenerator<Subject>, of system: borrowing Subject
  ) {
    var first = 0
    for index in origins.indices {
      generator.pending.removeAll(keepingCapacity: true)
      let end = Int(origins[index].pendingEnd)
      while first < end {
        generator.pending.append(pendingBefore[first])
        first += 1
      }
      generator.begin(at: origins[index].state, reached: origins[index].reached)
      let before = drafts.count
      do throws(ExplorationError) {
        while try add(from: &generator, of: system) {}
      } catch {
        problem = error
      }
      origins[index].count = Int32(drafts.count - before)
      if problem != nil { return }
    }
  }

  /// Adds the next transition.
  @inlinable @inline(__always)
  mutating func add(
    from generator: inout TransitionGenerator<Subject>, of system: borrowing Subject
  ) throws(ExplorationError) -> Bool {
    if drafts.count == capacity { grow() }
    let place = states + drafts.count
    guard try generator.takeNext(of: system, to: place) else { return false }
    do throws(ExplorationError) {
      try generator.complete(place, of: system)
    } catch {
      place.deinitialize(count: 1)
      throw error
    }
    for pending in generator.draft { pendingAfter.append(pending) }
    drafts.append(
      Draft(
        probability: generator.world.probability, wait: generator.wait, rewards: generator.rewards,
        hash: generator.quickHash(of: &place.pointee), pendingEnd: pendingAfter.count,
        reached: generator.reached))
    if generator.world.recordsDecided { decided.append(generator.world.decided) }
    return true
  }

  @usableFromInline
  mutating func grow() {
    let larger = UnsafeMutablePointer<State>.allocate(capacity: 2 * capacity)
    larger.moveInitialize(from: states, count: drafts.count)
    states.deallocate()
    states = larger
    capacity *= 2
  }
}
