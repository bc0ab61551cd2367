extension Preset {
  /// JavaScript libraries.
  static let javaScript = #"""
    [
      {
        name: "js-axios-retry",
        title: "axios-retry",
        version: "4.5.0",
        attempts: 4,
        backoff: "none",
        timeouts: "never",
        connectionErrors: "always",
        statuses: [
          { codes: [429, 500, "502-504"], rule: ["GET", "HEAD", "OPTIONS", "PUT", "DELETE"] },
        ],
        post: "partly: network errors (connection reset or refused) for every method; 429 and 5xx only for GET, HEAD, OPTIONS, PUT, DELETE",
        notes: "No wait unless Retry-After; the request's timeout spans all attempts (shouldResetTimeout false); the optional exponentialDelay is 100 ms x 2^n plus 0-20 %",
        clientLog: "final",
        source: "softonic/axios-retry src/index.ts",
      },
      {
        name: "js-got",
        title: "got",
        version: "15.0.5",
        attempts: 3,
        backoff: {
          exponential: { base: "1 s", factor: 2, cap: "none" },
          jitter: { additive: "100 ms" },
        },
        timeouts: "idempotent",
        connectionErrors: "idempotent",
        statuses: [
          { codes: [408, 429, 500, "502-504", 521, 522, 524], rule: "idempotent" },
          { codes: [413], rule: { partly: "only with a Retry-After header" } },
        ],
        post: "no",
        notes: "Also 408, 413 (with Retry-After), 521, 522, 524; no default timeout; no cap. Jitter: uniform up to 100 ms",
        clientLog: "final",
        source: "sindresorhus/got source/core/options.ts, calculate-retry-delay.ts",
      },
      {
        name: "js-ky",
        title: "ky",
        version: "2.0.2",
        attempts: 3,
        timeout: "10 s",
        backoff: { exponential: { base: "300 ms", factor: 2, cap: "none" }, jitter: "none" },
        timeouts: "never",
        connectionErrors: ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "QUERY"],
        statuses: [
          {
            codes: [408, 413, 429, 500, "502-504"],
            rule: ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "QUERY"],
          },
        ],
        post: "no",
        notes: "Also 408, 413; Retry-After obeyed for 413, 429, 503; retryOnTimeout false",
        clientLog: "final",
        source: "sindresorhus/ky source/utils/normalize.ts, source/core/Ky.ts",
      },
      {
        name: "js-p-retry",
        title: "p-retry",
        version: "7.0.0",
        attempts: 11,
        backoff: { exponential: { base: "1 s", factor: 2, cap: "none" }, jitter: "none" },
        timeouts: "always",
        connectionErrors: "always",
        post: "yes: any rejection except a non-network TypeError and AbortError",
        notes: "10 retries: 1, 2, 4 ... 512 s, 1023 s of waiting in all; no cap; randomize (multiply by 1..2) is off",
        clientLog: "final",
        source: "sindresorhus/p-retry index.js",
      },
      {
        name: "js-undici-retryagent",
        title: "undici RetryAgent / RetryHandler",
        version: "8.10.0",
        attempts: 6,
        backoff: { exponential: { base: "500 ms", factor: 2, cap: "30 s" }, jitter: "none" },
        timeouts: "never",
        connectionErrors: ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "QUERY"],
        statuses: [
          {
            codes: [429, 500, "502-504"],
            rule: ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "QUERY"],
          },
        ],
        post: "no",
        notes: "maxRetries 5; Retry-After obeyed up to 30 s; headers and body timeouts are not in its error list",
        clientLog: "final",
        source: "nodejs/undici lib/handler/retry-handler.js",
      },
    ]
    """#
}
