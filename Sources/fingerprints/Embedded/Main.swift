/// Prints what the simulator makes of the models that were compiled into it.
@main
enum Main {
  /// Prints the fingerprints one after the other.
  static func main() {
    fingerprints { print($0) }
  }
}
