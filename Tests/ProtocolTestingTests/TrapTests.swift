import Foundation
import ProtocolTesting
import Testing

/// A trap in a handler or in a property is a counterexample, and the process lives on.
@Suite struct TrapTests {
  /// A receiver that takes out of a queue what a lost message should have put there.
  struct Trapper: NodeProtocol {
    enum Name: CaseIterable { case writer, reader }
    enum Message: Hashable { case put, take }
    enum Mistake { case takesBlindly, trapsWhenItFails, trapsAtTheStart, none }
    var mistake = Mistake.takesBlindly

    func initialState(of name: Name) -> [Int] { [] }

    func started(_ name: Name, state: inout [Int], in context: inout some Context<Self>) {
      if mistake == .trapsAtTheStart, name == .reader { fatalError("not ready") }
      guard name == .writer else { return }
      context.send(.put, to: .reader)
      context.send(.take, to: .reader)
    }

    func received(
      _ message: Message, from sender: Name, at name: Name, state: inout [Int],
      in context: inout some Context<Self>
    ) {
      switch message {
      case .put: state.append(1)
      case .take:
        if mistake == .takesBlindly { state.removeFirst() }
        if mistake == .trapsWhenItFails, context.fails("breaks") { fatalError("broken") }
      }
    }
  }

  private func test(_ mistake: Trapper.Mistake = .takesBlindly) -> ProtocolTest<Trapper> {
    ProtocolTest(Trapper(mistake: mistake), over: .lossy(loss: 0.2))
      .never("three") { $0[.reader].count > 2 }.catchingTraps()
  }

  @Test(arguments: [
    CheckMethod.faults(1), .anyFaults, .everyOrder(faults: 2), .exactly(atMost: 1), .samples(1_000),
  ])
  func aHandlerThatTrapsIsDrawn(method: CheckMethod) throws {
    let found = try #require(throws: Counterexample.self) { try test().check(method) }
    #expect(found.property == "never: a handler traps")
    #expect(found.faults == ["1st message from writer to reader, put, is lost"])
    #expect(found.replay == "writer->reader #1 lost")
    #expect(found.chart.contains("take comes") && found.chart.contains("traps"), "\(found)")
    // Without a fault nothing traps.
    #expect(try test().check(.faults(0)).description.contains("holds"))
    let again = try #require(throws: Counterexample.self) { try test().replay(found.replay) }
    #expect(again.chart == found.chart && again.faults == found.faults)
  }

  @Test func aFailureThatTrapsIsNamed() throws {
    let found = try #require(throws: Counterexample.self) {
      try test(.trapsWhenItFails).check(.faults(2))
    }
    #expect(found.faults == ["reader breaks"])
    #expect(found.replay == "reader breaks #1")
    #expect(try test(.trapsWhenItFails).check(.faults(0)).description.contains("holds"))
  }

  @Test func aTrapAtTheStartIsFoundWithoutAFault() throws {
    let found = try #require(throws: Counterexample.self) {
      try test(.trapsAtTheStart).check(.faults(1))
    }
    #expect(found.faults.isEmpty && found.chart.contains("traps"))
  }

  @Test func aPropertyThatTrapsIsNamed() throws {
    let always = test(.none).always("the first is one") {
      $0[.reader].isEmpty || $0[.reader][1] == 1
    }
    let atTheEnd = test(.none).atTheEnd("the first is one") { $0[.reader][0] == 1 }
    for (test, faults) in [(always, 0), (atTheEnd, 1)] {
      let found = try #require(throws: Counterexample.self) { try test.check(.faults(1)) }
      #expect(found.property.hasPrefix("never: a property traps: "))
      #expect(found.property.hasSuffix("the first is one"))
      #expect(found.faults.count == faults, "\(found)")
    }
  }

  @Test func aTrapIsKeptInTheRegressionFile() throws {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("traps-\(UUID().uuidString).txt").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let test = test().regressionFile(path)
    #expect(throws: Counterexample.self) { try test.check(.faults(1)) }
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.contains("never: a handler traps | writer->reader #1 lost"))
    let found = try #require(throws: Counterexample.self) { try test.check(.faults(0)) }
    #expect(found.property == "never: a handler traps" && !found.faults.isEmpty)
  }
}
