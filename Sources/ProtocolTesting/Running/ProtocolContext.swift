import Simulation

/// The context of a node whose handler runs, on top of the world of an interpreter.
struct ProtocolContext<Subject: NodeProtocol, Base: World<ProtocolSystem<Subject>.Event>>:
  Context
{
  /// A pointer, since a copy of the system would be a copy of everything that it knows.
  private let place: UnsafePointer<ProtocolSystem<Subject>>
  /// The index of the node.
  let node: Int
  /// The part of the state that is in no node.
  var field: FieldState<Subject>?
  private(set) var ordinals: Ordinals
  /// A Boolean value that indicates whether the answers to the node's own questions are logged.
  var logsAnswers = false
  /// The answers to the node's own questions, in their order, if they are logged.
  private(set) var answers: [Bool] = []
  /// A pointer, since a copy of the world would be a copy of everything that is pending.
  let base: UnsafeMutablePointer<Base>

  init(
    _ system: UnsafePointer<ProtocolSystem<Subject>>, node: Int, ordinals: Ordinals,
    base: UnsafeMutablePointer<Base>
  ) {
    place = system
    self.node = node
    self.ordinals = ordinals
    self.base = base
  }

  var system: ProtocolSystem<Subject> { _read { yield place.pointee } }

  mutating func send(_ message: Subject.Message, to receiver: Subject.Name) {
    guard let receiverIndex = receiverIndex(receiver, of: message) else { return }
    if let faults = system.field, let field, faults.isCut(from: node, to: receiverIndex, field) {
      system.recorder?.note(
        .sends(ValueText.of(message), from: node, to: receiverIndex, arrival: nil),
        at: base.pointee.now)
      return
    }
    let transport = system.transport(system.names[node], receiver)
    var choicePoint = ChoicePoint(
      actor: UInt8(node), kind: 0, attempt: number(UInt64(node) << 8 | UInt64(receiverIndex)),
      hop: UInt16(receiverIndex))
    let name = system.recorder.map { _ in
      MessageName(
        ValueText.of(message), from: nodeName, to: ValueText.of(receiver),
        number: choicePoint.attempt)
    }
    func isSo(_ chance: Probability, _ decision: Decision, _ context: inout ProtocolContext) -> Bool
    {
      choicePoint.kind = decision.rawValue
      return context.happens(chance, at: choicePoint) {
        name?.label(decision)
      } words: {
        name?.words(decision)
      }
    }
    if isSo(transport.link.loss, .isLost, &self) {
      system.recorder?.note(
        .sends(ValueText.of(message), from: node, to: receiverIndex, arrival: nil),
        at: base.pointee.now)
      return
    }
    let copies = isSo(transport.duplication, .isDuplicated, &self) ? 2 : 1
    for copy in 1...copies {
      let isDelayed = isSo(
        transport.delayed, copy == 1 ? .isDelayed : .isCopyDelayed, &self)
      let decision: Decision =
        isDelayed
        ? (copy == 1 ? .delayedLatency : .copyDelayedLatency)
        : (copy == 1 ? .latency : .copyLatency)
      choicePoint.kind = decision.rawValue
      let delay = delay(
        isDelayed ? transport.delayedLatency : transport.link.latency, at: choicePoint
      ) { name?.label(decision) }
      system.recorder?.note(
        .sends(
          ValueText.of(message), from: node, to: receiverIndex, arrival: base.pointee.now + delay),
        at: base.pointee.now)
      base.pointee.schedule(
        .arrives(message, sender: UInt8(node), receiver: UInt8(receiverIndex)), after: delay)
    }
  }

  /// The index of the receiver of a message; `nil`, and an error, if it cannot get one from this node.
  private func receiverIndex(_ receiver: Subject.Name, of message: Subject.Message) -> Int? {
    guard let index = system.names.firstIndex(of: receiver) else {
      reportMisuse(
        "\(ValueText.of(system.names[node])) sends \(ValueText.of(message)) to "
          + "\(ValueText.of(receiver)), which is not one of the protocol's 'names'")
      return nil
    }
    if index != node { return index }
    reportMisuse(
      "\(ValueText.of(receiver)) sends \(ValueText.of(message)) to itself. A node needs no network for that: "
        + "call the code directly, or set a timer after no time at all")
    return nil
  }

  func reportMisuse(_ what: String) { system.watch.report(.misuse(what)) }

  mutating func set(_ timer: Subject.Timer, after delay: Delay) {
    if let impossibility = delay.impossibility {
      return reportImpossible(timer, impossibility)
    }
    schedule(timer, after: measured(delay))
  }

  mutating func set(_ timer: Subject.Timer, after delays: ClosedRange<Delay>) {
    let range = Latency.uniform(from: delays.lowerBound, to: delays.upperBound)
    if let impossibility = range.impossibility { return reportImpossible(timer, impossibility) }
    let choicePoint = ChoicePoint(
      actor: UInt8(node), kind: Decision.timer.rawValue, attempt: number(1 << 61 | UInt64(node)))
    let node = nodeName
    let delay = delay(
      .uniform(from: measured(delays.lowerBound), to: measured(delays.upperBound)),
      at: choicePoint
    ) { "\(node) timer \(ValueText.of(timer)) #\(choicePoint.attempt)" }
    schedule(timer, after: delay)
  }

  /// The time that the node's clock takes for a delay.
  private func measured(_ delay: Delay) -> Delay {
    guard let faults = system.field, let field else { return delay }
    return faults.delay(delay, at: node, field)
  }

  private mutating func schedule(_ timer: Subject.Timer, after delay: Delay) {
    cancel(timer)
    let node = node
    if field?.timers.isEmpty == false { field?.timers[node].insert(timer) }
    base.pointee.schedule(.fires(timer, at: UInt8(node)), after: delay)
  }

  private func reportImpossible(_ timer: Subject.Timer, _ impossibility: String) {
    reportMisuse(
      "\(ValueText.of(system.names[node])) sets the timer \(ValueText.of(timer)) after a time that cannot be: "
        + "\(impossibility). Take a delay from 0 to 100 years")
  }

  mutating func cancel(_ timer: Subject.Timer) {
    let node = node
    if field?.timers.isEmpty == false { field?.timers[node].remove(timer) }
    base.pointee.cancel(.fires(timer, at: UInt8(node)))
  }

  mutating func fails(_ fault: StaticString, probability: Double) -> Bool {
    guard let chance = Probability(probability) else {
      reportMisuse("the probability of '\(fault)' must be between 0 and 1, not \(probability)")
      return false
    }
    let choicePoint = choicePoint(.fails, fault)
    let node = nodeName
    return happens(chance, at: choicePoint) {
      "\(node) \(fault) #\(choicePoint.attempt)"
    } words: {
      "\(node) \(fault)"
        + (choicePoint.attempt > 1 ? " (at its \(Ordinal.text(choicePoint.attempt)) chance)" : "")
    }
  }

  mutating func choose<Value>(_ what: StaticString, among values: [Value]) -> Value {
    if values.isEmpty || values.count > 1 << 16 {
      reportMisuse(
        "\(ValueText.of(system.names[node])) chooses '\(what)' among \(values.count) values. A choice needs 1 to "
          + "65,536: do not ask where there is none")
      precondition(!values.isEmpty, "a choice needs a value")
      return values[0]
    }
    var choicePoint = choicePoint(.chooses, what)
    let node = nodeName
    // The last value with 1 / n, else the one before it with 1 / (n - 1), and so on: all are equally likely.
    for index in stride(from: values.count - 1, to: 0, by: -1) {
      choicePoint.hop = UInt16(truncatingIfNeeded: index)
      let chance = Probability(1 / Double(index + 1)) ?? .never
      if happens(
        chance, at: choicePoint,
        label: { "\(node) \(what) #\(choicePoint.attempt) = \(index)" },
        words: { "\(node): \(what) is \(ValueText.of(values[index]))" })
      {
        return values[index]
      }
    }
    return values[0]
  }

  mutating func cover(_ branch: Subject.Branch) {
    guard let index = system.branches.firstIndex(of: branch), index < 64 else {
      return reportMisuse("'\(branch)' must be one of the first 64 of all branches")
    }
    system.coverage.note(index)
    system.recorder?.note(.covers("\(branch)", at: node), at: base.pointee.now)
  }

  /// The choice point of a named decision of the node.
  private mutating func choicePoint(_ decision: Decision, _ name: StaticString) -> ChoicePoint {
    // FNV-1a (Fowler, Noll, Vo), 32 bits.
    var hash: UInt32 = 2_166_136_261
    name.withUTF8Buffer { for byte in $0 { hash = (hash ^ UInt32(byte)) &* 16_777_619 } }
    return ChoicePoint(
      actor: UInt8(node), kind: decision.rawValue,
      attempt: number(1 << 63 | UInt64(node) << 32 | UInt64(hash)), operation: hash)
  }

  /// The name of the node while something is recorded, else nothing: reflection takes longer than most handlers.
  var nodeName: String {
    system.recorder == nil ? "" : ValueText.of(system.names[node])
  }

  mutating func number(_ key: UInt64) -> UInt32 {
    system.isNumbering ? ordinals.next(key) : 0
  }

  /// Decides a chance, and records it if it happens.
  mutating func happens(
    _ chance: Probability, at choicePoint: ChoicePoint, label: () -> String?, words: () -> String?
  ) -> Bool {
    guard let recorder = system.recorder else {
      let happens = base.pointee.happens(chance, at: choicePoint)
      log(chance, happens, at: choicePoint)
      return happens
    }
    recorder.begin(decision: label() ?? "")
    let happens = base.pointee.happens(chance, at: choicePoint)
    log(chance, happens, at: choicePoint)
    recorder.decide(chance, happens)
    if happens, chance != .always {
      let words = words() ?? ""
      recorder.note(deviation: label() ?? "")
      if system.isFault(choicePoint) { recorder.note(fault: words) }
      // The chart draws a lost message as an arrow that ends early.
      if choicePoint.kind != Decision.isLost.rawValue {
        let isOwn = Decision(rawValue: choicePoint.kind)?.isOwn ?? false
        recorder.note(.decides(words, at: node, isOwn: isOwn), at: base.pointee.now)
      }
    }
    return happens
  }

  /// Notes an answer to a question of the node, if there is a choice.
  private mutating func log(_ chance: Probability, _ happens: Bool, at choicePoint: ChoicePoint) {
    if !logsAnswers, system.diary == nil { return }
    if chance == .never || chance == .always { return }
    guard Decision(rawValue: choicePoint.kind)?.isOfNode ?? false else { return }
    if logsAnswers { answers.append(happens) }
    system.diary?.note(answer: happens)
  }

  /// Decides a latency, and records it if it is not the representative one.
  private mutating func delay(
    _ latency: Latency, at choicePoint: ChoicePoint, label: () -> String?
  ) -> Delay {
    guard let recorder = system.recorder else {
      return base.pointee.delay(latency, at: choicePoint)
    }
    let label = label() ?? ""
    recorder.begin(decision: label)
    let delay = base.pointee.delay(latency, at: choicePoint)
    if delay != latency.representative { recorder.note(deviation: DelayLabel.text(label, delay)) }
    return delay
  }
}
