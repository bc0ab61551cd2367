import EndToEnd
import Simulation

/// Retry policies of JavaScript libraries.
extension Preset {
  static let javaScript: [Preset] = [
    Preset(
      name: "js-axios-retry",
      title: "axios-retry",
      version: "4.5.0",
      attempts: .atMost(4),
      backoff: Backoff.none,
      timeouts: .never,
      connectionErrors: .always,
      statuses: [
        Statuses([429, 500, 502, 503, 504], .only(["GET", "HEAD", "OPTIONS", "PUT", "DELETE"]))
      ],
      post: """
        partly: network errors (connection reset or refused) for every method; 429 and 5xx only \
        for GET, HEAD, OPTIONS, PUT, DELETE
        """,
      notes: """
        No wait unless Retry-After; the request's timeout spans all attempts (shouldResetTimeout \
        false); the optional exponentialDelay is 100 ms x 2^n plus 0-20 %
        """,
      source: "softonic/axios-retry src/index.ts"),
    Preset(
      name: "js-got",
      title: "got",
      version: "15.0.5",
      attempts: .atMost(3),
      backoff: Backoff(
        .exponential(base: .seconds(1), factor: 2, cap: .longest),
        jitter: .additive(upTo: .milliseconds(100), step: .zero)),
      timeouts: .only(Preset.idempotent),
      connectionErrors: .only(Preset.idempotent),
      statuses: [
        Statuses([408, 429, 500, 502, 503, 504, 521, 522, 524], .only(Preset.idempotent)),
        Statuses([413], .partly("only with a Retry-After header")),
      ],
      post: "no",
      notes: """
        Also 408, 413 (with Retry-After), 521, 522, 524; no default timeout; no cap. Jitter: \
        uniform up to 100 ms
        """,
      source: "sindresorhus/got source/core/options.ts, calculate-retry-delay.ts"),
    Preset(
      name: "js-ky",
      title: "ky",
      version: "2.0.2",
      attempts: .atMost(3),
      timeout: .seconds(10),
      backoff: Backoff(.exponential(base: .milliseconds(300), factor: 2, cap: .longest)),
      timeouts: .never,
      connectionErrors: .only(Preset.idempotent + ["QUERY"]),
      statuses: [
        Statuses([408, 413, 429, 500, 502, 503, 504], .only(Preset.idempotent + ["QUERY"]))
      ],
      post: "no",
      notes: "Also 408, 413; Retry-After obeyed for 413, 429, 503; retryOnTimeout false",
      source: "sindresorhus/ky source/utils/normalize.ts, source/core/Ky.ts"),
    Preset(
      name: "js-p-retry",
      title: "p-retry",
      version: "7.0.0",
      attempts: .atMost(11),
      backoff: Backoff(.exponential(base: .seconds(1), factor: 2, cap: .longest)),
      timeouts: .always,
      connectionErrors: .always,
      post: "yes: any rejection except a non-network TypeError and AbortError",
      notes: """
        10 retries: 1, 2, 4 ... 512 s, 1023 s of waiting in all; no cap; randomize (multiply by \
        1..2) is off
        """,
      source: "sindresorhus/p-retry index.js"),
    Preset(
      name: "js-undici-retryagent",
      title: "undici RetryAgent / RetryHandler",
      version: "8.10.0",
      attempts: .atMost(6),
      backoff: Backoff(.exponential(base: .milliseconds(500), factor: 2, cap: .seconds(30))),
      timeouts: .never,
      connectionErrors: .only(Preset.idempotent + ["QUERY"]),
      statuses: [
        Statuses([429, 500, 502, 503, 504], .only(Preset.idempotent + ["QUERY"]))
      ],
      post: "no",
      notes: """
        maxRetries 5; Retry-After obeyed up to 30 s; headers and body timeouts are not in its \
        error list
        """,
      source: "nodejs/undici lib/handler/retry-handler.js"),
  ]
}
