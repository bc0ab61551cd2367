/// The choice among the groups of pending events, where groups go on independently.
extension OrderExpander {
  /// Chooses the groups whose events come now: those that nothing else can reach before their own next event, and as few
  /// events as possible.
  @inlinable
  mutating func choose(_ groups: EventGroups<Subject>, at node: Int?) {
    takesOthers = false
    hasInstantEffect = false
    pendingGroups.removeAll(keepingCapacity: true)
    guard let node else { return }
    if nodes[node].isGrouped == nil {
      nodes[node].isGrouped = !groups.areDependent(states[originState], mostFaults)
    }
    if nodes[node].isGrouped == false { return }
    readGroups(groups)
    findThreats(groups)
    chosen = smallestClosure()
  }

  /// Returns those groups that nothing else can reach before their own next event which have the fewest events.
  @inlinable
  func smallestClosure() -> UInt64 {
    var smallest: UInt64 = 0
    var fewest = Int.max
    for first in pendingGroups.indices {
      if pendingGroups.prefix(first).contains(pendingGroups[first]) { continue }
      let together = closure(of: pendingGroups[first])
      var count = 0
      for group in pendingGroups where together >> UInt64(group) & 1 == 1 { count += 1 }
      if count < fewest { (fewest, smallest) = (count, together) }
    }
    return smallest
  }

  /// Finds the group of each pending event.
  @inlinable
  mutating func readGroups(_ groups: EventGroups<Subject>) {
    for event in pending {
      while groupOfEvent.count <= Int(event.event) {
        groupOfEvent.append(Int32(groups.group(events[groupOfEvent.count])))
      }
      pendingGroups.append(Int(groupOfEvent[Int(event.event)]))
    }
  }

  /// Finds, for each group, those whose pending events may cause something in it that comes before its own.
  @inlinable
  mutating func findThreats(_ groups: EventGroups<Subject>) {
    threats.removeAll(keepingCapacity: true)
    for _ in 0..<groups.count { threats.append(0) }
    for cause in pending.indices {
      let other = pendingGroups[cause]
      for group in 0..<groups.count where group != other && threats[group] >> UInt64(other) & 1 == 0
      {
        let distance = groups.distances[group &* groups.count &+ other]
        var isFirst = false
        for event in pending.indices where pendingGroups[event] == group {
          if distance >= Zone.unbounded || originZone[event, cause] < distance {
            isFirst = true
            break
          }
        }
        if !isFirst { threats[group] |= 1 << UInt64(other) }
      }
    }
  }

  /// Returns a group with those that may reach it, those that may reach them, and so on.
  @inlinable
  func closure(of group: Int) -> UInt64 {
    var together: UInt64 = 1 << UInt64(group)
    var open = together
    while open != 0 {
      let next = open.trailingZeroBitCount
      open &= open - 1
      let more = threats[next] & ~together
      together |= more
      open |= more
    }
    return together
  }

  /// Makes the draft the origin, with all its groups, and no more faults.
  mutating func goOn() {
    let made = states.draft
    originState = states.keepDraft(hash: quickHash(of: &made.pointee))
    (pending, originZone) = (draft, draftZone)
    turnToAll()
  }

  /// Prepares for the first transition from the origin by any group, without faults.
  mutating func turnToAll() {
    restart(mostFaults: 0)
    takesOthers = false
    skipsTwins = false
    if pendingGroups.isEmpty { return }
    pendingGroups = []
    if let groups { readGroups(groups) }
    chosen = .max
  }
}
