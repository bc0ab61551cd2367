/// Who logged that something about an operation went wrong.
public enum Evidence: UInt8, Hashable, Sendable, CaseIterable {
  /// Only the server, or a gateway.
  case serverLog
  /// Only the client.
  case clientLog
  /// The server and the client.
  case both
  /// Nobody.
  case none

  init(serverLogged: Bool, clientLogged: Bool) {
    switch (serverLogged, clientLogged) {
    case (true, false): self = .serverLog
    case (false, true): self = .clientLog
    case (true, true): self = .both
    case (false, false): self = .none
    }
  }
}
