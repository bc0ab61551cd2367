/// The steps of a path in which groups of events went on independently, to put them in the order of their times.
@usableFromInline
struct PathScript {
  /// The handling of one event, by the numbers of events in ``EventTimes``.
  @usableFromInline
  struct Step {
    let event: Int
    let scheduled: [Int]
    let canceled: [Int]
    /// The numbers of decisions, faults and draws.
    let decisions: Int
    let faults: Int
    let draws: Int
  }

  @usableFromInline var steps: [Step] = []

  @usableFromInline
  init() {}

  /// Returns the path with its steps in the order of their times.
  ///
  /// - Parameters:
  ///   - path: the path in the order of the steps.
  ///   - solution: the times of its events.
  ///   - isTimer: for each event whether it comes after the others of its instant.
  func ordered<State>(
    _ path: RecordedPath<State>, _ solution: EventTimes.Solution, isTimer: [Bool]
  ) -> RecordedPath<State> {
    var stepOf = [Int?](repeating: nil, count: solution.times.count)
    for (index, step) in steps.enumerated() { stepOf[step.event] = index }
    let decisions = slices(path.tape.decisions) { $0.decisions }
    let faults = slices(path.faults) { $0.faults }
    let delays = slices(solution.delays) { $0.draws }
    var ordered = path
    (ordered.tape.decisions, ordered.faults) = ([], [])
    var (drawn, ranks): ([Delay], [Int]) = ([], [])
    /// In the order of scheduling.
    var pending: [Int] = []
    var next = 0
    while true {
      ordered.tape.decisions += decisions[next]
      ordered.faults += faults[next]
      drawn += delays[next]
      pending.removeAll { steps[next].canceled.contains($0) }
      pending += steps[next].scheduled
      func comes(_ one: Int, before other: Int) -> Bool {
        if solution.times[one] != solution.times[other] {
          return solution.times[one] < solution.times[other]
        }
        if isTimer[one] != isTimer[other] { return isTimer[other] }
        return stepOf[one] ?? .max < stepOf[other] ?? .max
      }
      guard let first = pending.min(by: { comes($0, before: $1) }), let step = stepOf[first]
      else { break }
      ranks.append(
        pending.prefix { $0 != first }.count { solution.times[$0] == solution.times[first] })
      pending.removeAll { $0 == first }
      next = step
    }
    (ordered.delays, ordered.ranks, ordered.events) = (drawn, ranks, ranks.count)
    ordered.isReordered = true
    return ordered
  }

  /// Returns the part of a list that belongs to each step.
  private func slices<Element>(_ list: [Element], _ count: (Step) -> Int) -> [ArraySlice<Element>] {
    var rest = list[...]
    return steps.map { step in
      defer { rest = rest.dropFirst(count(step)) }
      return rest.prefix(count(step))
    }
  }
}
