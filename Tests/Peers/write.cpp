// W1 in C++: the essay's write, as one would write it by hand for speed. The yardstick of the
// workload of the same name in Sources/benchmarks.
//
//   g++ -std=c++17 -O3 -march=native -o write write.cpp && ./write [TRIALS]
//
// A client sends a write up to four times; requests, responses and the server fail as below. An
// attempt ends at the first of its response or its timer. A late success of an earlier attempt is
// an acknowledgement while the client is still trying. What is in flight when the client decides
// still arrives and still stores. Right runs acknowledge 98.48 % with one copy, 1.50 % with two.

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace {

using Nanoseconds = std::int64_t;
constexpr Nanoseconds millisecond = 1'000'000;

constexpr double requestLoss = 0.01;
constexpr double responseLoss = 0.01;
constexpr double failsBeforeStore = 0.005;
constexpr double failsAfterStore = 0.005;  // of the requests that came this far
constexpr double meanTransit = 20.0 * millisecond;  // each way
constexpr double meanService = 5.0 * millisecond;
constexpr Nanoseconds timeout = 200 * millisecond;
constexpr Nanoseconds backoffBase = 50 * millisecond;
constexpr Nanoseconds backoffCap = 1'000 * millisecond;
constexpr std::uint32_t attemptLimit = 4;

// xoshiro256++ 1.0 (Blackman and Vigna, 2019), seeded by SplitMix64.
class Random {
 public:
  explicit Random(std::uint64_t seed) {
    for (std::uint64_t& word : state) {
      std::uint64_t z = (seed += 0x9e3779b97f4a7c15);
      z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
      z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
      word = z ^ (z >> 31);
    }
  }

  std::uint64_t bits() {
    const std::uint64_t result = rotated(state[0] + state[3], 23) + state[0];
    const std::uint64_t shifted = state[1] << 17;
    state[2] ^= state[0];
    state[3] ^= state[1];
    state[1] ^= state[2];
    state[0] ^= state[3];
    state[2] ^= shifted;
    state[3] = rotated(state[3], 45);
    return result;
  }

  // In (0, 1), so that its logarithm is finite.
  double uniform() { return (static_cast<double>(bits() >> 11) + 0.5) * 0x1p-53; }

  bool happens(double probability) {
    return bits() < static_cast<std::uint64_t>(probability * 0x1p64);
  }

  Nanoseconds exponential(double mean) {
    return static_cast<Nanoseconds>(-mean * std::log(uniform()) + 0.5);
  }

 private:
  static std::uint64_t rotated(std::uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }

  std::uint64_t state[4];
};

enum class Kind : std::uint8_t {
  attemptTimesOut,
  requestArrives,
  serviceEnds,
  successArrives,
  errorArrives,
  backoffEnds,
};

struct Event {
  Nanoseconds time;
  std::uint32_t sequence;  // Events of the same instant are handled in the order of scheduling.
  std::uint16_t attempt;
  Kind kind;
};

struct Later {
  bool operator()(const Event& a, const Event& b) const {
    return a.time != b.time ? a.time > b.time : a.sequence > b.sequence;
  }
};

enum Belief { acknowledged, error, timedOut };

class Simulation {
 public:
  explicit Simulation(std::uint64_t seed) : random(seed) {}

  void runTrial() {
    now = 0;
    sequence = 0;
    attempt = 0;
    copies = 0;
    phase = Phase::waiting;
    send();
    while (!agenda.empty()) {
      std::pop_heap(agenda.begin(), agenda.end(), Later());
      const Event event = agenda.back();
      agenda.pop_back();
      now = event.time;
      handle(event);
    }
    outcomes[belief][std::min(copies, 3u)] += 1;
    timeSum += static_cast<std::uint64_t>(decidedAt);
  }

  // How many trials ended with this belief and so many copies; 3 stands for 3 and more.
  std::uint64_t count(Belief b, int n) const { return outcomes[b][n]; }

 private:
  enum class Phase { waiting, backingOff, decided };

  void handle(const Event& event) {
    switch (event.kind) {
      case Kind::attemptTimesOut:
        if (phase == Phase::waiting && event.attempt == attempt) fail(timedOut);
        break;
      case Kind::requestArrives:
        schedule(random.exponential(meanService), Kind::serviceEnds, event.attempt);
        break;
      case Kind::serviceEnds:
        serve(event.attempt);
        break;
      case Kind::successArrives:
        if (phase != Phase::decided) decide(acknowledged);
        break;
      case Kind::errorArrives:
        if (phase == Phase::waiting && event.attempt == attempt) fail(error);
        break;
      case Kind::backoffEnds:
        if (phase == Phase::backingOff) send();
        break;
    }
  }

  void send() {
    attempt += 1;
    phase = Phase::waiting;
    // Before the request: at the very instant of the timer, the timer comes first.
    schedule(timeout, Kind::attemptTimesOut, attempt);
    if (random.happens(requestLoss)) return;
    schedule(random.exponential(meanTransit), Kind::requestArrives, attempt);
  }

  void serve(std::uint16_t number) {
    bool isError = random.happens(failsBeforeStore);
    if (!isError) {
      copies += 1;
      isError = random.happens(failsAfterStore);
    }
    if (random.happens(responseLoss)) return;
    schedule(
        random.exponential(meanTransit), isError ? Kind::errorArrives : Kind::successArrives,
        number);
  }

  void fail(Belief whatTheClientSaw) {
    if (attempt == attemptLimit) {
      decide(whatTheClientSaw);
      return;
    }
    phase = Phase::backingOff;
    const Nanoseconds longest = std::min(backoffBase << (attempt - 1), backoffCap);
    const double wait = random.uniform() * static_cast<double>(longest);
    schedule(static_cast<Nanoseconds>(wait + 0.5), Kind::backoffEnds, attempt);
  }

  void decide(Belief b) {
    phase = Phase::decided;
    belief = b;
    decidedAt = now;
  }

  void schedule(Nanoseconds delay, Kind kind, std::uint16_t number) {
    agenda.push_back({now + delay, sequence++, number, kind});
    std::push_heap(agenda.begin(), agenda.end(), Later());
  }

  Random random;
  std::vector<Event> agenda;
  Nanoseconds now = 0;
  Nanoseconds decidedAt = 0;
  std::uint32_t sequence = 0;
  std::uint32_t copies = 0;
  std::uint16_t attempt = 0;
  Phase phase = Phase::waiting;
  Belief belief = timedOut;
  std::uint64_t outcomes[3][4] = {};
  std::uint64_t timeSum = 0;
};

}  // namespace

int main(int argumentCount, char** arguments) {
  const std::uint64_t trials =
      argumentCount > 1 ? std::strtoull(arguments[1], nullptr, 10) : 5'000'000;
  if (trials == 0) {
    std::fprintf(stderr, "usage: write [TRIALS], at least 1\n");
    return 2;
  }
  Simulation simulation(1);
  const auto start = std::chrono::steady_clock::now();
  for (std::uint64_t trial = 0; trial < trials; ++trial) simulation.runTrial();
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
  const double n = static_cast<double>(trials);
  std::printf(
      "workload,trials,seconds,trials_per_second,acknowledged_1,acknowledged_2\n"
      "write,%llu,%.3f,%.0f,%.6f,%.6f\n",
      static_cast<unsigned long long>(trials), elapsed.count(), n / elapsed.count(),
      static_cast<double>(simulation.count(acknowledged, 1)) / n,
      static_cast<double>(simulation.count(acknowledged, 2)) / n);
  return 0;
}
