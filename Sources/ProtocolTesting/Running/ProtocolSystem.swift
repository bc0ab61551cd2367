import Simulation

/// A protocol over its network, as a system that every interpreter can run.
struct ProtocolSystem<Subject: NodeProtocol>: System {
  enum Event: Hashable, Sendable {
    /// The start of a node. It is never pending.
    case starts(at: UInt8)
    case arrives(Subject.Message, sender: UInt8, receiver: UInt8)
    case fires(Subject.Timer, at: UInt8)
  }

  struct State: Hashable, Sendable {
    /// The state of each node, in the order of the names.
    var nodes: [Subject.NodeState]
    /// The properties that must always hold and did not, one bit each.
    var broken: UInt64 = 0
    /// The properties that must hold eventually and did once, one bit each.
    var satisfied: UInt64 = 0
    var ordinals = Ordinals()
  }

  var subject: Subject
  let names: [Subject.Name]
  let transport: @Sendable (Subject.Name, Subject.Name) -> Transport
  let properties: [Property<Subject>]
  let branches = Array(Subject.Branch.allCases)
  var coverage: Coverage
  let watch: HandlerWatch
  /// A Boolean value that indicates whether every run of a handler is audited, and not only some.
  var auditsEveryRun = false
  /// A Boolean value that indicates whether equal decisions are numbered. Trials need the numbers, as keys of
  /// their draws. A search must not have them, or equal states would behave differently.
  var isNumbering = false
  /// Records an execution; `nil` while nothing is recorded.
  var recorder: TraceRecorder?

  init(_ test: ProtocolTest<Subject>, coverage: Coverage = Coverage()) {
    subject = test.subject
    names = test.subject.names
    transport = test.transport
    properties = test.properties
    self.coverage = coverage
    watch = test.watch
  }

  /// The states of all nodes, for a property.
  func view(of state: State) -> NodeStates<Subject> {
    NodeStates(names: names, states: state.nodes)
  }

  func start(in world: inout some World<Event>) -> State {
    var state = State(nodes: names.map { subject.initialState(of: $0) })
    for index in names.indices {
      run(.starts(at: UInt8(truncatingIfNeeded: index)), at: index, &state, in: &world)
    }
    return state
  }

  func receive(_ event: Event, state: inout State, in world: inout some World<Event>) {
    if isNumbering { state.ordinals.noteEvent(at: world.now) }
    switch event {
    case .starts: break
    case .arrives(let message, let sender, let receiver):
      recorder?.note(
        .arrives(ValueText.of(message), from: Int(sender), to: Int(receiver)), at: world.now)
      run(event, at: Int(receiver), &state, in: &world)
    case .fires(let timer, let index):
      recorder?.note(.fires(ValueText.of(timer), at: Int(index)), at: world.now)
      run(event, at: Int(index), &state, in: &world)
    }
  }

  /// Runs the handler of an event at one node, then evaluates the properties.
  private func run<Base: World<Event>>(
    _ event: Event, at index: Int, _ state: inout State, in world: inout Base
  ) {
    if watch.hasStopped { return }
    let audited = watch.auditedRun() ?? (auditsEveryRun ? .max : nil)
    if let audited { audit(event, at: index, state, run: audited) }
    let before = recorder.map { (node: state.nodes[index], length: $0.length) }
    withUnsafeMutablePointer(to: &world) { world in
      var context = ProtocolContext(self, node: index, ordinals: state.ordinals, base: world)
      handle(event, &state.nodes[index], &context)
      state.ordinals = context.ordinals
      if let recorder, let before {
        recorder.note(
          changes: StateChange.changes(from: before.node, to: state.nodes[index]), of: index,
          after: before.length, at: world.pointee.now)
      }
    }
    evaluateProperties(&state, isAudited: audited != nil)
  }

  /// Calls the handler of an event.
  func handle(
    _ event: Event, _ node: inout Subject.NodeState, _ context: inout some Context<Subject>
  ) {
    switch event {
    case .starts(let index):
      subject.started(names[Int(index)], state: &node, in: &context)
    case .arrives(let message, let sender, let receiver):
      subject.received(
        message, from: names[Int(sender)], at: names[Int(receiver)], state: &node, in: &context)
    case .fires(let timer, let index):
      subject.timerFired(timer, at: names[Int(index)], state: &node, in: &context)
    }
  }

  private func evaluateProperties(_ state: inout State, isAudited: Bool) {
    for (number, property) in properties.enumerated() {
      let bit: UInt64 = 1 << UInt64(number)
      switch property.time {
      case .always:
        if state.broken & bit != 0 { continue }
        let isTrue = property.isTrue(of: view(of: state), recorder)
        if !isTrue { state.broken |= bit }
        if isAudited { audit(property, isTrue, of: state.nodes) }
      case .eventually:
        if state.satisfied & bit != 0 { continue }
        let isTrue = property.isTrue(of: view(of: state), recorder)
        if isTrue { state.satisfied |= bit }
        if isAudited { audit(property, isTrue, of: state.nodes) }
      case .atTheEnd: break
      }
    }
  }

  /// The index of the first property that is broken.
  ///
  /// - Parameter isEnd: true if nothing is pending any more, so that all properties are due.
  func firstBroken(in state: State, isEnd: Bool) -> Int? {
    properties.indices.first { number in
      let isDue = isEnd || properties[number].time == .always
      return isDue && isBroken(number, atEnd: state)
    }
  }

  /// The index of the first property that must be satisfied eventually and was not.
  func firstUnsatisfied(in state: State) -> Int? {
    properties.indices.first { properties[$0].time == .eventually && isBroken($0, atEnd: state) }
  }

  /// Returns true if a property is broken in a state in which nothing is pending any more.
  func isBroken(_ number: Int, atEnd state: State) -> Bool {
    let bit: UInt64 = 1 << UInt64(number)
    switch properties[number].time {
    case .always: return state.broken & bit != 0
    case .eventually: return state.satisfied & bit == 0
    case .atTheEnd:
      let isTrue = properties[number].isTrue(of: view(of: state), recorder)
      if auditsEveryRun || watch.auditsEnding() {
        audit(properties[number], isTrue, of: state.nodes)
      }
      return !isTrue
    }
  }

  func isFault(_ choicePoint: ChoicePoint) -> Bool {
    Decision(rawValue: choicePoint.kind)?.isFault ?? false
  }
}
