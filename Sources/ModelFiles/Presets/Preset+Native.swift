import EndToEnd
import Simulation

/// Retry policies of libraries for Go, Swift, Ruby and Rust.
extension Preset {
  static let native: [Preset] = [
    Preset(
      name: "go-retryablehttp",
      title: "hashicorp/go-retryablehttp",
      version: "0.7.8 and main of 2026-04",
      attempts: .atMost(5),
      backoff: Backoff(.exponential(base: .seconds(1), factor: 2, cap: .seconds(30))),
      timeouts: .always,
      connectionErrors: .always,
      statuses: [
        Statuses([429] + (500...599).filter { $0 != 501 }, .always)
      ],
      post: "yes",
      notes: """
        The method is never looked at; every 5xx but 501; Retry-After obeyed for 429 and 503 \
        without a limit; no overall timeout
        """,
      source: "hashicorp/go-retryablehttp client.go"),
    Preset(
      name: "go-cenkalti-backoff",
      title: "cenkalti/backoff v4 ExponentialBackOff",
      version: "v4 as of 2024-01",
      attempts: .unbounded,
      deadline: .seconds(900),
      backoff: Backoff(
        .exponential(base: .milliseconds(500), factor: 1.5, cap: .seconds(60)),
        jitter: .proportional(0.5)),
      timeouts: .unknown,
      connectionErrors: .unknown,
      post: "not known: the caller names what is retried",
      notes: "Retries every error that is not marked permanent",
      source: "cenkalti/backoff exponential.go"),
    Preset(
      name: "go-net-http",
      title: "Go net/http Transport",
      version: "golang/go commit 01098cd",
      attempts: .unknown,
      backoff: Backoff.none,
      timeouts: .never,
      connectionErrors: .partly(
        """
        on a reused connection that died: GET, HEAD, OPTIONS, TRACE, or any method if no byte \
        was written
        """),
      failedConnects: .unknown,
      statuses: [
        Statuses([429, 500, 502, 503, 504], .never)
      ],
      post: """
        partly: only with an Idempotency-Key or X-Idempotency-Key header (and a replayable body)
        """,
      idempotencyKey: "never sets one; setting the header yourself turns retries on",
      notes: "PUT and DELETE are not replayed; no timeout by default",
      source: "golang/go src/net/http/request.go (isReplayable), transport.go"),
    Preset(
      name: "alamofire-retrypolicy",
      title: "Alamofire RetryPolicy",
      version: "5.12.0",
      attempts: .atMost(3),
      timeout: .seconds(60),
      backoff: Backoff(.exponential(base: .milliseconds(500), factor: 2, cap: .longest)),
      timeouts: .only(Preset.idempotent),
      connectionErrors: .only(Preset.idempotent),
      statuses: [
        Statuses([429], .never),
        Statuses([408, 500, 502, 503, 504], .only(Preset.idempotent)),
      ],
      post: "no",
      notes: """
        Opt-in interceptor; also 408; delay is 2^retries x 0.5 s, so the first wait is 500 ms; \
        per-attempt timeout is URLSession's 60 s default
        """,
      source: "Alamofire/Alamofire Source/Features/RetryPolicy.swift"),
    Preset(
      name: "swift-async-http-client",
      title: "AsyncHTTPClient (swift-server)",
      version: "1.33.1",
      attempts: .atMost(1),
      backoff: Backoff.none,
      timeouts: .never,
      connectionErrors: .never,
      failedConnects: .partly("by itself, without sending anything, within the connect timeout"),
      statuses: [
        Statuses([429, 500, 502, 503, 504], .never)
      ],
      post: "no",
      notes: """
        Requests are never resent; only establishing a connection is retried (100 ms x 1.25^n, \
        cap 60 s, +-3 % jitter), connect timeout 10 s; no read timeout by default
        """,
      source: """
        swift-server/async-http-client Sources/AsyncHTTPClient/HTTPClient.swift, ConnectionPool
        """),
    Preset(
      name: "apple-urlsession",
      title: "Apple URLSession (Foundation)",
      version: "QA1941, archived",
      attempts: .unknown,
      timeout: .seconds(60),
      deadline: .seconds(604_800),
      backoff: Backoff.none,
      timeouts: .never,
      connectionErrors: .partly(
        "may retry a lost connection by itself if the request is idempotent"),
      failedConnects: .unknown,
      statuses: [
        Statuses([429, 500, 502, 503, 504], .never)
      ],
      post: "no",
      notes: """
        The note uses a bank transfer by POST as its example and advises a client-chosen id plus \
        a read before sending again; timeoutIntervalForRequest 60 s and \
        timeoutIntervalForResource 7 days are the documented defaults
        """,
      source: "developer.apple.com library/archive/qa/qa1941"),
    Preset(
      name: "ruby-net-http",
      title: "Ruby Net::HTTP",
      version: "0.9.1",
      attempts: .atMost(2),
      timeout: .seconds(60),
      backoff: Backoff.none,
      timeouts: .only(Preset.idempotent),
      connectionErrors: .only(Preset.idempotent),
      failedConnects: .partly("a connect timeout is not retried; of a refusal it is not known"),
      statuses: [
        Statuses([429, 500, 502, 503, 504], .never)
      ],
      post: "no",
      notes: """
        max_retries 1; a read timeout is retried, so a 60 s timeout takes 120 s; a connect \
        timeout is not
        """,
      source: "ruby/net-http lib/net/http.rb"),
    Preset(
      name: "faraday-retry",
      title: "faraday-retry (Ruby)",
      version: "stored version",
      attempts: .atMost(3),
      backoff: Backoff.none,
      timeouts: .only(["DELETE", "GET", "HEAD", "OPTIONS", "PUT"]),
      connectionErrors: .never,
      statuses: [
        Statuses([429, 500, 502, 503, 504], .never)
      ],
      post: "no",
      notes: "max 2, no wait, no statuses unless listed",
      source: "lostisland/faraday-retry lib/faraday/retry/middleware.rb"),
    Preset(
      name: "rust-reqwest",
      title: "reqwest default retry",
      version: "reqwest 0.13.4",
      attempts: .atMost(3),
      backoff: Backoff.none,
      timeouts: .never,
      connectionErrors: .partly(
        "only HTTP/2 and HTTP/3 refusals (REFUSED_STREAM, GOAWAY without error)"),
      statuses: [
        Statuses([429, 500, 502, 503, 504], .never)
      ],
      post: "partly: only when the server refused the stream: safe",
      limits: "none for these; a budget of 20 % for configured policies",
      notes: "No timeout by default",
      source: "seanmonstar/reqwest src/retry.rs"),
  ]
}
