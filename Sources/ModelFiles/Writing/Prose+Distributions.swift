import EndToEnd
import Simulation

/// How latencies and backoffs are written.
extension Prose {
  static func of(_ latency: Latency) -> Prose {
    switch latency {
    case .constant(let delay):
      .single("constant", .of(delay))
    case .uniform(let from, let to):
      .single("uniform", pair("from", .of(from), "to", .of(to)))
    case .exponential(let mean):
      .single("exponential", .single("mean", .of(mean)))
    case .lognormal(let median, let sigma):
      .single("lognormal", pair("median", .of(median), "sigma", .number(sigma)))
    case .pareto(let scale, let shape):
      .single("pareto", pair("scale", .of(scale), "shape", .number(shape)))
    case .weibull(let scale, let shape):
      .single("weibull", pair("scale", .of(scale), "shape", .number(shape)))
    case .empirical(let values):
      .single(
        "empirical",
        .list(
          values.elements.map { pair("value", .of($0.element), "weight", .number($0.weight)) }))
    case .mixture(let parts):
      .single(
        "mixture",
        .list(
          parts.elements.map { pair("weight", .number($0.weight), "latency", .of($0.element)) }))
    }
  }

  static func of(_ backoff: Backoff) -> Prose {
    guard let growth = backoff.growth else { return .quoted("none") }
    let jitter = Member(key: "jitter", value: .of(backoff.jitter))
    switch growth {
    case .fixed(let delay):
      return .object([Member(key: "fixed", value: .of(delay)), jitter])
    case .linear(let base, let step, let cap):
      let linear = [
        Member(key: "base", value: .of(base)), Member(key: "step", value: .of(step)),
        Member(key: "cap", value: Prose.cap(cap)),
      ]
      return .object([Member(key: "linear", value: .object(linear)), jitter])
    case .exponential(let base, let factor, let cap):
      let exponential = [
        Member(key: "base", value: .of(base)), Member(key: "factor", value: .number(factor)),
        Member(key: "cap", value: Prose.cap(cap)),
      ]
      return .object([Member(key: "exponential", value: .object(exponential)), jitter])
    }
  }

  private static func of(_ jitter: Backoff.Jitter) -> Prose {
    if case .proportional(let share) = jitter {
      return .single("proportional", .number(share))
    }
    return .word(jitter, among: Words.jitters)
  }

  private static func cap(_ cap: Delay) -> Prose {
    cap == .longest ? .quoted("none") : .of(cap)
  }

  private static func pair(
    _ first: String, _ one: Prose, _ second: String, _ other: Prose
  ) -> Prose {
    .object([Member(key: first, value: one), Member(key: second, value: other)])
  }
}
