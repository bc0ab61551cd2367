// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "disagree",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "disagree", targets: ["disagree"]),
    .library(name: "EndToEndReliability", targets: ["Simulation", "EndToEnd", "Analysis"]),
    .library(name: "ProtocolTesting", targets: ["ProtocolTesting", "EndToEnd", "Simulation"]),
  ],
  targets: [
    .target(name: "Simulation"),
    .target(name: "EndToEnd", dependencies: ["Simulation"]),
    .target(name: "Analysis", dependencies: ["EndToEnd", "Simulation"]),
    .target(name: "ModelFiles", dependencies: ["Analysis", "EndToEnd", "Simulation"]),
    .target(name: "Charts", dependencies: ["Simulation"]),
    .target(name: "Reports", dependencies: ["Charts", "Analysis", "EndToEnd", "Simulation"]),
    .target(name: "Shards", dependencies: ["ModelFiles", "Analysis"]),
    .target(name: "ProtocolTesting", dependencies: ["Charts", "EndToEnd", "Simulation"]),
    .target(name: "WorkedProtocols", dependencies: ["ProtocolTesting", "Simulation"]),
    .executableTarget(
      name: "disagree",
      dependencies: ["Shards", "ModelFiles", "Reports", "Analysis", "EndToEnd", "Simulation"]),
    .executableTarget(
      name: "benchmarks",
      dependencies: [
        "ModelFiles", "Reports", "Analysis", "WorkedProtocols", "ProtocolTesting", "EndToEnd",
        "Simulation",
      ]),
    .executableTarget(
      name: "fingerprints",
      dependencies: ["ModelFiles", "Analysis", "EndToEnd", "Simulation"], exclude: ["Embedded"]),
    .testTarget(
      name: "SimulationTests", dependencies: ["Simulation"], exclude: ["Arithmetic/references.py"]),
    .testTarget(
      name: "AnalysisTests", dependencies: ["Analysis", "EndToEnd", "Simulation"],
      exclude: ["Statistics/references.py"]),
    .testTarget(name: "EndToEndTests", dependencies: ["EndToEnd", "Simulation"]),
    .testTarget(
      name: "ModelFilesTests", dependencies: ["ModelFiles", "Analysis", "EndToEnd", "Simulation"],
      exclude: ["Presets/schedules.py", "Presets/Budgets/quota.py"]),
    .testTarget(
      name: "ReportsTests",
      dependencies: ["Reports", "Charts", "Analysis", "EndToEnd", "Simulation"]),
    .testTarget(
      name: "ShardsTests",
      dependencies: ["Shards", "ModelFiles", "Analysis", "EndToEnd", "Simulation"]),
    .testTarget(name: "ChartsTests", dependencies: ["Charts", "Simulation"]),
    .testTarget(
      name: "ProtocolTestingTests", dependencies: ["ProtocolTesting", "EndToEnd", "Simulation"]),
    .testTarget(
      name: "WorkedProtocolsTests",
      dependencies: ["WorkedProtocols", "ProtocolTesting", "Simulation"]),
    .testTarget(name: "CommandLineTests", dependencies: ["disagree"]),
  ]
)
