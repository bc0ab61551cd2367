import Foundation
import Simulation
import WorkedProtocols

/// Runs the workloads and prints their rates: `benchmarks [--format table|csv]`.
@main
enum Main {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    let writes: ([Measured]) -> String
    switch arguments {
    case [], ["--format", "table"]: writes = table
    case ["--format", "csv"]: writes = csv
    default:
      FileHandle.standardError.write(Data("usage: benchmarks [--format table|csv]\n".utf8))
      exit(2)
    }
    var rows = [Measured.best(of: 3) { WriteWorkload.run(jobs: 1) }]
    let cores = ProcessInfo.processInfo.activeProcessorCount
    if cores > 1 { rows.append(Measured.best(of: 3) { WriteWorkload.run(jobs: cores) }) }
    for pending: UInt32 in [1_000, 100_000, 1_000_000] {
      rows.append(Measured.best(of: 3) { HoldWorkload.run(pending: pending) })
    }
    rows.append(Measured.best(of: 3) { StormWorkload.run() })
    for attempts in [4, 16, 64] {
      rows.append(Measured.best(of: 3) { ExactWorkload.run(attempts: attempts) })
    }
    for least in [0, ExplorationLimits().leastProbability] {
      rows.append(
        Measured.best(of: 3) { ChainWorkload.run(attempts: 256, leastProbability: least) })
    }
    for worked in WorkedProtocol.all.indices {
      rows.append(Measured.best(of: 1) { ProtocolWorkload.prove(worked) })
      rows.append(Measured.best(of: 3) { ProtocolWorkload.breakTwin(worked) })
    }
    print(writes(rows), terminator: "")
  }

  private static func csv(_ rows: [Measured]) -> String {
    let lines = rows.map { row in
      "\(row.workload),\(row.variant),\(row.amount),\(row.unit),\(row.rate),\(row.counts)\n"
    }
    return "workload,variant,amount,unit,rate_per_second,counts\n" + lines.joined()
  }

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
