// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "disagree",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "EndToEndReliability", targets: ["Simulation", "EndToEnd", "Analysis"]),
  ],
  targets: [
    .target(name: "Simulation"),
    .target(name: "EndToEnd", dependencies: ["Simulation"]),
    .target(name: "Analysis", dependencies: ["EndToEnd", "Simulation"]),
  ]
)
