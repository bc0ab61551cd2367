import EndToEnd
import Simulation

/// Retry policies of the software development kits of cloud providers.
extension Preset {
  static let cloud: [Preset] = [
    Preset(
      name: "aws-botocore-standard",
      title: "botocore / boto3, standard mode (the default since the 2026 retry update)",
      version: "botocore 1.44.5",
      attempts: .atMost(3),
      timeout: .seconds(60),
      backoff: Backoff(
        .exponential(base: .milliseconds(50), factor: 2, cap: .seconds(20)), jitter: .full),
      timeouts: .always,
      connectionErrors: .always,
      statuses: [
        Statuses([429, 500, 502, 503, 504], .always)
      ],
      post: "yes",
      budget: .botocore,
      idempotencyKey: """
        fills modelled idempotencyToken members with a UUID once per call; most operations have \
        none
        """,
      notes: """
        Throttling uses base 1000 ms; DynamoDB 4 attempts and base 25 ms; x-amz-retry-after \
        raises the delay by at most 5000 ms. Timeout is 60 s to connect and 60 s to read
        """,
      source: """
        boto/botocore botocore/retries/standard.py, quota.py, configprovider.py, config.py
        """),
    Preset(
      name: "aws-botocore-adaptive",
      title: "botocore / boto3, adaptive mode",
      version: "botocore 1.44.5",
      attempts: .atMost(3),
      timeout: .seconds(60),
      backoff: Backoff(
        .exponential(base: .milliseconds(50), factor: 2, cap: .seconds(20)), jitter: .full),
      timeouts: .always,
      connectionErrors: .always,
      statuses: [
        Statuses([429, 500, 502, 503, 504], .always)
      ],
      post: "yes",
      budget: .botocore,
      limits: """
        a CUBIC client-side send-rate limiter (beta 0.7, scale 0.4) switched on by the first \
        throttling answer, at most 2x the measured rate
        """,
      idempotencyKey: "as standard",
      source: "boto/botocore botocore/retries/adaptive.py, throttling.py"),
    Preset(
      name: "aws-botocore-legacy",
      title: "botocore / boto3, legacy mode (the default for many years before)",
      version: "botocore 1.44.5",
      attempts: .atMost(5),
      timeout: .seconds(60),
      backoff: Backoff(.exponential(base: .seconds(1), factor: 2, cap: .longest), jitter: .full),
      timeouts: .always,
      connectionErrors: .always,
      statuses: [
        Statuses([429, 500, 502, 503, 504, 509], .always)
      ],
      post: "yes",
      idempotencyKey: "as standard",
      notes: """
        Base is a random number of seconds in [0,1), no cap; DynamoDB 10 attempts with base 50 \
        ms and no jitter; also retries 509
        """,
      source: "boto/botocore botocore/data/_retry.json, retryhandler.py"),
    Preset(
      name: "azure-core-python",
      title: "azure-core RetryPolicy (Python)",
      version: "azure-core 1.41.0",
      attempts: .atMost(4),
      timeout: .seconds(300),
      deadline: .seconds(604_800),
      backoff: Backoff(
        .schedule(
          [.zero]
            + [1_600, 3_200, 6_400, 12_800, 25_600, 51_200, 102_400, 120_000].map(
              Delay.milliseconds))),
      timeouts: .only(Preset.idempotent),
      connectionErrors: .only(Preset.idempotent),
      statuses: [
        Statuses([500, 503, 504], .always),
        Statuses(
          [408, 429] + (501...599).filter { ![501, 503, 504, 505].contains($0) },
          .only(Preset.idempotent)),
      ],
      post: """
        partly: on 500, 503 and 504 answers only; never on a timeout or a connection error
        """,
      idempotencyKey: "none in core",
      notes: """
        10 retries in all but 3 each of connect, read and status, so one kind of failure gets 4 \
        attempts; first retry is immediate, then 1.6 s, 3.2 s; 502 and other statuses from 500 \
        but 501 and 505 only for GET, HEAD, PUT, DELETE, OPTIONS, TRACE; any answer >= 400 with \
        Retry-After is retried for every method
        """,
      source: """
        Azure/azure-sdk-for-python sdk/core/azure-core/azure/core/pipeline/policies/_retry.py, \
        configuration.py
        """),
    Preset(
      name: "google-api-core-python",
      title: "google-api-core Retry (Python)",
      version: "google-api-core 2.44.0",
      attempts: .unbounded,
      deadline: .seconds(120),
      backoff: Backoff(
        .exponential(base: .seconds(1), factor: 2, cap: .seconds(60)), jitter: .full),
      timeouts: .never,
      connectionErrors: .always,
      statuses: [
        Statuses([429, 500, 503], .always),
        Statuses([502, 504], .never),
      ],
      post: "yes: the predicate does not look at the method; the caller opts in per call",
      notes: """
        No attempt limit, only the 120 s deadline; the default predicate is 429, 500, 503, \
        connection and auth transport errors
        """,
      source: "googleapis/python-api-core google/api_core/retry/retry_base.py"),
    Preset(
      name: "aws-js-v3-standard",
      title: "AWS SDK for JavaScript v3 / Smithy, standard mode",
      version: "smithy-typescript main of 2026-08",
      attempts: .atMost(3),
      backoff: Backoff(
        .exponential(base: .milliseconds(100), factor: 2, cap: .seconds(20)), jitter: .full),
      timeouts: .always,
      connectionErrors: .always,
      statuses: [
        Statuses([429, 500, 502, 503, 504], .always)
      ],
      post: "yes",
      budget: .awsJavaScript,
      idempotencyKey: "UUID for members modelled as idempotency tokens",
      notes: """
        Throttling base 500 ms. SMITHY_NEW_RETRIES_2026=true switches to base 50 ms, throttling \
        base 1000 ms, costs 14 and 5
        """,
      source: """
        smithy-lang/smithy-typescript packages/core/src/submodules/retry/util-retry \
        (constants.ts, DefaultRetryBackoffStrategy.ts, retries-2026-config.ts)
        """),
    Preset(
      name: "aws-java-v2-legacy",
      title: "AWS SDK for Java 2.x, legacy mode (the long-time default)",
      version: "aws-sdk-java-v2 commit 25787b3",
      attempts: .atMost(4),
      backoff: Backoff(
        .exponential(base: .milliseconds(100), factor: 2, cap: .seconds(20)), jitter: .full),
      timeouts: .always,
      connectionErrors: .always,
      statuses: [
        Statuses([429, 500, 502, 503, 504], .always)
      ],
      post: "yes",
      budget: .awsJavaLegacy,
      idempotencyKey: "UUID for members modelled as idempotency tokens",
      notes: "Throttling base 500 ms with half jitter",
      source: """
        aws/aws-sdk-java-v2 \
        core/retries/src/main/java/software/amazon/awssdk/retries/DefaultRetryStrategy.java
        """),
    Preset(
      name: "aws-java-v2-standard",
      title: "AWS SDK for Java 2.x, standard mode",
      version: "aws-sdk-java-v2 commit 25787b3",
      attempts: .atMost(3),
      backoff: Backoff(
        .exponential(base: .milliseconds(100), factor: 2, cap: .seconds(20)), jitter: .full),
      timeouts: .always,
      connectionErrors: .always,
      statuses: [
        Statuses([429, 500, 502, 503, 504], .always)
      ],
      post: "yes",
      budget: .awsJavaStandard,
      idempotencyKey: "UUID for members modelled as idempotency tokens",
      notes: "Throttling base 1000 ms",
      source: "aws/aws-sdk-java-v2 core/retries DefaultRetryStrategy.java"),
    Preset(
      name: "aws-go-v2-standard",
      title: "AWS SDK for Go v2, standard retryer",
      version: "aws-sdk-go-v2 commit 1489ddb",
      attempts: .atMost(3),
      waits: "exponential with factor 2, at most 20 s, full jitter; the base is not known",
      timeouts: .always,
      connectionErrors: .always,
      statuses: [
        Statuses([429], .partly("by its error code, not its status")),
        Statuses([500, 502, 503, 504], .always),
      ],
      post: "yes",
      budget: .awsGo,
      idempotencyKey: "UUID for members modelled as idempotency tokens",
      notes: "429 is retried through its throttling error code, not its status",
      source: "aws/aws-sdk-go-v2 aws/retry/standard.go, aws/ratelimit/token_bucket.go"),
    Preset(
      name: "azure-core-dotnet",
      title: "Azure.Core RetryOptions (.NET)",
      version: "Azure.Core, stored versions",
      attempts: .atMost(4),
      timeout: .seconds(100),
      waits: "exponential from 800 ms with factor 2, at most 60 s; its jitter was not read",
      timeouts: .always,
      connectionErrors: .always,
      statuses: [
        Statuses([408, 429, 500, 502, 503, 504], .always)
      ],
      post: "yes: only the status or the exception is looked at",
      idempotencyKey: "none in core",
      notes: """
        3 retries; network timeout 100 s per operation; also 408; Retry-After obeyed; jitter not \
        read
        """,
      source: """
        Azure/azure-sdk-for-net sdk/core/Azure.Core/src/RetryOptions.cs, ResponseClassifier.cs
        """),
    Preset(
      name: "aws-rust-standard",
      title: "AWS SDK for Rust, standard mode",
      version: "aws-smithy-types commit 0bfc52c",
      attempts: .atMost(3),
      backoff: Backoff(.exponential(base: .seconds(1), factor: 2, cap: .longest), jitter: .full),
      timeouts: .always,
      connectionErrors: .always,
      statuses: [
        Statuses([429], .partly("under a condition that was not read")),
        Statuses([500, 502, 503, 504], .always),
      ],
      post: "yes",
      budget: .awsRust,
      idempotencyKey: "UUID for members modelled as idempotency tokens",
      notes: """
        First back-off up to 1 s, twenty times the newest Python default of 50 ms; a transient \
        error also closes the connection
        """,
      source: """
        awslabs/aws-sdk-rust sdk/aws-smithy-types/src/retry.rs; aws-smithy-runtime \
        src/client/retries/token_bucket.rs and strategy/standard.rs, stored versions
        """),
    Preset(
      name: "google-gax-go",
      title: "gax-go Backoff",
      version: "v2.23.0",
      attempts: .unbounded,
      backoff: Backoff(
        .exponential(base: .seconds(1), factor: 2, cap: .seconds(30)), jitter: .full),
      timeouts: .unknown,
      connectionErrors: .unknown,
      post: "not known: the caller names what is retried",
      notes: """
        Defaults where a client's own settings leave the fields zero; codes come from each API's \
        service config; the caller's context is the only limit
        """,
      source: "googleapis/gax-go v2/call_option.go"),
  ]
}
