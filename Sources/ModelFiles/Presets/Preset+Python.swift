import EndToEnd
import Simulation

/// Retry policies of Python libraries.
extension Preset {
  static let python: [Preset] = [
    Preset(
      name: "urllib3-default",
      title: "urllib3 default Retry(3)",
      version: "urllib3 2.8.0",
      attempts: .atMost(4),
      backoff: Backoff(.exponential(base: .seconds(0), factor: 2, cap: .seconds(120))),
      timeouts: .only(Preset.idempotent),
      connectionErrors: .only(Preset.idempotent),
      failedConnects: .always,
      statuses: [
        Statuses(
          [413, 429, 503], .partly("only with a Retry-After header, and an idempotent method")),
        Statuses([500, 502, 504], .never),
      ],
      post: "partly: connect failures only, since nothing was sent",
      notes: """
        Factor 0 so no sleep; status_forcelist is empty so 429/503 (and 413) are retried only \
        with a Retry-After header and an idempotent method; no default timeout; Retry-After \
        capped at 21600 s
        """,
      source: "urllib3/urllib3 src/urllib3/util/retry.py"),
    Preset(
      name: "requests",
      title: "requests Session (HTTPAdapter)",
      version: "requests 2.34.2",
      attempts: .atMost(1),
      backoff: Backoff.none,
      timeouts: .never,
      connectionErrors: .never,
      statuses: [
        Statuses([429, 500, 502, 503, 504], .never)
      ],
      post: "no",
      notes: "0 retries; no default timeout: waits for ever",
      source: "psf/requests src/requests/adapters.py"),
    Preset(
      name: "httpx",
      title: "httpx HTTPTransport",
      version: "httpx 0.28.1, httpcore 1.0.9",
      attempts: .atMost(1),
      timeout: .seconds(5),
      backoff: Backoff.none,
      timeouts: .never,
      connectionErrors: .never,
      statuses: [
        Statuses([429, 500, 502, 503, 504], .never)
      ],
      post: "no",
      notes: """
        0 retries; 5 s each for connect, read, write, pool; retries=n retries connecting only, \
        with 0, 0.5, 1, 2 ... s
        """,
      source: "encode/httpx httpx/_transports/default.py, _config.py"),
    Preset(
      name: "aiohttp",
      title: "aiohttp ClientSession",
      version: "aiohttp 3.14.5",
      attempts: .atMost(2),
      timeout: .seconds(300),
      backoff: Backoff.none,
      timeouts: .never,
      connectionErrors: .partly("once, on a reused keep-alive connection that the server closed"),
      failedConnects: .never,
      statuses: [
        Statuses([429, 500, 502, 503, 504], .never)
      ],
      post: "no",
      notes: """
        Total timeout 300 s, socket connect 30 s; the one hidden retry is for GET, HEAD, \
        OPTIONS, TRACE, PUT, DELETE
        """,
      source: "aio-libs/aiohttp aiohttp/client.py"),
    Preset(
      name: "aiohttp-retry",
      title: "aiohttp-retry ExponentialRetry",
      version: "aiohttp-retry 2.9.1",
      attempts: .atMost(3),
      backoff: Backoff(.exponential(base: .milliseconds(200), factor: 2, cap: .seconds(30))),
      timeouts: .never,
      connectionErrors: .never,
      statuses: [
        Statuses(Array(500...599), .always),
        Statuses([429], .never),
      ],
      post: "yes: on any 5xx answer; not after a timeout or a connection error",
      notes: """
        All nine methods, all 5xx; the set of exceptions is empty by default, though a comment \
        there says all, so neither timeouts nor broken connections are retried; the first wait \
        is base x 2^1 = 200 ms
        """,
      source: "inyutin/aiohttp_retry aiohttp_retry/retry_options.py, client.py"),
    Preset(
      name: "tenacity",
      title: "tenacity @retry with no arguments",
      version: "tenacity 9.2.1",
      attempts: .unbounded,
      backoff: Backoff.none,
      timeouts: .always,
      connectionErrors: .always,
      post: "yes: any exception of any function",
      notes: "Retries for ever without waiting on any Exception; no HTTP knowledge",
      source: "jd/tenacity tenacity/__init__.py"),
    Preset(
      name: "stamina",
      title: "stamina.retry",
      version: "stamina 26.1.0",
      attempts: .atMost(10),
      deadline: .seconds(45),
      backoff: capped(
        Backoff(
          .exponential(base: .milliseconds(100), factor: 2, cap: .seconds(5)),
          jitter: .additive(upTo: .seconds(1), step: .zero))),
      timeouts: .unknown,
      connectionErrors: .unknown,
      post: "not known: the caller names what is retried",
      notes: """
        The caller must name the exceptions; the cap includes the jitter. Jitter: uniform up to \
        1000 ms
        """,
      source: "hynek/stamina src/stamina/_core.py"),
    Preset(
      name: "backoff-python",
      title: "backoff.on_exception(backoff.expo, ...)",
      version: "backoff 2.2.1",
      attempts: .unbounded,
      backoff: Backoff(.exponential(base: .seconds(1), factor: 2, cap: .longest), jitter: .full),
      timeouts: .unknown,
      connectionErrors: .unknown,
      post: "not known: the caller names what is retried",
      notes: "No limit and no cap unless given; the caller names the exceptions",
      source: "litl/backoff backoff/_decorator.py, _wait_gen.py, _jitter.py"),
    Preset(
      name: "retrying-python",
      title: "retrying @retry with no arguments",
      version: "retrying 1.4.2",
      attempts: .unbounded,
      backoff: Backoff.none,
      timeouts: .always,
      connectionErrors: .always,
      post: "yes: any exception of any function",
      source: "groodt/retrying retrying.py"),
    Preset(
      name: "openai-python",
      title: "openai-python",
      version: "openai 3.54.0",
      attempts: .atMost(3),
      timeout: .seconds(600),
      backoff: Backoff(
        .exponential(base: .milliseconds(500), factor: 2, cap: .seconds(8)),
        jitter: .shortened(0.25)),
      timeouts: .always,
      connectionErrors: .always,
      statuses: [
        Statuses([408, 409, 429] + (500...599), .always)
      ],
      post: "yes: without a key on the wire",
      idempotencyKey: "prepared for every non-GET but not sent: the header name is unset",
      notes: """
        Also 408 and 409; connect timeout 5 s; Retry-After up to 120 s obeyed, beyond it no \
        retry; x-should-retry overrides
        """,
      source: "openai/openai-python src/openai/_constants.py, _base_client.py"),
    Preset(
      name: "anthropic-python",
      title: "anthropic-sdk-python",
      version: "anthropic 2.12.0",
      attempts: .atMost(3),
      timeout: .seconds(600),
      backoff: Backoff(
        .exponential(base: .milliseconds(500), factor: 2, cap: .seconds(8)),
        jitter: .shortened(0.25)),
      timeouts: .always,
      connectionErrors: .always,
      statuses: [
        Statuses([408, 409, 429] + (500...599), .always)
      ],
      post: "yes: without a key on the wire",
      idempotencyKey: "prepared for every non-GET but not sent: the header name is unset",
      notes: "Also 408 and 409; connect timeout 5 s; x-should-retry overrides",
      source: "anthropics/anthropic-sdk-python src/anthropic/_constants.py, _base_client.py"),
    Preset(
      name: "twilio-python",
      title: "twilio-python",
      version: "twilio 9.13.0",
      attempts: .atMost(1),
      backoff: Backoff.none,
      timeouts: .never,
      connectionErrors: .never,
      statuses: [
        Statuses([429, 500, 502, 503, 504], .never)
      ],
      post: "no",
      notes: "No retries and no timeout unless configured",
      source: "twilio/twilio-python twilio/http/http_client.py"),
    Preset(
      name: "elasticsearch-python",
      title: "elastic-transport",
      version: "elastic-transport 9.4.2",
      attempts: .atMost(4),
      timeout: .seconds(10),
      backoff: Backoff.none,
      timeouts: .never,
      connectionErrors: .always,
      statuses: [
        Statuses([429, 502, 503, 504], .always),
        Statuses([500], .never),
      ],
      post: "yes",
      circuitBreaker: "dead nodes are taken out of rotation for a while",
      idempotencyKey: "none: an index call without an id makes a second document",
      notes: "Goes to the next node at once; retry_on_timeout false",
      source: "elastic/elastic-transport-python elastic_transport/_transport.py, _models.py"),
    Preset(
      name: "slack-sdk-python",
      title: "slack_sdk WebClient",
      version: "slack_sdk 3.47.0",
      attempts: .atMost(2),
      timeout: .seconds(30),
      backoff: Backoff(
        .exponential(base: .milliseconds(500), factor: 2, cap: .longest),
        jitter: .additive(upTo: .seconds(1), step: .zero)),
      timeouts: .never,
      connectionErrors: .always,
      statuses: [
        Statuses([429, 500, 502, 503, 504], .never)
      ],
      post: "yes: every Web API call is a POST, chat.postMessage too",
      notes: """
        Only the connection-error handler is on; rate-limit and server-error handlers are \
        opt-in. Jitter: uniform up to 1000 ms
        """,
      source: "slackapi/python-slack-sdk slack_sdk/http_retry/builtin_handlers.py"),
  ]
}
