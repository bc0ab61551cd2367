/// The nodes of a graph, followed in the order of their discovery.
///
/// Handlers run for a batch of nodes at once, into drafts, on as many threads as there are. Then one thread numbers what they
/// have made, batch by batch in the order of the nodes. So the graph does not depend on the number of threads.
extension StateGraph {
  /// Follows every node to which a path leads that is probable enough.
  @inlinable
  mutating func followAll(of system: borrowing Subject) throws(ExplorationError) {
    var frontier = Frontier<Subject>(limits, recordsDecided: successors.world.recordsDecided)
    defer { takeNotes(of: frontier) }
    var next = 0
    while true {
      try follow(from: &next, &frontier, of: system)
      // A better path, by a node that was followed before, may lead to a node that was put off.
      if !hasPutOff { return }
      findBestPaths()
      var isAnyFollowed = false
      for index in 0..<next where nodeEdges[index].outgoing.first == EdgeRun.putOff {
        if nodeEdges[index].best < limits.leastProbability { continue }
        try follow(index, of: system)
        isAnyFollowed = true
      }
      if !isAnyFollowed { return }
    }
  }

  /// A Boolean value that indicates whether nodes were put off.
  @inlinable
  var hasPutOff: Bool { nodeEdges.contains { $0.outgoing.first == EdgeRun.putOff } }

  /// Follows the nodes from one on, but for those that are put off.
  @inlinable
  mutating func follow(
    from next: inout Int, _ frontier: inout Frontier<Subject>, of system: borrowing Subject
  ) throws(ExplorationError) {
    while true {
      if limits.workers.count > 1,
        frontier.madeCount > 0 || count - next >= Frontier<Subject>.leastForThreads
      {
        try followOnThreads(from: &next, &frontier, of: system)
        continue
      }
      if next >= count { return }
      let work = frontier.filling[0]
      collect(into: &work.batch, from: &next)
      work.fill(of: system)
      try merge(&work.batch)
    }
  }

  /// Collects nodes to follow until a batch is full.
  @inlinable
  func collect(into batch: inout SuccessorBatch<Subject>, from next: inout Int) {
    batch.clear()
    while next < count, !batch.isFull {
      if nodeEdges[next].outgoing.first != EdgeRun.putOff { add(next, to: &batch) }
      next += 1
    }
  }

  @inlinable @inline(__always)
  func add(_ index: Int, to batch: inout SuccessorBatch<Subject>) {
    let node = successors.nodes[index]
    let entry = successors.pendingSets.contents.entries[Int(node.pendingSet)]
    for place in Int(entry.first)..<Int(entry.first) + Int(entry.count) {
      batch.pendingBefore.append(successors.pendingEvent(at: place))
    }
    batch.origins.append(
      .init(
        node: index, state: successors.states.slot(of: node.state),
        pendingEnd: batch.pendingBefore.count, reached: entry.reached))
  }

  /// Adds the edges of the transitions that a batch has made.
  @inlinable
  mutating func merge(_ batch: inout SuccessorBatch<Subject>) throws(ExplorationError) {
    var firstPending = 0
    for index in batch.origins.indices {
      try limits.checkStop(at: followed)
      followed += 1
      let origin = batch.origins[index]
      let node = Int(origin.node)
      successors.cause = 0
      if origin.pendingEnd > firstPending {
        successors.cause = Int(batch.pendingBefore[firstPending].number) + 1
      }
      firstPending = Int(origin.pendingEnd)
      let first = Int32(edges.count)
      nodeEdges[node].outgoing.first = first
      let probability = nodeEdges[node].best
      for _ in 0..<origin.count {
        if successors.world.recordsDecided { chances.append(batch.decided[batch.taken]) }
        try add(successors.takeTransition(from: &batch), reachedWith: probability)
      }
      nodeEdges[node].outgoing.count = Int32(edges.count) - first
    }
    if let problem = batch.problem { throw problem }
  }

  /// Keeps what the worlds of a frontier have noted.
  @inlinable
  mutating func takeNotes(of frontier: borrowing Frontier<Subject>) {
    for work in frontier.filling + frontier.made {
      if work.generator.world.isDiscretised { successors.world.isDiscretised = true }
      let most = work.generator.world.mostValues
      successors.world.mostValues = max(successors.world.mostValues, most)
    }
  }

  /// Follows nodes in a round: one thread numbers what the round before has made, while the others run handlers.
  @inlinable
  mutating func followOnThreads(
    from next: inout Int, _ frontier: inout Frontier<Subject>, of system: borrowing Subject
  ) throws(ExplorationError) {
    var filled = 0
    while next < count, filled < Frontier<Subject>.mostBatches {
      frontier.prepare(filled, limits, recordsDecided: successors.world.recordsDecided)
      collect(into: &frontier.filling[filled].batch, from: &next)
      filled += 1
    }
    try runRound(
      filling: frontier.filling[..<filled], numbering: frontier.made[..<frontier.madeCount],
      of: system)
    swap(&frontier.filling, &frontier.made)
    frontier.madeCount = filled
    frontier.prepare(0, limits, recordsDecided: successors.world.recordsDecided)
  }

  /// Fills batches and numbers others, on all threads.
  @inlinable
  mutating func runRound(
    filling: ArraySlice<Frontier<Subject>.Work>, numbering made: ArraySlice<Frontier<Subject>.Work>,
    of system: borrowing Subject
  ) throws(ExplorationError) {
    let workers = limits.workers
    // One thread alone, that of the first index, uses the graph and the problem.
    nonisolated(unsafe) var problem: ExplorationError?
    // A closure cannot hold what is borrowed.
    let system = copy system
    withUnsafeMutablePointer(to: &self) { pointer in
      nonisolated(unsafe) let graph = pointer
      workers.run(filling.count + 1) { index in
        if index > 0 {
          filling[index - 1].fill(of: system)
          return
        }
        do throws(ExplorationError) {
          for work in made { try graph.pointee.merge(&work.batch) }
        } catch {
          problem = error
        }
      }
    }
    if let problem { throw problem }
  }
}

extension SuccessorGenerator {
  /// Numbers what the next transition of a batch leads to.
  @inlinable @inline(__always)
  mutating func takeTransition(from batch: inout SuccessorBatch<Subject>) -> Transition {
    let draft = batch.drafts[batch.taken]
    numbered.removeAll(keepingCapacity: true)
    var unknown = 0
    let first = batch.taken == 0 ? 0 : Int(batch.drafts[batch.taken - 1].pendingEnd)
    for index in first..<Int(draft.pendingEnd) {
      number(batch.pendingAfter[index], unknown: &unknown)
    }
    let pendingSet = pendingSets.number(of: numbered, reached: draft.reached)
    let state = states.keep(batch.states + batch.taken, hash: draft.hash)
    batch.taken += 1
    let target = nodes.number(of: Node(state: state, pendingSet: pendingSet))
    return Transition(
      target: target.number, isNew: target.isNew, probability: draft.probability, wait: draft.wait,
      rewards: draft.rewards)
  }
}

/// The batches of an exploration, with the worlds that fill them.
@usableFromInline
struct Frontier<Subject: System>: ~Copyable {
  /// A batch, and what fills it on any thread.
  @usableFromInline
  final class Work: @unchecked Sendable {
    @usableFromInline var batch = SuccessorBatch<Subject>()
    @usableFromInline var generator: TransitionGenerator<Subject>

    @inlinable
    init(_ limits: ExplorationLimits, recordsDecided: Bool) {
      generator = TransitionGenerator(
        discretisation: limits.discretisation, lattice: limits.lattice)
      generator.world.recordsDecided = recordsDecided
    }

    @inlinable
    func fill(of system: borrowing Subject) { batch.fill(with: &generator, of: system) }
  }

  /// The batches that are being filled.
  @usableFromInline var filling: [Work]
  /// The batches that are full and wait to be numbered: the first `madeCount`.
  @usableFromInline var made: [Work] = []
  @usableFromInline var madeCount = 0

  /// The number of nodes from which on several threads are worth their start.
  @inlinable
  static var leastForThreads: Int { 1024 }
  /// The most batches of one round.
  @inlinable
  static var mostBatches: Int { 128 }

  @inlinable
  init(_ limits: ExplorationLimits, recordsDecided: Bool) {
    filling = [Work(limits, recordsDecided: recordsDecided)]
  }

  /// Makes sure that there is a batch with an index, which knows the values of latencies that the first one knows.
  @inlinable
  mutating func prepare(_ index: Int, _ limits: ExplorationLimits, recordsDecided: Bool) {
    if index == filling.count {
      filling.append(Work(limits, recordsDecided: recordsDecided))
    }
    let known = filling[0].generator.world.knownValues
    if filling[index].generator.world.knownValues.count < known.count {
      filling[index].generator.world.knownValues = known
    }
  }
}
