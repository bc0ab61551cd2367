import EndToEnd
import Simulation

/// Retry policies of gRPC, proxies, meshes and browsers.
extension Preset {
  static let proxies: [Preset] = [
    Preset(
      name: "grpc-transparent",
      title: "gRPC transparent retries (always on)",
      version: "gRFC A6, 2026-06",
      attempts: .atMost(2),
      backoff: Backoff.none,
      timeouts: .never,
      connectionErrors: .partly("only if the server application has not seen the call"),
      failedConnects: .partly("without a limit, since the call never left the client"),
      post: "yes: safe, since the application has not seen it",
      notes: """
        Unlimited while the call never left the client; once when the server refused the stream \
        (REFUSED_STREAM, or GOAWAY below the stream id); not counted in maxAttempts
        """,
      source: "grpc/proposal A6-client-retries.md"),
    Preset(
      name: "grpc-retry-example",
      title: "gRPC service-config retryPolicy, the proposal's example",
      version: "gRFC A6, 2026-06",
      attempts: .atMost(4),
      backoff: Backoff(
        .exponential(base: .milliseconds(100), factor: 2, cap: .seconds(1)),
        jitter: .proportional(0.2)),
      timeouts: .never,
      connectionErrors: .always,
      statuses: [
        Statuses([503], .always)
      ],
      post: "no: off unless the service config turns it on; then for every call",
      budget: .grpcExample,
      notes: """
        Attempts are capped at 5 by clients; jitter was full in earlier versions of the text; \
        server pushback in grpc-retry-pushback-ms; the call's deadline spans all attempts
        """,
      source: "grpc/proposal A6-client-retries.md"),
    Preset(
      name: "grpc-hedging-example",
      title: "gRPC service-config hedgingPolicy, the proposal's example",
      version: "gRFC A6, 2026-06",
      attempts: .atMost(4),
      backoff: Backoff.none,
      timeouts: .never,
      connectionErrors: .always,
      statuses: [
        Statuses([409, 500, 503], .always)
      ],
      post: "no: off unless the service config turns it on; then for every call",
      budget: .grpcExample,
      hedge: Hedge(after: .milliseconds(500), attempts: 4, hurries: true),
      notes: """
        Non-fatal codes UNAVAILABLE, INTERNAL and ABORTED, here as 503, 500 and 409; the text demands \
        methods that are safe to run several times. The call's deadline spans all attempts: in a model it \
        is the client's timeout, since the first attempt that it ends ends the operation
        """,
      source: "grpc/proposal A6-client-retries.md"),
    Preset(
      name: "envoy-retry-on-5xx",
      title: "Envoy retry policy with retry_on 5xx (off unless configured)",
      version: "Envoy docs, stored version",
      attempts: .atMost(2),
      backoff: Backoff(
        .exponential(base: .milliseconds(25), factor: 2, cap: .milliseconds(250)), jitter: .full),
      timeouts: .partly("per-try timeouts only"),
      connectionErrors: .always,
      statuses: [
        Statuses(Array(500...599), .always),
        Statuses([429], .never),
      ],
      post: "yes: the method is not looked at",
      limits: """
        optional retry budget, a share of the requests under way at once; otherwise a limit on parallel retries per cluster (3 by default, \
        not re-read)
        """,
      circuitBreaker: "limits on connections, pending requests, requests and retries",
      notes: """
        1 retry by default once configured; the route timeout (15 s by default, not re-read) \
        spans all attempts; hedge_on_per_try_timeout keeps the first request running
        """,
      source: "envoyproxy/envoy docs/root/configuration/http/http_filters/router_filter.rst"),
    Preset(
      name: "istio-default",
      title: "Istio default HTTP retry (on by default in the mesh)",
      version: "istio commit 126806a",
      attempts: .atMost(3),
      backoff: Backoff(
        .exponential(base: .milliseconds(25), factor: 2, cap: .milliseconds(250)), jitter: .full),
      timeouts: .never,
      connectionErrors: .never,
      failedConnects: .always,
      statuses: [
        Statuses([429, 500, 502, 504], .never),
        Statuses([503], .always),
      ],
      post: "yes: a POST answered 503 is sent again",
      limits: "Envoy's",
      circuitBreaker: "Envoy's",
      notes: """
        2 retries on connect-failure, refused-stream, unavailable, cancelled and status 503, on \
        another host; a flag removes 503 from the list. Hidden from the application
        """,
      source: "istio/istio pilot/pkg/networking/core/route/retry/retry.go"),
    Preset(
      name: "linkerd-retry-budget",
      title: """
        Linkerd retries with the default budget (off unless a route is marked retryable)
        """,
      version: "Linkerd 2.10 docs",
      attempts: .unbounded,
      backoff: Backoff.none,
      timeouts: .never,
      connectionErrors: .never,
      statuses: [
        Statuses(Array(500...599), .always),
        Statuses([429], .never),
      ],
      post: "no: off unless the route is marked retryable; then it is sent again",
      budget: .linkerd,
      circuitBreaker: "separate feature",
      notes: """
        20 % more requests, 10 a second at least, over 10 s. Here for a route that is marked; bodies \
        above 64 KiB are not retried; a request whose answer is an error that is not retried puts into the \
        budget too
        """,
      source: """
        linkerd.io 2.10 tasks/configuring-retries; linkerd/linkerd2-proxy \
        linkerd/app/core/src/retry.rs; tower-rs/tower tower/src/retry/budget.rs
        """),
    Preset(
      name: "nginx-proxy",
      title: "nginx proxy_next_upstream default",
      version: "nginx main of 2026-04",
      attempts: .unknown,
      timeout: .seconds(60),
      backoff: Backoff.none,
      timeouts: .only(Preset.idempotent),
      connectionErrors: .only(Preset.idempotent),
      failedConnects: .always,
      statuses: [
        Statuses([429, 500, 502, 503, 504], .never)
      ],
      post: "no: once sent (POST, LOCK, PATCH) unless non_idempotent is set",
      circuitBreaker: "a failed server is left out for 10 s (max_fails 1)",
      notes: """
        Default: error timeout; connect, send and read timeouts 60 s each; no limit on tries or \
        time, so n servers x 60 s. Before 1.9.13 POST was retried too. PUT and DELETE count as \
        safe. Attempts: the number of upstream servers
        """,
      source: "nginx/nginx src/http/modules/ngx_http_proxy_module.c, ngx_http_upstream.c"),
    Preset(
      name: "haproxy",
      title: "HAProxy default",
      version: "haproxy main of 2026-08",
      attempts: .atMost(4),
      backoff: Backoff(.fixed(.seconds(1))),
      timeouts: .never,
      connectionErrors: .never,
      failedConnects: .always,
      statuses: [
        Statuses([429, 500, 502, 503, 504], .never)
      ],
      post: "partly: connect failures only, since nothing was sent",
      notes: """
        retries 3, retry-on conn-failure; wait min(timeout connect, 1 s) before the same server; \
        the manual warns against any other retry-on without replay protection
        """,
      source: "haproxy/haproxy doc/configuration.txt"),
    Preset(
      name: "chromium-network",
      title: "Chrome / Chromium network stack (page loads, forms, fetch)",
      version: "chromium commit 02a6125",
      attempts: .unknown,
      backoff: Backoff.none,
      timeouts: .never,
      connectionErrors: .partly(
        """
        on a reused connection that breaks before response headers, until no idle connection is \
        left
        """),
      failedConnects: .unknown,
      statuses: [
        Statuses([429, 500, 502, 503, 504], .never)
      ],
      post: """
        yes: the method is not looked at, only that the connection was reused and no header \
        arrived
        """,
      notes: """
        A failed HTTP/2 ping or a refused stream is resent too, a limited number of times. RFC \
        9110 9.2.2 says not to retry non-idempotent methods unless they are known not to have \
        been applied
        """,
      source: """
        chromium/chromium net/http/http_network_transaction.cc (HandleIOError, \
        ShouldResendRequest)
        """),
  ]
}
