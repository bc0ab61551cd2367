// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "disagree",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "disagree", targets: ["disagree"]),
    .library(name: "EndToEndReliability", targets: ["EndToEndReliability"]),
    .library(name: "ProtocolTesting", targets: ["ProtocolTesting"]),
  ],
  targets: [
    .target(name: "Simulation"),
    .target(name: "EndToEnd", dependencies: ["Simulation"]),
    .target(name: "Statistics", dependencies: ["Simulation"]),
    .target(name: "Text"),
    .target(name: "Study", dependencies: ["Text", "Statistics", "EndToEnd", "Simulation"]),
    .target(
      name: "ModelFiles", dependencies: ["Text", "EndToEnd", "Simulation"],
      resources: [.embedInCode("Starting/essay.json5")]),
    .target(name: "Diagrams", dependencies: ["Text", "Simulation"]),
    .target(
      name: "Reports",
      dependencies: ["Diagrams", "Text", "Study", "Statistics", "EndToEnd", "Simulation"],
      exclude: ["Playground/Embedded", "Playground/playground.js"]),
    .target(
      name: "EndToEndReliability",
      dependencies: [
        "ModelFiles", "Reports", "Text", "Study", "Statistics", "EndToEnd", "Simulation",
      ]),
    .target(name: "ProtocolTesting", dependencies: ["Diagrams", "Text", "Simulation"]),
    .target(name: "WorkedProtocols", dependencies: ["ProtocolTesting", "Simulation"]),
    .executableTarget(
      name: "disagree",
      dependencies: [
        "ModelFiles", "Reports", "Diagrams", "Text", "Study", "Statistics", "EndToEnd",
        "Simulation",
      ]),
    .executableTarget(
      name: "benchmarks",
      dependencies: [
        "ModelFiles", "Reports", "Study", "Statistics", "WorkedProtocols", "ProtocolTesting",
        "EndToEnd", "Simulation",
      ]),
    .executableTarget(
      name: "fingerprints",
      dependencies: ["ModelFiles", "Study", "Statistics", "EndToEnd", "Simulation"],
      exclude: ["Embedded"]),
    .testTarget(
      name: "SimulationTests", dependencies: ["Simulation"], exclude: ["Math/references.py"]),
    .testTarget(
      name: "StatisticsTests", dependencies: ["Study", "Statistics", "Simulation"],
      exclude: ["references.py"]),
    .testTarget(
      name: "StudyTests",
      dependencies: ["ModelFiles", "Study", "Statistics", "EndToEnd", "Simulation"]),
    .testTarget(name: "EndToEndTests", dependencies: ["EndToEnd", "Simulation"]),
    .testTarget(
      name: "ModelFilesTests",
      dependencies: ["ModelFiles", "Text", "Study", "Statistics", "EndToEnd", "Simulation"],
      exclude: ["Presets/schedules.py", "Presets/Budgets/quota.py"]),
    .testTarget(
      name: "ReportsTests",
      dependencies: [
        "Reports", "ModelFiles", "Diagrams", "Text", "Study", "Statistics", "EndToEnd",
        "Simulation",
      ]),
    .testTarget(name: "EndToEndReliabilityTests", dependencies: ["EndToEndReliability"]),
    .testTarget(name: "TextTests", dependencies: ["Text"]),
    .testTarget(name: "DiagramsTests", dependencies: ["Diagrams", "Text", "Simulation"]),
    .testTarget(
      name: "ProtocolTestingTests", dependencies: ["ProtocolTesting", "Simulation"]),
    .testTarget(
      name: "WorkedProtocolsTests",
      dependencies: ["WorkedProtocols", "ProtocolTesting", "Simulation"]),
    .testTarget(name: "CommandLineTests", dependencies: ["disagree"]),
  ]
)
