import EndToEnd
import Simulation

/// Retry policies of libraries for the Java virtual machine and .NET.
extension Preset {
  static let jvmAndDotNet: [Preset] = [
    Preset(
      name: "okhttp",
      title: "OkHttp",
      version: "5.4.0",
      attempts: .unknown,
      timeout: .seconds(10),
      backoff: Backoff.none,
      timeouts: .partly("connect timeouts only"),
      connectionErrors: .partly("another route, or the same one if a pooled connection died"),
      statuses: [
        Statuses([429, 500, 502, 504], .never),
        Statuses([503], .partly("once, and only with Retry-After: 0")),
        Statuses([408], .partly("once, for any method")),
      ],
      post: "yes: on connection failure (any method, unless the body is one-shot)",
      notes: """
        retryOnConnectionFailure true; 408 resent once for any method; 503 resent once only with \
        Retry-After: 0; connect, read and write timeouts 10 s each; read timeouts after sending \
        are not retried
        """,
      source: """
        square/okhttp RetryAndFollowUpInterceptor.kt, RealRoutePlanner.kt, OkHttpClient.kt
        """),
    Preset(
      name: "polly-v8-retry",
      title: "Polly v8 RetryStrategyOptions",
      version: "main of 2026-08 (173d6d1d)",
      attempts: .atMost(4),
      backoff: Backoff(.fixed(.seconds(2))),
      timeouts: .always,
      connectionErrors: .always,
      post: "yes: any exception but cancellation",
      circuitBreaker: """
        separate strategy: opens at 10 % failures of at least 100 calls in 30 s, for 5 s
        """,
      notes: """
        3 retries; with jitter on, constant and linear get +-25 %, exponential gets decorrelated \
        jitter V2
        """,
      source: """
        App-vNext/Polly src/Polly.Core/Retry/RetryConstants.cs, \
        CircuitBreaker/CircuitBreakerConstants.cs
        """),
    Preset(
      name: "ms-http-standard",
      title: "Microsoft.Extensions.Http.Resilience standard handler",
      version: "dotnet/extensions main",
      attempts: .atMost(4),
      timeout: .seconds(10),
      deadline: .seconds(30),
      waits: """
        Polly's decorrelated jitter V2, whose median is 2 s x 2^n for n = 0, 1 ...; it is not \
        the decorrelated jitter of a model
        """,
      timeouts: .always,
      connectionErrors: .always,
      statuses: [
        Statuses([408, 429] + (500...599), .always)
      ],
      post: "yes",
      limits: "rate limiter of 1000 concurrent requests",
      circuitBreaker: "opens at 10 % failures of at least 100 calls in 30 s, for 5 s",
      notes: """
        Also 408 and all 5xx; DisableForUnsafeHttpMethods is opt-in; Retry-After obeyed. Jitter: \
        Polly's V2 formula, median base x 2^n
        """,
      source: """
        dotnet/extensions src/Libraries/Microsoft.Extensions.Http.Resilience \
        HttpStandardResilienceOptions.cs, HttpRetryStrategyOptions.cs, \
        HttpClientResiliencePredicates.cs
        """),
    Preset(
      name: "ms-http-hedging",
      title: "Microsoft.Extensions.Http.Resilience standard hedging handler",
      version: "dotnet/extensions main",
      attempts: .atMost(2),
      timeout: .seconds(10),
      deadline: .seconds(30),
      backoff: Backoff.none,
      timeouts: .always,
      connectionErrors: .always,
      statuses: [
        Statuses([408, 429] + (500...599), .always)
      ],
      post: "yes: a second copy is sent after 2 s while the first is still running",
      hedge: Hedge(after: .seconds(2), attempts: 2, hurries: true),
      limits: "rate limiter per endpoint",
      circuitBreaker: "per endpoint, as the standard handler",
      notes: "1 extra attempt",
      source: """
        dotnet/extensions HttpStandardHedgingResilienceOptions.cs, \
        HttpHedgingStrategyOptions.cs; App-vNext/Polly \
        src/Polly.Core/Hedging/HedgingConstants.cs
        """),
    Preset(
      name: "resilience4j-retry",
      title: "resilience4j Retry",
      version: "main of 2026-05",
      attempts: .atMost(3),
      backoff: Backoff(.fixed(.milliseconds(500))),
      timeouts: .always,
      connectionErrors: .always,
      post: "yes: any exception",
      circuitBreaker: """
        separate module: opens at 50 % of the last 100 calls, for 60 s, 10 calls half-open
        """,
      notes: "Helpers default to 500 ms x 1.5^n, randomised +-50 % when asked",
      source: """
        resilience4j/resilience4j RetryConfig.java, IntervalFunction.java, \
        CircuitBreakerConfig.java
        """),
    Preset(
      name: "failsafe-java",
      title: "Failsafe RetryPolicy",
      version: "3.3.2",
      attempts: .atMost(3),
      backoff: Backoff.none,
      timeouts: .always,
      connectionErrors: .always,
      post: "yes: any exception",
      circuitBreaker: "separate policy",
      notes: "2 retries, no delay",
      source: "failsafe-lib/failsafe core/src/main/java/dev/failsafe/RetryPolicyBuilder.java"),
    Preset(
      name: "spring-retry",
      title: "Spring Retry @Retryable",
      version: "2.0.12",
      attempts: .atMost(3),
      backoff: Backoff(.fixed(.seconds(1))),
      timeouts: .always,
      connectionErrors: .always,
      post: "yes: any exception",
      circuitBreaker: "separate annotation",
      source: """
        spring-projects/spring-retry annotation/Retryable.java, Backoff.java; \
        ExponentialBackOffPolicy alone defaults to 100 ms x 2, cap 30 s
        """),
    Preset(
      name: "feign",
      title: "OpenFeign Retryer.Default",
      version: "8.18.0 tag, main of 2026-08",
      attempts: .atMost(5),
      timeout: .seconds(60),
      backoff: Backoff(.exponential(base: .milliseconds(150), factor: 1.5, cap: .seconds(1))),
      timeouts: .always,
      connectionErrors: .always,
      statuses: [
        Statuses([429, 500, 502, 503, 504], .partly("only with a Retry-After header"))
      ],
      post: "yes: every I/O error is retryable whatever the method",
      notes: """
        Any error status is retried only if it carries Retry-After; first wait 150 ms; connect \
        timeout 10 s, read 60 s. Spring Cloud OpenFeign replaces it by never-retry
        """,
      source: """
        OpenFeign/feign core/src/main/java/feign/DefaultRetryer.java, \
        SynchronousMethodHandler.java, Request.java
        """),
    Preset(
      name: "apache-httpclient-4",
      title: "Apache HttpClient 4.5",
      version: "4.5.x branch",
      attempts: .atMost(4),
      backoff: Backoff.none,
      timeouts: .never,
      connectionErrors: .partly(
        """
        methods without a body, or any method whose request was not fully sent; never connection \
        refused, unknown host or TLS errors
        """),
      failedConnects: .never,
      statuses: [
        Statuses([429, 500, 502, 503, 504], .never)
      ],
      post: "no: once fully sent",
      notes: "3 retries at once; no default timeout",
      source: """
        apache/httpcomponents-client 4.5.x httpclient/.../DefaultHttpRequestRetryHandler.java
        """),
    Preset(
      name: "apache-httpclient-5",
      title: "Apache HttpClient 5",
      version: "master of 2026-08 (5.6/5.7)",
      attempts: .atMost(2),
      backoff: Backoff(.fixed(.seconds(1))),
      timeouts: .never,
      connectionErrors: .partly(
        """
        idempotent methods only; never timeouts, refused or closed connections, TLS errors
        """),
      failedConnects: .never,
      statuses: [
        Statuses([429, 503], .always),
        Statuses([500, 502, 504], .never),
      ],
      post: "yes: on 429 and 503 answers: the status check does not look at the method",
      notes: """
        1 retry; Retry-After obeyed unless longer than the response timeout; no response timeout \
        by default
        """,
      source: """
        apache/httpcomponents-client httpclient5/.../DefaultHttpRequestRetryStrategy.java
        """),
    Preset(
      name: "jdk-httpurlconnection",
      title: "java.net.HttpURLConnection",
      version: "openjdk commit 08e681b",
      attempts: .atMost(2),
      backoff: Backoff.none,
      timeouts: .never,
      connectionErrors: .always,
      failedConnects: .unknown,
      statuses: [
        Statuses([429, 500, 502, 503, 504], .never)
      ],
      post: "yes: sun.net.http.retryPost is true by default (unless in streaming mode)",
      notes: "Not only on reused connections; no timeout by default",
      source: "openjdk/jdk src/java.base/share/classes/sun/net/www/http/HttpClient.java"),
    Preset(
      name: "jdk-httpclient",
      title: "java.net.http.HttpClient",
      version: "openjdk commit 0487a13",
      attempts: .atMost(5),
      backoff: Backoff.none,
      timeouts: .never,
      connectionErrors: .partly("GET and HEAD, on a connection that expired"),
      failedConnects: .partly("once, for any method"),
      statuses: [
        Statuses([429, 500, 502, 503, 504], .never)
      ],
      post: "no: unless jdk.httpclient.enableAllMethodRetry",
      notes: """
        Requests that the peer marked as unprocessed are resent for any method; the limit of 5 \
        is jdk.httpclient.redirects.retrylimit's default, not re-read
        """,
      source: """
        openjdk/jdk src/java.net.http/share/classes/jdk/internal/net/http/MultiExchange.java
        """),
  ]
}
