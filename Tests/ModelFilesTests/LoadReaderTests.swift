import EndToEnd
import ModelFiles
import Simulation
import Statistics
import Study
import Testing

/// Many clients, and the server's capacity, in model files.
@Suite struct LoadReaderTests {
  private func read(_ text: String) throws -> Model {
    try ModelFile.read(SourceText(name: "m.json5", bytes: Array(text.utf8)))
  }

  private static let whole = """
    {
      clients: { count: 50, arrivals: { poisson: "90/min" }, lasts: "10 min", warmsUp: "1 min" },
      server: { capacity: { workers: 3, queue: 7, discipline: "lifo", hearsCancellation: true } },
      strategies: {
        a: {}, b: { clients: { arrivals: { constant: "2.5/s" } }, server: { capacity: "none" } },
        c: { clients: { arrivals: { profile: [
            { rate: "1/s" }, { from: "5 s", rate: "100/h" }, { from: "6 s", rate: "0/s" } ] } },
          server: { capacity: { queue: "unbounded", discipline: "fifo" } } },
        d: { clients: { count: 2, arrivals: { closed: { thinkTime: { exponential: "3 s" } } } } },
        e: { clients: { arrivals: "together" } },
      },
    }
    """

  @Test func everyValueArrivesAndIsShownAgain() throws {
    let model = try read(Self.whole)
    let scenarios = model.strategies.map(\.scenario)
    var expected = Clients(count: 50, arrivals: .poisson(Rate(perSecond: 1.5)))
    expected.lasts = .seconds(600)
    expected.warmsUp = .seconds(60)
    #expect(scenarios[0].clients == expected)
    var capacity = Capacity()
    capacity.workers = 3
    capacity.queue = 7
    capacity.discipline = .lifo
    capacity.hearsCancellation = true
    #expect(scenarios[0].server.capacity == capacity)
    expected.arrivals = .constant(Rate(perSecond: 2.5))
    #expect(scenarios[1].clients == expected && scenarios[1].server.capacity == nil)
    guard case .profile(let phases) = scenarios[2].clients?.arrivals else {
      Issue.record("no profile")
      return
    }
    #expect(phases.map(\.from) == [.zero, .seconds(5), .seconds(6)])
    #expect(phases.map(\.rate.perSecond) == [1, 100.0 / 3_600, 0])
    #expect(scenarios[2].server.capacity?.queue == nil)
    #expect(scenarios[2].server.capacity?.workers == 3)
    #expect(scenarios[3].clients?.count == 2)
    #expect(
      scenarios[3].clients?.arrivals == .closed(thinkTime: .exponential(mean: .seconds(3))))
    #expect(scenarios[4].clients?.arrivals == .together)
    #expect(model.eventLimit == 1_000_000_000)
    let text = ModelText.canonical(model)
    #expect(try read(text) == model)
  }

  @Test(arguments: [
    ("clients: {}", "'arrivals' is missing here"),
    ("clients: 3", "'clients' must be an object"),
    ("clients: { count: 1000000000, arrivals: 'together' }", "from 1 to 1000000"),
    ("clients: { count: 0, arrivals: 'together' }", "from 1 to 1000000"),
    ("clients: { arrivals: { poisson: '100' } }", "for example \"100/s\""),
    ("clients: { arrivals: { poisson: '-1/s' } }", "must be a rate from 0"),
    ("clients: { arrivals: { poisson: '1e9/s' } }", "must be a rate from 0"),
    ("clients: { arrivals: { poisson: '5/fortnight' } }", "per s, min, h or d"),
    ("clients: { arrivals: { poisson: '1/s', constant: '1/s' } }", "needs one of poisson"),
    ("clients: { arrivals: {} }", "needs one of poisson"),
    ("clients: { arrivals: 'togehter' }", "or \"together\""),
    ("clients: { arrivals: { profile: [] } }", "1 to 1000 phases"),
    ("clients: { arrivals: { profile: [{ from: '1 s', rate: '1/s' }] } }", "begin at \"0 s\""),
    (
      "clients: { arrivals: { profile: [{ rate: '1/s' }, { from: '0 s', rate: '2/s' }] } }",
      "begin after the one before it"
    ),
    ("clients: { arrivals: { profile: [{ from: '0 s' }] } }", "'rate' is missing here"),
    ("clients: { arrivals: { closed: {} } }", "'thinkTime' is missing here"),
    ("clients: { arrivals: { poisson: '1/s' }, lasts: '0 s' }", "must be longer than 0 s"),
    ("clients: { arrivals: { poisson: '1/s' }, lasts: '5 s', warmsUp: '5 s' }", "shorten it"),
    ("clients: { arrivals: { poisson: '1/s' }, last: '5 s' }", "did you mean 'lasts'?"),
    ("clients: { arrivals: { poisson: '1000000/s' } }", "60000000 writes would begin"),
    ("workers: 3", "it belongs in 'capacity'"),
    (
      "clients: { arrivals: { poisson: '1/s' } }, server: { capacity: { workers: 0 } }",
      "'workers' must be a whole number, from 1"
    ),
    (
      "clients: { arrivals: { poisson: '1/s' } }, server: { capacity: 0 }",
      "'capacity' must be an object"
    ),
    (
      "clients: { arrivals: { poisson: '1/s' } }, server: { capacity: { queue: -1 } }",
      "or \"unbounded\""
    ),
  ])
  func mistakesAreReported(text: String, message: String) {
    do {
      _ = try read("{ \(text), strategies: { a: {} } }")
      Issue.record("it was read")
    } catch {
      let description = (error as? ModelFileError)?.description ?? "\(error)"
      #expect(description.contains(message), "\(description)")
      #expect(description.contains("m.json5:1:"))
    }
  }

  @Test func allStrategiesHaveClientsOrNone() {
    let text = "{ strategies: { a: {}, b: { clients: { arrivals: { poisson: '1/s' } } } } }"
    #expect {
      _ = try read(text)
    } throws: { error in
      (error as? ModelFileError)?.description.contains("'b' and 'a' cannot be compared") == true
    }
  }
}
