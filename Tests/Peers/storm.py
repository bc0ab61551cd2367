"""W3 in SimPy: the same storm as `StormWorkload`, to compare speeds.

    python3 -m venv venv && venv/bin/pip install simpy==4.1.1
    venv/bin/python Tests/Peers/storm.py [SECONDS]

10,000 clients begin 12,000 operations a second on a server of 100 workers with 10 ms each and a queue of
10,000, for 60 simulated seconds unless told otherwise. Timeout 500 ms, 3 attempts, full jitter on
100 ms, 200 ms. The server serves on for clients that have given up. Counts agree with those of
`benchmarks` up to chance; what is compared is the time for each operation.
"""

import random
import sys
import time

import simpy

SECONDS = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
TIMEOUT, ATTEMPTS, WORKERS, QUEUE = 0.5, 3, 100, 10_000

random.seed(1)
env = simpy.Environment()
workers = simpy.Resource(env, capacity=WORKERS)
counts = {"operations": 0, "acknowledged": 0, "copies": 0, "requests": 0}


def latency():
    return random.expovariate(1 / 0.005)


def request(answer):
    """One request: there, perhaps a queue, served, and back."""
    yield env.timeout(latency())
    counts["requests"] += 1
    if workers.count == WORKERS and len(workers.queue) >= QUEUE:
        yield env.timeout(latency())
        if not answer.triggered:
            answer.succeed(503)
        return
    with workers.request() as turn:
        yield turn
        yield env.timeout(random.expovariate(1 / 0.010))
    counts["copies"] += 1
    yield env.timeout(latency())
    if not answer.triggered:
        answer.succeed(200)


def operation():
    """One client's write with its retries; a late success counts."""
    counts["operations"] += 1
    answers = []
    for attempt in range(1, ATTEMPTS + 1):
        answer = env.event()
        answers.append(answer)
        env.process(request(answer))
        timer = env.timeout(TIMEOUT)
        yield env.any_of([a for a in answers if not a.processed] + [timer])
        if any(a.triggered and a.value == 200 for a in answers):
            counts["acknowledged"] += 1
            return
        if answer.triggered and answer.value == 503:
            # 503 is not retried.
            return
        if attempt < ATTEMPTS:
            wait = env.timeout(random.uniform(0, min(0.1 * 2 ** (attempt - 1), 1.0)))
            yield env.any_of([a for a in answers if not a.processed] + [wait])
            if any(a.triggered and a.value == 200 for a in answers):
                counts["acknowledged"] += 1
                return


def arrivals():
    while True:
        yield env.timeout(random.expovariate(12_000))
        if env.now >= SECONDS:
            return
        env.process(operation())


env.process(arrivals())
start = time.perf_counter()
env.run()
elapsed = time.perf_counter() - start
print(
    f"{counts['operations'] / elapsed:.0f} operations/s of wall time, {elapsed:.1f} s;",
    " ".join(f"{name} {count}" for name, count in counts.items()),
)
