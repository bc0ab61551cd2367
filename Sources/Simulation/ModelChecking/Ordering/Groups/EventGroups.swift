/// The events of a system in groups whose handlers do not depend on each other: those of each node, for example.
///
/// Handlers of different groups have no state in common and learn of each other by events only, so their events may be
/// handled in either order with the same result. A search then follows one order of those that differ in nothing else
/// (partial-order reduction):
///
/// - An event need not wait for an earlier one of another group that cannot cause anything before it: each group has
///   a time of its own (Bengtsson, Jonsson, Lilius, Yi, *Partial Order Reductions for Timed Systems*, 1998).
/// - Groups that nothing can reach before their own next event go first, and the others wait: a persistent set (Godefroid,
///   *Partial-Order Methods for the Verification of Concurrent Systems*, 1996).
///
/// Both keep every order of the events of one group, each state of it, and every ending. A condition on the states of
/// several groups is kept only if these are one group.
@usableFromInline
package struct EventGroups<Subject: System>: Sendable {
  /// The number of groups.
  @usableFromInline package let count: Int
  /// Returns the group of an event, from 0.
  @usableFromInline let group: @Sendable (Subject.Event) -> Int
  /// Returns true if handlers may depend on those of other groups in a state, given the faults that may still happen.
  @usableFromInline
  let areDependent: @Sendable (_ state: Subject.State, _ faultsLeft: Int) -> Bool
  /// The shortest time, in nanoseconds, in which an event of one group can cause one of the other: at
  /// `row * count + column`, the same in both directions.
  @usableFromInline let distances: [Int64]

  /// Creates groups of sites.
  ///
  /// - Parameters:
  ///   - sites: the number of sites.
  ///   - joined: sites that are one group.
  ///   - latency: the shortest time from an event at one site to one that it causes at another; `nil` if it causes none.
  ///     Sites without a time between them are one group.
  ///   - site: returns the site of an event, from 0.
  ///   - areDependent: returns true if sites may depend on each other in a state.
  package init(
    sites: Int, joined: [Int], latency: (_ from: Int, _ to: Int) -> Delay?,
    site: @escaping @Sendable (Subject.Event) -> Int,
    areDependent: @escaping @Sendable (_ state: Subject.State, _ faultsLeft: Int) -> Bool
  ) {
    var between = [Int64](repeating: Zone.unbounded, count: sites * sites)
    for from in 0..<sites {
      between[from * sites + from] = 0
      for to in 0..<sites where to != from {
        guard let delay = latency(from, to) else { continue }
        for entry in [from * sites + to, to * sites + from] {
          between[entry] = min(between[entry], delay.nanoseconds)
        }
      }
    }
    for site in joined.dropFirst() {
      between[site * sites + joined[0]] = 0
      between[joined[0] * sites + site] = 0
    }
    // All shortest paths (Floyd, Warshall).
    for middle in 0..<sites {
      for from in 0..<sites {
        for to in 0..<sites {
          let path = Zone.sum(between[from * sites + middle], between[middle * sites + to])
          between[from * sites + to] = min(between[from * sites + to], path)
        }
      }
    }
    var firsts: [Int] = []
    var groups: [Int] = []
    for site in 0..<sites {
      if let group = firsts.firstIndex(where: { between[$0 * sites + site] == 0 }) {
        groups.append(group)
      } else {
        groups.append(firsts.count)
        firsts.append(site)
      }
    }
    count = firsts.count
    var distances: [Int64] = []
    for from in firsts { for to in firsts { distances.append(between[from * sites + to]) } }
    self.distances = distances
    let groupOfSite = groups
    group = { groupOfSite[site($0)] }
    self.areDependent = areDependent
  }
}
