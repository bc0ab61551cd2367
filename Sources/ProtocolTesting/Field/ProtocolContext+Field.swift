import Simulation

/// The faults of the field, decided after the handler of a node, and recorded operations.
extension ProtocolContext {
  /// Notes that an operation begins, for the check of linearizability.
  mutating func invoke(_ call: Subject.Specification.Call) {
    let index = UInt8(node)
    field?.linearization?.invoke(call, at: index)
    system.reads?.note(node)
    system.recorder?.note(.tells("\(ValueText.of(call)) begins", at: node), at: base.pointee.now)
  }

  /// Notes that the operation ends. A response without an operation is a misuse.
  mutating func respond(_ answer: Subject.Specification.Answer) {
    let index = UInt8(node)
    if field?.linearization?.isWaiting(index) == false {
      return reportMisuse(
        "\(ValueText.of(system.names[node])) responds \(ValueText.of(answer)), and no operation of it has begun. "
          + "Call 'invoke' when one begins")
    }
    field?.linearization?.respond(answer, at: index)
    system.reads?.note(node)
    system.recorder?.note(
      .tells("the operation ends: \(ValueText.of(answer))", at: node), at: base.pointee.now)
  }

  /// Decides the speed of the node's clock, before the node starts.
  mutating func decideClock() {
    guard let skew = system.field?.skews[node] else { return }
    for (index, rate) in skew.rates.enumerated() {
      let name = nodeName
      let point = fieldPoint(.skews, UInt16(index))
      if happens(
        skew.chance, at: point, label: { "clock of \(name) = \(rate)" },
        words: { "the clock of \(name) goes at \(rate) of the right speed" })
      {
        let node = node
        field?.clocks[node] = UInt8(index + 1)
        return
      }
    }
  }

  /// Decides whether the node crashes and whether the network splits, after an event of the node.
  mutating func decideFieldFaults(_ state: inout Subject.NodeState) {
    guard let faults = system.field else { return }
    let name = nodeName
    if let crash = faults.crashes[node], field?.isDown[node] == false {
      let point = fieldPoint(.crashes)
      if happens(
        crash.chance, at: point, label: { "crash of \(name) #\(point.attempt)" },
        words: {
          "\(name) crashes after its \(Ordinal.text(point.attempt)) event, and is down for "
            + ValueText.of(crash.downFor)
        })
      {
        crashNow(&state, crash.downFor)
      }
    }
    for (index, cut) in faults.cuts.enumerated() where field?.cut == 0 {
      let point = fieldPoint(.splits, UInt16(index))
      if happens(
        cut.chance, at: point, label: { "partition \(index + 1) #\(point.attempt) after \(name)" },
        words: {
          "the network splits for \(ValueText.of(cut.healsAfter)): "
            + cut.side.map { ValueText.of($0) }.joined(separator: ", ") + " | the others"
        })
      {
        field?.cut = UInt8(index + 1)
        base.pointee.schedule(.heals, after: cut.healsAfter)
      }
    }
  }

  /// Crashes the node: its timers are gone, its handler says what of its state survives, and it
  /// restarts after a time.
  private mutating func crashNow(_ state: inout Subject.NodeState, _ downFor: Delay) {
    let node = node
    field?.isDown[node] = true
    // The order does not matter: each is canceled.
    for timer in field?.timers[node] ?? [] {
      base.pointee.cancel(.fires(timer, at: UInt8(node)))
    }
    field?.timers[node] = []
    system.subject.crashed(system.names[node], state: &state)
    base.pointee.schedule(.restarts(at: UInt8(node)), after: downFor)
  }

  /// The choice point of a fault of the field.
  private mutating func fieldPoint(_ decision: Decision, _ index: UInt16 = 0) -> ChoicePoint {
    let key = 1 << 62 | UInt64(decision.rawValue) << 40 | UInt64(index) << 16 | UInt64(node)
    return ChoicePoint(
      actor: UInt8(node), kind: decision.rawValue, attempt: number(key), hop: index)
  }
}
