/// The exact distribution of what comes of an intention whose presses follow one another, made from that
/// of one operation: each press is another draw of it.
struct PeopleOracle {
  /// What each operation does.
  var operation: Oracle
  var resubmits: Double
  var asksSupport: Double
  var presses: Int

  /// How an intention may end.
  struct Result: Hashable {
    var ending: Ending
    var presses: Int
    var asksSupport: Bool
    /// The most copies that one operation has stored.
    var most: Int
  }

  /// The probability of every result that can be.
  func results() -> [Result: Double] {
    var results: [Result: Double] = [:]
    press(nil, 1, operation.endings(), &results)
    return results
  }

  private func press(
    _ before: Result?, _ mass: Double, _ endings: [Ending: Double],
    _ results: inout [Result: Double]
  ) {
    for (ending, probability) in endings {
      let result = sum(before, ending)
      let mass = mass * probability
      if ending.belief == .acknowledged {
        results[result, default: 0] += mass
        continue
      }
      let again = result.presses < presses ? resubmits : 0
      if again > 0 { press(result, mass * again, endings, &results) }
      // Of those who do not press again, as many as of those who never do.
      let asking = (1 - again) * (resubmits < 1 ? asksSupport / (1 - resubmits) : 0)
      var asked = result
      asked.asksSupport = true
      if asking > 0 { results[asked, default: 0] += mass * asking }
      if again + asking < 1 { results[result, default: 0] += mass * (1 - again - asking) }
    }
  }

  private func sum(_ before: Result?, _ ending: Ending) -> Result {
    var sum = before ?? Result(ending: ending, presses: 0, asksSupport: false, most: 0)
    if before != nil {
      sum.ending.belief = ending.belief
      sum.ending.copies += ending.copies
      sum.ending.attempts += ending.attempts
      sum.ending.requests += ending.requests
      sum.ending.serverLogged = sum.ending.serverLogged || ending.serverLogged
      sum.ending.clientLogged = sum.ending.clientLogged || ending.clientLogged
    }
    sum.presses += 1
    sum.most = max(sum.most, ending.copies)
    return sum
  }
}
