// W2 in C++: the hold model on a binary heap. The yardstick of the workload of the same name in
// Sources/benchmarks.
//
//   g++ -std=c++17 -O3 -march=native -o hold hold.cpp && ./hold [EVENTS]
//
// N events are pending; each one that is handled schedules one more after an exponential time of
// mean 1 s, so that N stay pending (Jones, "An Empirical Comparison of Priority-Queue and Event-Set
// Implementations", Communications of the ACM 29, 1986).

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace {

constexpr double meanWait = 1e9;  // nanoseconds

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

  std::int64_t exponential(double mean) {
    // In (0, 1), so that its logarithm is finite.
    const double uniform = (static_cast<double>(bits() >> 11) + 0.5) * 0x1p-53;
    return static_cast<std::int64_t>(-mean * std::log(uniform) + 0.5);
  }

 private:
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

  static std::uint64_t rotated(std::uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }

  std::uint64_t state[4];
};

struct Event {
  std::int64_t time;       // nanoseconds
  std::uint64_t sequence;  // Events of the same instant are handled in the order of scheduling.
  std::uint32_t id;
};

struct Later {
  bool operator()(const Event& a, const Event& b) const {
    return a.time != b.time ? a.time > b.time : a.sequence > b.sequence;
  }
};

// Returns a digest of the order in which the events were handled, so that none of it is dead code.
std::uint64_t hold(std::vector<Event>& agenda, std::uint64_t events, Random& random) {
  std::uint64_t sequence = agenda.size();
  std::uint64_t digest = 0;
  for (std::uint64_t handled = 0; handled < events; ++handled) {
    std::pop_heap(agenda.begin(), agenda.end(), Later());
    Event event = agenda.back();
    agenda.pop_back();
    digest = digest * 31 + event.id;
    event.time += random.exponential(meanWait);
    event.sequence = sequence++;
    agenda.push_back(event);
    std::push_heap(agenda.begin(), agenda.end(), Later());
  }
  return digest;
}

void measure(std::uint32_t pending, std::uint64_t events) {
  Random random(1);
  std::vector<Event> agenda;
  agenda.reserve(pending);
  // What is timed is as in Sources/benchmarks: filling the agenda, then handling the events.
  const auto start = std::chrono::steady_clock::now();
  for (std::uint32_t id = 0; id < pending; ++id) {
    agenda.push_back({random.exponential(meanWait), id, id});
    std::push_heap(agenda.begin(), agenda.end(), Later());
  }
  const std::uint64_t digest = hold(agenda, events, random);
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
  std::printf(
      "hold,%u,%llu,%.3f,%.0f\n", pending, static_cast<unsigned long long>(events),
      elapsed.count(), static_cast<double>(events) / elapsed.count());
  std::fprintf(stderr, "digest %016llx\n", static_cast<unsigned long long>(digest));
}

}  // namespace

int main(int argumentCount, char** arguments) {
  const std::uint64_t events =
      argumentCount > 1 ? std::strtoull(arguments[1], nullptr, 10) : 10'000'000;
  if (events == 0) {
    std::fprintf(stderr, "usage: hold [EVENTS], at least 1\n");
    return 2;
  }
  std::printf("workload,pending,events,seconds,events_per_second\n");
  for (std::uint32_t pending : {1'000u, 100'000u, 1'000'000u}) measure(pending, events);
  return 0;
}
