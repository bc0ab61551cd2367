import EndToEnd
import Statistics
import Study
import Testing

@Suite struct CheapestStrategyTests {
  private let costs = Costs(classes: [.phantom: 8, .duplicate: 60, .unsure: 2], attempt: 0.001)

  /// Where duplicates are dear, not to retry is cheaper; both costs have a closed form.
  @Test func theIntervalOfTheSavingHoldsTheClosedForm() throws {
    let strategies = [
      EssayWrite.strategy("blind", attempts: 2), EssayWrite.strategy("none", attempts: 1),
    ]
    let comparison = try EssayWrite.comparison(strategies, costs: costs, trials: 100_000)
    let cheapest = try #require(CheapestStrategy(comparison))
    #expect(cheapest.strategy == "none" && cheapest.next == "blind" && cheapest.rivals.isEmpty)
    // An attempt is acknowledged with s, stores without a word with p, and does nothing with z.
    let stored = (1 - EssayWrite.q) * (1 - EssayWrite.a)
    let s = stored * (1 - EssayWrite.b) * (1 - EssayWrite.r)
    let p = stored - s
    let z = 1 - stored
    let none = 8 * p + 2 * (p + z) + 0.001
    let failed = (p + z) * (p + z)
    let blind = 8 * (failed - z * z) + 60 * p * (s + p) + 2 * failed + 0.001 * (1 + p + z)
    #expect(cheapest.saving.low <= blind - none && blind - none <= cheapest.saving.high)
    #expect(cheapest.saving.low > 0)
    let means = comparison.results.compactMap { $0[.costMean]?.estimate }
    #expect(cheapest.saving.value == means[0].value - means[1].value)
    // Wider than the interval of the difference of two independent means would be.
    func squaredError(_ mean: Estimate) -> Double {
      (mean.high - mean.low) * (mean.high - mean.low)
    }
    let independent = means.map(squaredError).reduce(0, +).squareRoot()
    #expect(cheapest.saving.high - cheapest.saving.low > independent)
  }

  /// Nothing went wrong in any trial, so no cost seen has a variance: that is no certainty.
  @Test func anUnobservedDifferenceLeavesAnInterval() throws {
    let strategies = [
      EssayWrite.strategy("two", attempts: 2), EssayWrite.strategy("one", attempts: 1),
    ]
    let comparison = try EssayWrite.comparison(strategies, costs: costs, trials: 5)
    #expect(comparison.results.allSatisfy { $0[.share(.clean)]?.count == 5 })
    let cheapest = try #require(CheapestStrategy(comparison))
    // The first in the model of those that cost the same.
    #expect(cheapest.strategy == "two" && cheapest.rivals == ["one"])
    #expect(cheapest.saving.low < 0 && cheapest.saving.value == 0 && cheapest.saving.high > 0)
    let sorted = Comparison(comparison.model, results: comparison.results.reversed())
    #expect(CheapestStrategy(sorted) == cheapest)
  }

  @Test func anIncomeSwapsTheEndsOfItsInterval() throws {
    let strategies = [
      EssayWrite.strategy("one", attempts: 1), EssayWrite.strategy("two", attempts: 2),
    ]
    let sales = Costs(classes: [.clean: -10])
    let comparison = try EssayWrite.comparison(strategies, costs: sales, trials: 20_000)
    let cheapest = try #require(CheapestStrategy(comparison))
    let saving = cheapest.saving
    #expect(saving.low < saving.value && saving.value < saving.high)
  }

  /// Who presses once and asks support when unsure: an operation costs the chance of that.
  @Test func aCallToSupportHasItsPrice() throws {
    var person = Person()
    person.contactsSupport = .always
    let strategies = ([1, 2] as [UInt32]).map { attempts in
      var scenario = EssayWrite.strategy("", attempts: attempts).scenario
      scenario.person = person
      return Strategy(name: "\(attempts)", scenario: scenario)
    }
    let comparison = try EssayWrite.comparison(
      strategies, costs: Costs(support: 7), trials: 100_000)
    let cheapest = try #require(CheapestStrategy(comparison))
    let acknowledged =
      (1 - EssayWrite.q) * (1 - EssayWrite.a) * (1 - EssayWrite.b) * (1 - EssayWrite.r)
    let unsure = 1 - acknowledged
    let saving = 7 * (unsure - unsure * unsure)
    #expect(cheapest.strategy == "2" && cheapest.rivals.isEmpty)
    #expect(cheapest.saving.low <= saving && saving <= cheapest.saving.high)
    #expect(cheapest.saving.low > 0)
  }

  @Test func withoutPricesOrWithoutAnotherThereIsNoCheapest() throws {
    let one = EssayWrite.strategy("one", attempts: 1)
    let two = EssayWrite.strategy("two", attempts: 2)
    #expect(CheapestStrategy(try EssayWrite.comparison([one, two], trials: 10)) == nil)
    let free = try EssayWrite.comparison([one, two], costs: Costs(), trials: 10)
    #expect(CheapestStrategy(free) == nil)
    #expect(CheapestStrategy(try EssayWrite.comparison([one], costs: costs, trials: 10)) == nil)
  }

  @Test(arguments: ComparisonOrder.allCases)
  func sortingPutsTheSmallestFirstAndKeepsTheOrderOfEquals(order: ComparisonOrder) throws {
    let attempts: [UInt32] = [4, 1, 3, 1, 2, 4]
    let strategies = attempts.enumerated().map {
      EssayWrite.strategy("\($0.offset)", attempts: $0.element)
    }
    let comparison = try EssayWrite.comparison(strategies, costs: costs, trials: 3_000)
    let sorted = comparison.sorted(by: order)
    #expect(Set(sorted.results) == Set(comparison.results))
    for (first, second) in zip(sorted.results, sorted.results.dropFirst()) {
      let values = [first, second].compactMap { $0[order.measure]?.estimate.value }
      #expect(values[0] <= values[1])
      if values[0] == values[1] { #expect(first.strategy < second.strategy) }
    }
  }
}
