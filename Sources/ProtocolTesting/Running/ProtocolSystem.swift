import Simulation

/// A protocol over its network, as a system that every interpreter can run.
struct ProtocolSystem<Subject: NodeProtocol>: System {
  /// The events of the network and of the nodes.
  enum Event: Hashable, Sendable {
    /// The start of a node. It is never pending.
    case starts(at: UInt8)
    case arrives(Subject.Message, sender: UInt8, receiver: UInt8)
    case fires(Subject.Timer, at: UInt8)
    /// A node that has crashed is back.
    case restarts(at: UInt8)
    /// The partition of the network is over.
    case heals

    /// The index of the node that handles it.
    var index: Int {
      switch self {
      case .starts(let index), .arrives(_, _, let index), .fires(_, let index),
        .restarts(let index):
        Int(index)
      case .heals: 0
      }
    }
  }

  struct State: Hashable, Sendable {
    /// The state of each node, in the order of the names.
    var nodes: [Subject.NodeState]
    /// The properties that must always hold and did not, and those that wait for their goal, one bit each.
    var broken: UInt64 = 0
    /// The properties that must hold eventually and did once, one bit each.
    var satisfied: UInt64 = 0
    var ordinals = Ordinals()
    /// The part of the state that is in no node; `nil` for a test that needs none.
    var field: FieldState<Subject>?
    /// A Boolean value that indicates whether the run of the handler was reached at which the search ends.
    var hasTrapped = false
  }

  var subject: Subject
  let names: [Subject.Name]
  let transport: @Sendable (Subject.Name, Subject.Name) -> Transport
  let properties: [Property<Subject>]
  /// The time of each property.
  private let times: [PropertyTime]
  /// The faults of the field; `nil` for a test without them.
  let field: Field<Subject>?
  private let hasField: Bool
  let branches = Array(Subject.Branch.allCases)
  var coverage: Coverage
  let watch: HandlerWatch
  var diary: TrapDiary<Subject>?
  /// The run of a handler at which a search ends; `nil` for a usual one.
  let trap: TrapDiary<Subject>.Run?
  private let hasTrap: Bool
  /// A Boolean value that indicates whether every run of a handler is audited, and not only some.
  var auditsEveryRun = false
  /// A Boolean value that indicates whether equal decisions are numbered. Trials need the numbers, as keys of
  /// their draws. A search must not have them, or equal states would behave differently.
  var isNumbering = false
  /// Records an execution; `nil` while nothing is recorded.
  var recorder: TraceRecorder?
  /// Notes the nodes whose states matter before the end; `nil` unless a search leaves out orders of events.
  var reads: NodeReads?

  /// The system of a test.
  init(_ test: ProtocolTest<Subject>, coverage: Coverage = Coverage()) {
    subject = test.subject
    names = test.subject.names
    transport = test.transport
    properties = test.properties
    times = properties.map(\.time)
    field = Field(test)
    self.coverage = coverage
    watch = test.watch
    diary = test.diary
    trap = test.trap
    hasField = field != nil
    hasTrap = trap != nil
  }

  /// The states of all nodes, for a property.
  private func view(of state: State, _ reads: NodeReads?) -> NodeStates<Subject> {
    NodeStates(names: names, states: state.nodes, reads: reads)
  }

  /// Starts all nodes, in their order.
  func start(in world: inout some World<Event>) -> State {
    var state = State(nodes: names.map { subject.initialState(of: $0) })
    state.field = field?.start
    for index in names.indices {
      run(.starts(at: UInt8(truncatingIfNeeded: index)), at: index, &state, in: &world)
    }
    return state
  }

  /// Handles an event at its node, unless the node or the way to it is down.
  func receive(_ event: Event, state: inout State, in world: inout some World<Event>) {
    if isNumbering { state.ordinals.noteEvent(at: world.now) }
    switch event {
    case .starts: break
    case .arrives(let message, let sender, let receiver):
      if let obstacle = obstacle(from: Int(sender), to: Int(receiver), state) {
        recorder?.note(
          .tells("\(ValueText.of(message)) is lost: \(obstacle)", at: Int(receiver)), at: world.now
        )
        return
      }
      recorder?.note(
        .arrives(ValueText.of(message), from: Int(sender), to: Int(receiver)), at: world.now)
      run(event, at: Int(receiver), &state, in: &world)
    case .fires(let timer, let index):
      recorder?.note(.fires(ValueText.of(timer), at: Int(index)), at: world.now)
      if state.field?.timers.isEmpty == false { state.field?.timers[Int(index)].remove(timer) }
      run(event, at: Int(index), &state, in: &world)
    case .restarts(let index):
      recorder?.note(.tells("is back", at: Int(index)), at: world.now)
      state.field?.isDown[Int(index)] = false
      run(event, at: Int(index), &state, in: &world)
    case .heals:
      recorder?.note(.tells("the network is whole again", at: 0), at: world.now)
      state.field?.cut = 0
    }
  }

  /// The reason why a message that arrives now is lost, in words; `nil` if it is not.
  private func obstacle(from sender: Int, to receiver: Int, _ state: State) -> String? {
    guard let field, let now = state.field else { return nil }
    if !now.isDown.isEmpty, now.isDown[receiver] { return "the node is down" }
    return field.isCut(from: sender, to: receiver, now) ? "the network is split" : nil
  }

  /// Runs the handler of an event at one node, then evaluates the properties.
  private func run<Base: World<Event>>(
    _ event: Event, at index: Int, _ state: inout State, in world: inout Base
  ) {
    if watch.hasStopped { return }
    if hasTrap, let trap, trap.event == event, trap.state == state {
      state.hasTrapped = true
      // All nodes start in one transition, whose decisions must be the same each time.
      if case .starts = event { return }
      return watch.stop()
    }
    diary?.begin(event, in: state)
    let audited = watch.auditedRun(auditsEveryRun)
    if let audited {
      let input = state
      let answers = actRecorded(event, at: index, &state, in: &world, logsAnswers: true)
      let isDown = state.field?.isDown.isEmpty == false && state.field?.isDown[index] == true
      audit(
        event, at: index, input, answers, after: isDown ? nil : state.nodes[index], run: audited)
    } else {
      _ = actRecorded(event, at: index, &state, in: &world, logsAnswers: false)
    }
    evaluateProperties(&state, isAudited: audited != nil)
  }

  /// Runs the handler of an event, and records what it changes.
  private func actRecorded<Base: World<Event>>(
    _ event: Event, at index: Int, _ state: inout State, in world: inout Base, logsAnswers: Bool
  ) -> [Bool] {
    guard let recorder else {
      return act(event, at: index, &state, in: &world, logsAnswers: logsAnswers)
    }
    let (before, length) = (state.nodes[index], recorder.length)
    let answers = act(event, at: index, &state, in: &world, logsAnswers: logsAnswers)
    recorder.note(
      changes: StateChange.changes(from: before, to: state.nodes[index]), of: index,
      after: length, at: world.now)
    return answers
  }

  /// Runs the handler of an event at one node, and decides the faults of the field.
  ///
  /// - Returns: the answers to the node's own questions, in their order, if they are logged.
  private func act<Base: World<Event>>(
    _ event: Event, at index: Int, _ state: inout State, in world: inout Base, logsAnswers: Bool
  ) -> [Bool] {
    withUnsafePointer(to: self) { system in
      withUnsafeMutablePointer(to: &world) { world in
        var context = ProtocolContext(system, node: index, ordinals: state.ordinals, base: world)
        context.logsAnswers = logsAnswers
        if hasField {
          context.field = state.field
          // The context holds the only copy while it changes it.
          state.field = nil
          if case .starts = event { context.decideClock() }
        }
        handle(event, &state.nodes[index], &context)
        if hasField {
          context.decideFieldFaults(&state.nodes[index])
          state.field = context.field
        }
        state.ordinals = context.ordinals
        return context.answers
      }
    }
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
    case .restarts(let index):
      subject.restarted(names[Int(index)], state: &node, in: &context)
    case .heals: break
    }
  }

  /// Evaluates the properties in a state. One that is broken, or satisfied for good, is not
  /// evaluated again.
  private func evaluateProperties(_ state: inout State, isAudited: Bool) {
    for number in times.indices {
      let bit: UInt64 = 1 << UInt64(number)
      switch times[number] {
      case .always:
        if state.broken & bit != 0 { continue }
        let property = properties[number]
        let isTrue = isTrue(property, of: state, reads)
        if !isTrue { state.broken |= bit }
        if isAudited, !property.isLinearizability { audit(property, isTrue, of: state.nodes) }
      case .eventually:
        if state.satisfied & bit != 0 { continue }
        let property = properties[number]
        let isTrue = isTrue(property, of: state, reads)
        if isTrue { state.satisfied |= bit }
        if isAudited { audit(property, isTrue, of: state.nodes) }
      case .leadsTo:
        let property = properties[number]
        let waits =
          state.broken & bit != 0 || property.isTriggered(by: view(of: state, reads), recorder)
        if waits, !isTrue(property, of: state, reads) {
          state.broken |= bit
        } else {
          state.broken &= ~bit
        }
      case .atTheEnd: break
      }
    }
  }

  /// Returns true if a property holds in a state. Linearizability is not evaluated: the state
  /// knows it.
  private func isTrue(_ property: Property<Subject>, of state: State, _ reads: NodeReads?) -> Bool {
    diary?.begin(property: property.sentence)
    defer { diary?.begin(property: nil) }
    if property.isLinearizability { return state.field?.linearization?.isPossible ?? true }
    return property.isTrue(of: view(of: state, reads), recorder)
  }

  /// The index of the first property that is broken.
  ///
  /// - Parameter isEnd: true if nothing is pending any more, so that all properties are due.
  func firstBroken(in state: State, isEnd: Bool) -> Int? {
    // After an error a search is over: any answer ends it.
    if watch.hasStopped { return 0 }
    for number in times.indices where isEnd || times[number] == .always {
      if isBroken(number, atEnd: state) { return number }
    }
    return nil
  }

  /// The index of the first property that must be satisfied eventually and was not.
  func firstUnsatisfied(in state: State) -> Int? {
    times.indices.first { times[$0].isLiveness && isBroken($0, atEnd: state) }
  }

  /// Returns true if a property is broken in a state in which nothing is pending any more.
  func isBroken(_ number: Int, atEnd state: State) -> Bool {
    let bit: UInt64 = 1 << UInt64(number)
    switch times[number] {
    case .always, .leadsTo: return state.broken & bit != 0
    case .eventually: return state.satisfied & bit == 0
    case .atTheEnd:
      diary?.begin(nil, in: state)
      let isTrue = isTrue(properties[number], of: state, nil)
      if watch.mayAuditEnding() || auditsEveryRun {
        audit(properties[number], isTrue, of: state.nodes)
      }
      return !isTrue
    }
  }

  func isFault(_ choicePoint: ChoicePoint) -> Bool {
    Decision(rawValue: choicePoint.kind)?.isFault ?? false
  }
}
