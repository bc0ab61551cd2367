import EndToEnd
import Statistics
import Study

extension SequenceChart {
  /// The probability of the drawn execution, where it is known.
  package enum Likelihood: Hashable, Sendable {
    /// It is the likeliest of all that end in a certain way.
    case likeliest(LikelyWay)
    /// It is that of certain faults and no others: the product over all chances on it, without any delay.
    case faults([String], probability: Double)
    /// It is not known: the execution has the fewest faults of all that end in a class, in an order of events that the
    /// latencies allow. The names are those of its faults.
    case fewestFaults(OutcomeClass, [String])

    /// The likeliest way to an outcome, among all ways to it.
    package struct LikelyWay: Hashable, Sendable {
      /// The outcome that all these ways lead to.
      package let outcome: OutcomeClass
      /// Of this very way, at most `total`.
      package let probability: Double
      /// Of all ways to the outcome.
      package let total: Double
      /// Of all that was not followed to its end.
      package let residual: Double
      /// The number of delays that approximate each continuous latency; `nil` if none does.
      package let discretisation: Int?

      /// The share of this execution among all that end in the outcome.
      package var share: Double { total > 0 ? min(probability / total, 1) : 0 }
    }

    /// The addition to the title of the chart.
    var title: String {
      switch self {
      case .likeliest(let way):
        "the likeliest way to \(way.outcome.one): probability \(way.percent(way.probability)), "
          + "\(way.percent(way.share)) of all \(way.outcome.many)"
      case .faults(let names, let probability):
        (names.isEmpty ? "without any fault" : "with " + names.joined(separator: "; "))
          + "; probability \(Likelihood.percent(probability))"
      case .fewestFaults(let outcome, let names):
        "a way to \(outcome.one) "
          + (names.isEmpty ? "without any fault" : "with the fewest faults")
      }
    }

    /// The sentences below the chart.
    var sentences: [String] {
      switch self {
      case .likeliest(let way):
        var sentences = [
          "\(way.percent(way.probability)) of all writes go exactly this way: "
            + "\(way.percent(way.share)) of the \(way.percent(way.total)) that end in "
            + way.outcome.one
        ]
        if way.residual > way.total * 1e-3 {
          sentences.append(
            "what was not followed may add up to \(Likelihood.percent(way.residual)) to that")
        }
        if let delays = way.discretisation {
          let stand = delays == 1 ? "1 delay stands" : "\(delays) delays stand"
          sentences.append("≈: \(stand) for each continuous latency, so this is an approximation")
        }
        return sentences
      case .faults(let names, let probability):
        let faults = names.isEmpty ? "that nothing goes wrong" : "of these faults and no others"
        return [
          "\(Likelihood.percent(probability)): the probability \(faults), at any delays"
        ]
      case .fewestFaults(_, let names):
        return [
          "not known: the latencies allow this order of events, and no exact search finds the likeliest one"
            + (names.isEmpty ? "" : "; the faults are \(names.joined(separator: "; "))")
        ]
      }
    }

    /// A probability with as many digits as everywhere.
    fileprivate static func percent(_ probability: Double) -> String {
      EstimateText(exactShare: .exactly(probability)).value
    }
  }
}

/// The likeliest way in words.
extension SequenceChart.Likelihood.LikelyWay {
  /// A probability, with a sign before it if latencies were discretized.
  fileprivate func percent(_ probability: Double) -> String {
    (discretisation == nil ? "" : "≈ ") + SequenceChart.Likelihood.percent(probability)
  }
}
