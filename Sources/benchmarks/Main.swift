import Foundation
import Simulation
import WorkedProtocols

/// Runs the workloads and prints their rates: `benchmarks [W1 … W5] [--format table|csv]`.
@main
enum Main {
  /// Runs the workloads that were named, or all of them, one after the other.
  static func main() {
    var chosen: [String] = []
    var writes: ([Measured]) -> String = table
    var arguments = Array(CommandLine.arguments.dropFirst())[...]
    while let argument = arguments.popFirst() {
      switch (argument, argument == "--format" ? arguments.popFirst() : nil) {
      case ("--format", "table"): writes = table
      case ("--format", "csv"): writes = csv
      case (let name, nil) where workloads.contains { $0.name == name }: chosen.append(name)
      default:
        let names = workloads.map(\.name).joined(separator: "|")
        let usage = "usage: benchmarks [\(names)]... [--format table|csv]\n"
        FileHandle.standardError.write(Data(usage.utf8))
        exit(2)
      }
    }
    var rows: [Measured] = []
    for workload in workloads where chosen.isEmpty || chosen.contains(workload.name) {
      rows += workload.measure()
    }
    print(writes(rows), terminator: "")
  }

  /// The workloads and their measurements.
  private static let workloads: [(name: String, measure: @Sendable () -> [Measured])] = [
    ("W1", measureWrites), ("W2", measureHold), ("W3", measureStorm), ("W4", measureExact),
    ("W5", measureProtocols),
  ]

  /// W1 on one thread and on all cores.
  @Sendable private static func measureWrites() -> [Measured] {
    let cores = ProcessInfo.processInfo.activeProcessorCount
    return (cores > 1 ? [1, cores] : [1]).map { jobs in
      Measured.best(of: 3) { WriteWorkload.run(jobs: jobs) }
    }
  }

  /// W2 with three numbers of pending events, beyond the sizes of the caches.
  @Sendable private static func measureHold() -> [Measured] {
    [1_000, 100_000, 1_000_000].map { pending in
      Measured.best(of: 3) { HoldWorkload.run(pending: pending) }
    }
  }

  /// W3, which needs one thread.
  @Sendable private static func measureStorm() -> [Measured] {
    [Measured.best(of: 3) { StormWorkload.run() }]
  }

  /// W4 with time, for three lengths, and without time, with and without a bound on the
  /// probability.
  @Sendable private static func measureExact() -> [Measured] {
    let timed = [4, 16, 64].map { attempts in
      Measured.best(of: 3) { ExactWorkload.run(attempts: attempts) }
    }
    return timed
      + [0, ExplorationLimits().leastProbability].map { least in
        Measured.best(of: 3) { ChainWorkload.run(attempts: 256, leastProbability: least) }
      }
  }

  /// W5: a proof and a counterexample of each protocol.
  @Sendable private static func measureProtocols() -> [Measured] {
    WorkedProtocol.all.indices.flatMap { worked in
      [
        Measured.best(of: 1) { ProtocolWorkload.prove(worked) },
        Measured.best(of: 3) { ProtocolWorkload.breakTwin(worked) },
      ]
    }
  }

  /// The results for a program.
  private static func csv(_ rows: [Measured]) -> String {
    let lines = rows.map { row in
      "\(row.workload),\(row.variant),\(row.amount),\(row.unit),\(row.rate),\(row.counts)\n"
    }
    return "workload,variant,amount,unit,rate_per_second,counts\n" + lines.joined()
  }

  /// The results for a terminal.
  private static func table(_ rows: [Measured]) -> String {
    let cells =
      [["workload", "variant", "million a second", "counts"]]
      + rows.map { row in
        let hundredths = Int((row.rate / 10_000).rounded())
        let fraction = hundredths % 100 < 10 ? "0\(hundredths % 100)" : "\(hundredths % 100)"
        return [
          row.workload, row.variant, "\(hundredths / 100).\(fraction) \(row.unit)", row.counts,
        ]
      }
    let widths = cells[0].indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
    let lines = cells.map { row in
      let padded = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
      return padded.joined(separator: "  ")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
