@_exported import EndToEnd
@_exported import Simulation
@_exported import Statistics
@_exported import Study
