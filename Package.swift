// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "disagree",
  platforms: [.macOS(.v15)],
  targets: [
    .target(name: "Simulation"),
    .target(name: "EndToEnd", dependencies: ["Simulation"]),
    .executableTarget(name: "benchmarks", dependencies: ["EndToEnd"]),
  ]
)
