import EndToEnd
import Simulation

/// Retry policies of the libraries of payment providers.
extension Preset {
  static let payments: [Preset] = [
    Preset(
      name: "stripe-python",
      title: "stripe-python",
      version: "stripe 16.1.0",
      attempts: .atMost(3),
      timeout: .seconds(80),
      backoff: Backoff(
        .exponential(base: .milliseconds(500), factor: 2, cap: .seconds(5)), jitter: .equal,
        least: .milliseconds(500)),
      timeouts: .always,
      connectionErrors: .always,
      statuses: [
        Statuses([409] + (500...599), .always),
        Statuses([429], .never),
      ],
      post: "yes: with a key",
      idempotencyKey: """
        Idempotency-Key header: a UUID on every POST (and v2 DELETE), the same for all retries
        """,
      notes: """
        2 retries by default; 409 retried; Stripe-Should-Retry header overrides; floor 500 ms \
        after jitter, so the first wait is always exactly 500 ms. That holds for the functions \
        of the module; a StripeClient sends once unless max_network_retries is given
        """,
      source: "stripe/stripe-python stripe/__init__.py, _http_client.py, _api_requestor.py"),
    Preset(
      name: "stripe-node",
      title: "stripe-node",
      version: "22.5.0",
      attempts: .atMost(3),
      timeout: .seconds(80),
      backoff: Backoff(
        .exponential(base: .milliseconds(500), factor: 2, cap: .seconds(5)), jitter: .equal,
        least: .milliseconds(500)),
      timeouts: .always,
      connectionErrors: .always,
      statuses: [
        Statuses([429], .never),
        Statuses([409, 500, 502, 503, 504], .always),
      ],
      post: "yes: with a key",
      idempotencyKey: """
        Idempotency-Key on every v1 POST and v2 POST and DELETE, even with retries off
        """,
      notes: """
        2 retries by default; ECONNRESET and EPIPE are retried once even with maxNetworkRetries \
        0; 409 retried; Stripe-Should-Retry overrides; never less than 500 ms
        """,
      source: """
        stripe/stripe-node src/RequestSender.ts, src/stripe.core.ts, src/net/HttpClient.ts
        """),
    Preset(
      name: "stripe-go",
      title: "stripe-go",
      version: "86.2.0",
      attempts: .atMost(3),
      timeout: .seconds(80),
      backoff: Backoff(
        .polynomial(base: .milliseconds(500), step: .milliseconds(500), power: 2, cap: .seconds(5)),
        jitter: .shortened(0.25), least: .milliseconds(500)),
      timeouts: .always,
      connectionErrors: .always,
      statuses: [
        Statuses([429], .partly("only with code lock_timeout")),
        Statuses([409, 500, 502, 503, 504], .always),
      ],
      post: "yes: with a key",
      idempotencyKey: "Idempotency-Key on every write method",
      notes: """
        2 retries; 409 retried; Stripe-Should-Retry overrides; floor 500 ms. Back-off: 500 ms x \
        (1 + n^2)
        """,
      source: "stripe/stripe-go stripe.go, error.go"),
    Preset(
      name: "stripe-ruby",
      title: "stripe-ruby",
      version: "19.5.0",
      attempts: .atMost(3),
      timeout: .seconds(80),
      backoff: Backoff(
        .exponential(base: .milliseconds(500), factor: 2, cap: .seconds(5)), jitter: .equal,
        least: .milliseconds(500)),
      timeouts: .always,
      connectionErrors: .always,
      statuses: [
        Statuses([429], .partly("only with code lock_timeout")),
        Statuses([409, 500, 502, 503, 504], .always),
      ],
      post: "yes: with a key",
      idempotencyKey: "Idempotency-Key on POST and DELETE when retries are on",
      notes: """
        429 only with code lock_timeout; 409 retried; open and write timeouts 30 s, read 80 s
        """,
      source: "stripe/stripe-ruby lib/stripe/stripe_configuration.rb, api_requestor.rb"),
    Preset(
      name: "square-python",
      title: "square (Python)",
      version: "squareup 46.0.0.20260916",
      attempts: .atMost(3),
      timeout: .seconds(60),
      backoff: Backoff(
        .exponential(base: .seconds(1), factor: 2, cap: .seconds(60)), jitter: .proportional(0.1)),
      timeouts: .never,
      connectionErrors: .never,
      statuses: [
        Statuses([408, 409, 429] + (500...599), .always)
      ],
      post: "yes: on a status answer",
      idempotencyKey: "idempotency_key is a body field that the caller must supply",
      notes: "Also 408 and 409; Retry-After up to 60 s",
      source: "square/square-python-sdk src/square/core/http_client.py"),
  ]
}
