import EndToEnd
import Simulation

/// How latencies and backoffs are written.
extension JSON5Writer {
  static func of(_ latency: Latency) -> JSON5Writer {
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

  static func of(_ backoff: Backoff) -> JSON5Writer {
    guard let growth = backoff.growth else { return .quoted("none") }
    var members = [member(growth), Member(key: "jitter", value: .of(backoff.jitter))]
    if backoff.least > .zero { members.append(Member(key: "least", value: .of(backoff.least))) }
    if backoff.capsJitter { members.append(Member(key: "capsJitter", value: .of(true))) }
    return .object(members)
  }

  private static func member(_ growth: Backoff.Growth) -> Member {
    switch growth {
    case .fixed(let delay):
      return Member(key: "fixed", value: .of(delay))
    case .linear(let base, let step, let cap):
      let linear = [
        Member(key: "base", value: .of(base)), Member(key: "step", value: .of(step)),
        Member(key: "cap", value: JSON5Writer.cap(cap)),
      ]
      return Member(key: "linear", value: .object(linear))
    case .exponential(let base, let factor, let cap):
      let exponential = [
        Member(key: "base", value: .of(base)), Member(key: "factor", value: .number(factor)),
        Member(key: "cap", value: JSON5Writer.cap(cap)),
      ]
      return Member(key: "exponential", value: .object(exponential))
    case .polynomial(let base, let step, let power, let cap):
      let polynomial = [
        Member(key: "base", value: .of(base)), Member(key: "step", value: .of(step)),
        Member(key: "power", value: .atom("\(power)")),
        Member(key: "cap", value: JSON5Writer.cap(cap)),
      ]
      return Member(key: "polynomial", value: .object(polynomial))
    case .schedule(let delays):
      return Member(key: "schedule", value: .list(delays.map { .of($0) }))
    }
  }

  private static func of(_ jitter: Backoff.Jitter) -> JSON5Writer {
    switch jitter {
    case .proportional(let share):
      .single("proportional", .number(share))
    case .shortened(let share):
      .single("shortened", .number(share))
    case .additive(let upTo, let step):
      .single("additive", step == .zero ? .of(upTo) : pair("upTo", .of(upTo), "step", .of(step)))
    case .none, .full, .equal, .decorrelated:
      .word(jitter, among: EnumNames.jitters)
    }
  }

  private static func cap(_ cap: Delay) -> JSON5Writer {
    cap == .longest ? .quoted("none") : .of(cap)
  }

  private static func pair(
    _ first: String, _ one: JSON5Writer, _ second: String, _ other: JSON5Writer
  ) -> JSON5Writer {
    .object([Member(key: first, value: one), Member(key: second, value: other)])
  }
}
