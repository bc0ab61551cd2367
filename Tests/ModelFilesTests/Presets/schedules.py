#!/usr/bin/env python3
"""Prints Schedules.swift: how libraries retry under constant failure, as they do it themselves.

Needs, from PyPI: urllib3 requests httpx aiohttp aiohttp-retry tenacity stamina backoff retrying
google-api-core redis stripe openai anthropic squareup azure-core botocore elastic-transport slack_sdk.

Each library runs against a server on this machine that always fails, or calls a function that always
does. Nothing is slept: the waits are written down, once with all chances at their lower end and once at
their upper end. The number of requests is counted with the library's own defaults, the waits with more
retries than that where the library allows it, so that caps are seen.
"""
import random
import sys
import time

CHANCE = 0.0
SLEPT = []
random.random = lambda: CHANCE
random.uniform = lambda a, b: a + (b - a) * CHANCE
really_sleep = time.sleep
time.sleep = lambda seconds=0, *_: SLEPT.append(float(seconds))

import asyncio
import importlib.metadata
import os
import threading
import types
import warnings
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

warnings.simplefilter("ignore")
os.environ.update(AWS_ACCESS_KEY_ID="x", AWS_SECRET_ACCESS_KEY="x", AWS_DEFAULT_REGION="us-east-1",
                  AWS_EC2_METADATA_DISABLED="true", AWS_CONFIG_FILE="/dev/null",
                  AWS_SHARED_CREDENTIALS_FILE="/dev/null")
CALLS = [0]
MANY = 12
STATUS = 500
# Whether the server answers too late, and how long clients wait then.
HANGS = False
PATIENCE = 0.2
STATUSES = [400, 401, 404, 408, 409, 413, 422, 425, 429, 500, 501, 502, 503, 504, 505, 509, 521, 599]


class Failing(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self):
        CALLS[0] += 1
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if HANGS:
            threading.Event().wait(0.6)
        body = b'{"error": {"message": "no"}}'
        if "Boto" in self.headers.get("User-Agent", ""):
            body = b"<ErrorResponse><Error><Code>No</Code></Error></ErrorResponse>"
        self.send_response(STATUS)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_PUT = answer

    def log_message(self, *_):
        pass


class Quiet(ThreadingHTTPServer):
    def handle_error(self, *_):
        pass


server = Quiet(("127.0.0.1", 0), Failing)
threading.Thread(target=server.serve_forever, daemon=True).start()
URL = f"http://127.0.0.1:{server.server_port}"


class Enough(BaseException):
    pass


def fails(error=Exception, limit=MANY + 1):
    def function(*_, **__):
        CALLS[0] += 1
        if CALLS[0] >= limit:
            raise Enough
        raise error("no")
    return function


def tenacity_(_):
    import tenacity
    tenacity.retry(fails())()


def stamina_(more):
    import stamina
    # The limit on the whole is off: the clock does not move while nothing is slept.
    options = dict(attempts=MANY + 1) if more else {}
    stamina.retry(on=Exception, **options)(fails(limit=10 ** 6))()


def backoff_(_):
    import backoff
    backoff.on_exception(backoff.expo, Exception)(fails())()


def retrying_(_):
    import retrying
    retrying.retry(fails())()


def google_(_):
    from google.api_core import exceptions, retry
    retry.Retry()(fails(exceptions.InternalServerError))()


def redis_(_):
    import redis
    import redis.retry
    redis.retry.sleep = time.sleep
    policy = redis.Redis().connection_pool.connection_kwargs["retry"]
    policy.call_with_retry(fails(redis.ConnectionError, 10 ** 6), lambda *_: None)


def stripe_(more):
    import stripe
    if HANGS:
        stripe.default_http_client = stripe.RequestsClient(timeout=PATIENCE)
    # The module's own functions: a StripeClient sends once unless it is told to retry.
    stripe.api_key, stripe.api_base = "sk_test_x", URL
    if more:
        stripe.max_network_retries = MANY
    stripe.Customer.create(name="x")


def openai_(more):
    import openai
    import openai._base_client as base
    base.random = random.random
    options = dict(max_retries=MANY) if more else {}
    options |= dict(timeout=PATIENCE) if HANGS else {}
    openai.OpenAI(api_key="x", base_url=URL, **options).chat.completions.create(model="x", messages=[{"role": "user", "content": "x"}])


def anthropic_(more):
    import anthropic
    import anthropic._base_client as base
    base.random = random.random
    options = dict(max_retries=MANY) if more else {}
    options |= dict(timeout=PATIENCE) if HANGS else {}
    anthropic.Anthropic(api_key="x", base_url=URL, **options).messages.create(model="x", max_tokens=1, messages=[{"role": "user", "content": "x"}])


def square_(more):
    import square
    import square.core.http_client as base
    base.random = random.random
    square.Square(token="x", base_url=URL, timeout=PATIENCE if HANGS else 60).customers.create(
        given_name="x", request_options=dict(max_retries=MANY) if more else None)


def azure_(method):
    def run(more):
        from azure.core import PipelineClient
        from azure.core.pipeline.policies import RetryPolicy
        from azure.core.rest import HttpRequest
        options = dict(retry_total=MANY, retry_status=MANY) if more else {}
        PipelineClient(URL, policies=[RetryPolicy(**options)]).send_request(
            HttpRequest(method, URL), **(dict(read_timeout=PATIENCE) if HANGS else {}))
    return run


def botocore_(mode):
    def run(more):
        import botocore.config
        import botocore.session
        retries = dict(mode=mode, **(dict(total_max_attempts=MANY + 1) if more else {}))
        session = botocore.session.get_session()
        config = botocore.config.Config(retries=retries, **(dict(read_timeout=PATIENCE) if HANGS else {}))
        session.create_client("sns", endpoint_url=URL, config=config) \
            .publish(TopicArn="arn:aws:sns:us-east-1:1:x", Message="x")
    return run


def urllib3_(method):
    def run(_):
        import urllib3
        urllib3.PoolManager(retries=urllib3.Retry(3), timeout=PATIENCE).request(method, URL)
    return run


def requests_(_):
    import requests
    requests.post(URL, data="x", timeout=PATIENCE if HANGS else None)


def httpx_(_):
    import httpx
    httpx.post(URL, content="x", timeout=PATIENCE if HANGS else 5)


def aiohttp_(_):
    import aiohttp

    async def run():
        patience = aiohttp.ClientTimeout(PATIENCE if HANGS else 300)
        async with aiohttp.ClientSession(timeout=patience) as session:
            async with session.post(URL, data="x"):
                pass
    asyncio.run(run())


def aiohttp_retry_(method):
    def run(more):
        import aiohttp
        import aiohttp_retry
        import aiohttp_retry.client as base

        async def sleep(seconds):
            SLEPT.append(seconds)

        async def request():
            base.asyncio = types.SimpleNamespace(sleep=sleep)
            options = aiohttp_retry.ExponentialRetry(**(dict(attempts=MANY + 1) if more else {}))
            patience = aiohttp.ClientTimeout(PATIENCE if HANGS else 300)
            async with aiohttp_retry.RetryClient(retry_options=options, timeout=patience) as session:
                async with session.request(method, URL, data="x"):
                    pass
        asyncio.run(request())
    return run


def elastic_(method):
    def run(more):
        import elastic_transport
        node = elastic_transport.NodeConfig("http", "127.0.0.1", server.server_port)
        elastic_transport.Transport([node], **(dict(max_retries=MANY) if more else {})) \
            .perform_request(method, "/", body={}, headers={"content-type": "application/json"},
                             request_timeout=PATIENCE if HANGS else None)
    return run


def slack_(_):
    import slack_sdk
    import slack_sdk.web.base_client as base
    # Nothing listens on port 9.
    slack_sdk.WebClient(token="x", base_url="http://127.0.0.1:9/").chat_postMessage(channel="x", text="x")


CASES = [
    ("tenacity", "tenacity", "POST", "timeout", tenacity_),
    ("stamina", "stamina", "POST", "exception", stamina_),
    ("backoff-python", "backoff", "POST", "exception", backoff_),
    ("retrying-python", "retrying", "POST", "timeout", retrying_),
    ("google-api-core-python", "google-api-core", "POST", "500", google_),
    ("redis-py", "redis", "POST", "timeout", redis_),
    ("stripe-python", "stripe", "POST", "500", stripe_),
    ("openai-python", "openai", "POST", "500", openai_),
    ("anthropic-python", "anthropic", "POST", "500", anthropic_),
    ("square-python", "squareup", "POST", "500", square_),
    ("azure-core-python", "azure-core", "POST", "500", azure_("POST")),
    ("azure-core-python", "azure-core", "PUT", "500", azure_("PUT")),
    ("aws-botocore-standard", "botocore", "POST", "500", botocore_("standard")),
    ("aws-botocore-adaptive", "botocore", "POST", "500", botocore_("adaptive")),
    ("aws-botocore-legacy", "botocore", "POST", "500", botocore_("legacy")),
    ("urllib3-default", "urllib3", "PUT", "timeout", urllib3_("PUT")),
    ("urllib3-default", "urllib3", "POST", "timeout", urllib3_("POST")),
    ("requests", "requests", "POST", "500", requests_),
    ("httpx", "httpx", "POST", "500", httpx_),
    ("aiohttp", "aiohttp", "POST", "500", aiohttp_),
    ("aiohttp-retry", "aiohttp-retry", "POST", "500", aiohttp_retry_("POST")),
    ("aiohttp-retry", "aiohttp-retry", "PUT", "500", aiohttp_retry_("PUT")),
    ("elasticsearch-python", "elastic-transport", "POST", "503", elastic_("POST")),
    ("elasticsearch-python", "elastic-transport", "PUT", "503", elastic_("PUT")),
    ("slack-sdk-python", "slack_sdk", "POST", "connection", slack_),
]


def once(run, chance, more):
    global CHANCE
    CHANCE = chance
    CALLS[0] = 0
    SLEPT.clear()
    try:
        run(more)
    except Enough:
        return None, list(SLEPT)
    except Exception as error:
        print(f"  {type(error).__name__}: {str(error)[:100]}", file=sys.stderr)
    return CALLS[0], list(SLEPT)


def retried(run):
    """The statuses after which more than one request comes."""
    global STATUS
    found = []
    for STATUS in STATUSES:
        count, _ = once(run, 0.0, False)
        if count is None or count > 1:
            found.append(STATUS)
    STATUS = 500
    return found


def retries_timeouts(run):
    """Whether more than one request comes when the answer is late."""
    global HANGS
    HANGS = True
    count, _ = once(run, 0.0, False)
    HANGS = False
    return count > 1


def milliseconds(waits, retries):
    # A library that does not wait does not sleep: all, or only the first.
    waits = [0.0] * (retries - len(waits)) + waits
    return "[" + ", ".join(f"{round(wait * 1000, 6):.10g}" for wait in waits) + "]"


print("// Printed by schedules.py: how each library retries when everything fails.")
print("extension Schedule {")
print("  /// The statuses that `retried` was chosen from.")
print(f"  static let statuses: [UInt16] = {STATUSES}")
print()
print("  static let all = [")
for preset, package, method, failure, run in CASES:
    print(preset, file=sys.stderr)
    meets_server = not (failure in ("exception", "connection") or run in (
        tenacity_, retrying_, redis_, google_))
    statuses = retried(run) if meets_server else None
    timeouts = retries_timeouts(run) if meets_server else None
    STATUS = int(failure) if failure.isdigit() else 500
    HANGS = meets_server and failure == "timeout"
    count, _ = once(run, 0.0, False)
    _, low = once(run, 0.0, True)
    total, high = once(run, 1 - 2 ** -53, True)
    low, high = min(low, high), max(low, high)
    retries = (total or MANY + 1) - 1
    if failure == "connection":
        # It never reaches the server that counts.
        count, retries = None, len(low)
    version = importlib.metadata.version(package)
    print("    Schedule(")
    print(f'      preset: "{preset}", package: "{package} {version}", method: "{method}",')
    print(f'      failure: "{failure}", requests: {"nil" if count is None else count},')
    print(f"      retried: {'nil' if statuses is None else statuses},")
    print(f"      retriesTimeouts: {'nil' if timeouts is None else str(timeouts).lower()},")
    HANGS = False
    print(f"      low: {milliseconds(low, retries)},")
    print(f"      high: {milliseconds(high, retries)}),")
print("  ]")
print("}")
