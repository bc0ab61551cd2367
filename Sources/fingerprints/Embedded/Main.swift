/// Prints what the simulator makes of the models that were compiled into it.
@main
enum Main {
  static func main() {
    fingerprints { print($0) }
  }
}
