import EndToEnd

/// Models written out, with every default filled in.
package enum ModelText {
  /// The text of a model that reads back as the same model.
  ///
  /// What most strategies have in common stands at the top, and only what differs stands in a
  /// strategy. Two models have the same text if and only if they mean the same.
  package static func canonical(_ model: Model) -> String {
    let hasPeople = model.strategies.contains { $0.scenario.person != nil }
    let downtimes = DowntimeProse(of: model.strategies.map(\.scenario.server))
    let hasConnections = model.strategies.contains { strategy in
      ([strategy.scenario.network] + strategy.scenario.gateways.map(\.network)).contains {
        $0.mayFailToConnect || $0.mayBreak
      }
    }
    let strategies = model.strategies.map {
      StrategyProse(
        $0.scenario, downtimes, hasConnections: hasConnections, hasPeople: hasPeople)
    }
    let common = StrategyProse.commonSections(of: strategies)
    var members: [JSON5Writer.Member] = [
      .init(key: "format", value: .atom("1")), .init(key: "title", value: .quoted(model.title)),
    ]
    members += common
    let texts = zip(model.strategies, strategies).map { strategy, prose in
      JSON5Writer.Member(key: strategy.name, value: prose.text(beside: common))
    }
    members.append(.init(key: "strategies", value: .object(texts)))
    if let costs = model.costs { members.append(.init(key: "costs", value: prose(of: costs))) }
    let never = model.never.map { JSON5Writer.quoted($0.rawValue) }
    members.append(.init(key: "never", value: .list(never)))
    members.append(
      .init(key: "limits", value: .single("events", .atom("\(model.eventLimit)"))))
    return JSON5Writer.object(members).text() + "\n"
  }

  private static func prose(of costs: Costs) -> JSON5Writer {
    var members = OutcomeClass.allCases.map {
      JSON5Writer.Member(key: $0.rawValue, value: .number(costs.classes[$0] ?? 0))
    }
    members.append(.init(key: "attempt", value: .number(costs.attempt)))
    if costs.support != 0 {
      members.append(.init(key: "support", value: .number(costs.support)))
    }
    return .object(members)
  }
}
