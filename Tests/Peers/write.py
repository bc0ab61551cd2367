"""W1 in SimPy: the essay's write, to compare speeds.

    python3 -m venv venv && venv/bin/pip install simpy==4.1.1
    venv/bin/python Tests/Peers/write.py [TRIALS]

The workload of the same name in Sources/benchmarks, and of write.cpp: a write is sent up to four times;
requests and responses are lost with 1 %, the server fails with 0.5 % before it stores and after; latencies
are exponential (20 ms each way, 5 ms of service), the timeout is 200 ms, and the backoff has full jitter on
50 ms · 2^k up to 1 s. An attempt ends at the first of its response or its timer; a late success of an
earlier attempt is an acknowledgement while the client is still trying; what is in flight still arrives and
still stores. Right runs acknowledge 98.48 % with one copy, 1.50 % with two.
"""

import random
import sys
import time

import simpy

TRIALS = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
LOSS, FAILS, TRANSIT, SERVICE, TIMEOUT, ATTEMPTS = 0.01, 0.005, 0.020, 0.005, 0.2, 4

random.seed(1)


class Write:
    """One operation: how often it was stored, and whether the client knows."""

    def __init__(self, env):
        self.env = env
        self.copies = 0
        self.acknowledged = env.event()

    def request(self, answer):
        """A request on its way, and the response to it."""
        env = self.env
        if random.random() < LOSS:
            return
        yield env.timeout(random.expovariate(1 / TRANSIT) + random.expovariate(1 / SERVICE))
        if random.random() < FAILS:
            succeeds = False
        else:
            self.copies += 1
            succeeds = random.random() >= FAILS
        if random.random() < LOSS:
            return
        yield env.timeout(random.expovariate(1 / TRANSIT))
        if succeeds:
            if not self.acknowledged.triggered:
                self.acknowledged.succeed()
        elif not answer.triggered:
            answer.succeed()

    def client(self):
        env = self.env
        for attempt in range(ATTEMPTS):
            answer = env.event()
            env.process(self.request(answer))
            yield env.any_of([answer, self.acknowledged, env.timeout(TIMEOUT)])
            if self.acknowledged.triggered:
                return True
            if attempt + 1 < ATTEMPTS:
                wait = random.uniform(0, min(0.050 * 2**attempt, 1.0))
                yield env.any_of([self.acknowledged, env.timeout(wait)])
                if self.acknowledged.triggered:
                    return True
        return False


counts = {}
start = time.perf_counter()
for _ in range(TRIALS):
    env = simpy.Environment()
    write = Write(env)
    client = env.process(write.client())
    env.run()
    key = ("acknowledged" if client.value else "not acknowledged", write.copies)
    counts[key] = counts.get(key, 0) + 1
elapsed = time.perf_counter() - start

for (belief, copies), count in sorted(counts.items()):
    print(f"{belief}, {copies} copies: {100 * count / TRIALS:.2f} %")
print(f"{TRIALS / elapsed:,.0f} trials/s")
