import Simulation
import Testing

@testable import EndToEnd
@testable import Reports

/// The invariants of the rows of every chart, tried on trials in which much goes wrong.
@Suite struct SequenceChartTests {
  static let trialsPerScenario: UInt64 = 12

  /// Every scenario's trials, with their traces and charts.
  private static let executions = Result {
    try DiverseScenarios.all.flatMap { scenario in
      let tracer = Tracer(scenario, seed: 7)
      return try (0..<trialsPerScenario).map { trial in
        let trace = try tracer.trace(trial: trial)
        let chart = SequenceChart(trace, of: scenario, title: "Trial \(trial)")
        return (scenario: scenario, trace: trace, chart: chart)
      }
    }
  }

  private func forEachChart(
    _ body: (Scenario, Trace<Scenario>, SequenceChart) throws -> Void
  ) throws {
    for execution in try Self.executions.get() {
      try body(execution.scenario, execution.trace, execution.chart)
    }
  }

  @Test func rowsAreInTheOrderOfTime() throws {
    try forEachChart { _, _, chart in
      #expect(zip(chart.rows, chart.rows.dropFirst()).allSatisfy { $0.instant <= $1.instant })
    }
  }

  @Test func eachMessageArrivesOnceUnlessItIsLost() throws {
    try forEachChart { _, _, chart in
      var underWay: [SequenceChart.Message] = []
      for row in chart.rows {
        switch row.event {
        case .sends(let message):
          #expect(row.participant == message.sender && row.instant == message.departure)
          if !message.isLost { underWay.append(message) }
        case .receives(let message), .ignores(let message, _):
          #expect(row.participant == message.receiver && row.instant == message.arrival)
          let index = try #require(underWay.firstIndex(of: message))
          underWay.remove(at: index)
        default:
          break
        }
      }
      #expect(underWay.isEmpty)
    }
  }

  @Test func copiesAddUpToThoseOfTheOutcome() throws {
    try forEachChart { _, _, chart in
      var copies: UInt32 = 0
      for row in chart.rows {
        switch row.event {
        case .stores(let copy, _), .confirms(_, let copy):
          copies += 1
          #expect(copy == copies)
        case .losesWrite(let left):
          // One of several writes of the same copy may be lost without the copy.
          #expect(left == copies || left + 1 == copies)
          copies = left
        case .storesAgain: copies += 1
        case .voids(let count):
          #expect(count < copies)
          copies -= count
        default: continue
        }
      }
      #expect(copies == chart.verdict.outcome.copies)
    }
  }

  /// A record in progress is known once it is complete.
  @Test func eachLostKeyWasRecorded() throws {
    try forEachChart { scenario, trace, chart in
      let isInProgress = scenario.key?.recorded == .inProgress
      var isKnown = false
      for row in chart.rows {
        switch row.event {
        case .recordsKey where isInProgress:
          break
        case .recordsKey, .stores(_, .withKey), .reserves(_, .withKey):
          #expect(!isKnown)
          isKnown = true
        case .completesRecord:
          #expect(isInProgress)
          isKnown = true
        case .forgetsKey, .keyExpires:
          #expect(isKnown || isInProgress)
          isKnown = false
        case .knowsKey:
          #expect(isKnown)
        default:
          break
        }
      }
      let record = trace.steps.last?.state.server.key
      #expect(isKnown == (isInProgress ? record?.phase == .done : record != nil))
    }
  }

  @Test func theClientDecidesOnce() throws {
    try forEachChart { _, _, chart in
      let outcome = chart.verdict.outcome
      var decisions = 0
      for row in chart.rows where row.participant == .client {
        switch row.event {
        case .decides(let belief):
          decisions += 1
          #expect(belief == outcome.belief || outcome.hasLearned && belief != .acknowledged)
          #expect(row.instant.sinceStart == outcome.time)
        case .learns:
          #expect(decisions == 1 && outcome.hasLearned)
        case .ignores(_, let reason):
          #expect(reason == (decisions > 0 ? .isDone : .isNotAwaited))
        default:
          #expect(decisions == 0)
        }
      }
      #expect(decisions == 1)
    }
  }

  @Test func attemptsAddUpToThoseOfTheOutcome() throws {
    try forEachChart { scenario, _, chart in
      var attempts: Set<SequenceChart.RequestName> = []
      for row in chart.rows where row.participant == .client {
        switch row.event {
        case .sends(let message) where !message.content.request.isRead:
          attempts.insert(message.content.request)
        // One that found no connection was never sent, unless the server refused it.
        case .endsUnanswered(let name, because: .notConnected) where !name.isRead:
          attempts.insert(name)
        default: break
        }
      }
      let unseen = Int(chart.verdict.outcome.attempts) - attempts.count
      // Who has stopped by then hears nothing of a connection that fails.
      #expect(unseen == 0 || unseen > 0 && scenario.network.connect.fails != .never)
    }
  }

  /// A reservation that expires, or is refused, was not confirmed.
  @Test func aReservationIsConfirmedOnceAndOnlyWhileItExists() throws {
    var confirmed = 0
    var expired = 0
    try forEachChart { _, trace, chart in
      var made: UInt32 = 0
      var gone: Set<UInt32> = []
      for row in chart.rows {
        switch row.event {
        case .reserves(let number, _):
          made += 1
          #expect(number == made)
        case .confirms(let number, _), .hasConfirmed(let number):
          confirmed += 1
          #expect(number <= made && !gone.contains(number))
        case .reservationExpires(let number):
          expired += 1
          #expect(gone.insert(number).inserted)
        default:
          break
        }
      }
      #expect(made == trace.steps.last?.state.server.reservations.count ?? 0)
    }
    #expect(confirmed > 20 && expired > 20)
  }

  /// A request that waits, is refused or races shows in the state, in a 409, and in the claims of the server.
  @Test func requestsThatMeetAKeyInUseAreTold() throws {
    try forEachChart { _, trace, chart in
      var waits = 0
      var races = 0
      for (step, previous) in zip(trace.steps.dropFirst(), trace.steps) {
        if case .requestReachesServer? = step.event {
          waits += step.state.server.waiting.count - previous.state.server.waiting.count
          races += step.effects.count { deed in
            switch deed {
            case .schedule(.serviceEnds(let request), _),
              .schedule(.serverRestarts(let request), _):
              request.claim == .races
            default:
              false
            }
          }
        }
      }
      var conflicts = 0
      for row in chart.rows {
        switch row.event {
        case .holdsBack: waits -= 1
        case .races: races -= 1
        case .findsConflict: conflicts += 1
        case .sends(let message):
          if row.participant == .server, case .response(.conflict, _) = message.content {
            conflicts -= 1
          }
        default: break
        }
      }
      #expect(waits == 0 && races == 0 && conflicts == 0)
    }
  }

  /// The trace says what a delivered answer said, and of a lost one only that it was lost: what the
  /// reader infers for the latter is compared with what it would have inferred for the former.
  @Test func aLostAnswerHasItsContent() throws {
    var compared = 0
    try forEachChart { scenario, trace, _ in
      let reader = TraceReader(scenario)
      for (step, previous) in zip(trace.steps.dropFirst(), trace.steps) {
        let moment = Moment(step, after: previous.state)
        for deed in step.effects {
          switch deed {
          case .schedule(.responseReachesClient(let response), _),
            .schedule(.responseReachesGateway(let response), _):
            let content = reader.content(response)
            let lost = reader.lostAnswer(
              moment, to: content.request, level: Int(response.request.level))
            #expect(lost == content)
            compared += 1
          default:
            break
          }
        }
      }
    }
    #expect(compared > 500)
  }
}
