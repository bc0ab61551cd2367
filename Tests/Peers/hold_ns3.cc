// W2 in ns-3: the hold model on its default scheduler, to compare speeds.
//
//   apt-get install libns3-dev g++
//   g++ -std=c++20 -O3 -march=native -o hold_ns3 hold_ns3.cc -lns3-core
//   ./hold_ns3 PENDING [EVENTS]
//
// PENDING events are pending; each one that is handled schedules one more after Exp(1). The scheduler is the
// one that a program gets which names none (ns3::MapScheduler).

#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include <ns3/nstime.h>
#include <ns3/simulator.h>

namespace {

std::uint64_t state = 1;
std::uint64_t left = 0;
std::uint64_t handled = 0;

// SplitMix64, as hold.cpp has it: cheap beside a scheduler.
std::uint64_t bits() {
  std::uint64_t word = state += 0x9e3779b97f4a7c15;
  word = (word ^ (word >> 30)) * 0xbf58476d1ce4e5b9;
  word = (word ^ (word >> 27)) * 0x94d049bb133111eb;
  return word ^ (word >> 31);
}

ns3::Time exponential() {
  const double unit = static_cast<double>((bits() >> 11) + 1) * 0x1p-53;
  return ns3::NanoSeconds(static_cast<std::int64_t>(-std::log(unit) * 1e9));
}

void handle() {
  ++handled;
  if (left == 0) {
    ns3::Simulator::Stop();
    return;
  }
  --left;
  ns3::Simulator::Schedule(exponential(), &handle);
}

}  // namespace

int main(int count, char** arguments) {
  const std::uint64_t pending = count > 1 ? std::strtoull(arguments[1], nullptr, 10) : 1000;
  left = count > 2 ? std::strtoull(arguments[2], nullptr, 10) : 2'000'000;
  // What is timed is as in Sources/benchmarks: filling the agenda, then handling the events.
  const auto start = std::chrono::steady_clock::now();
  for (std::uint64_t index = 0; index < pending; ++index) {
    ns3::Simulator::Schedule(exponential(), &handle);
  }
  ns3::Simulator::Run();
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
  std::printf("%.2f million events/s\n", static_cast<double>(handled) / elapsed.count() / 1e6);
  return 0;
}
