/// The version of the program, which every report names.
public enum Version {
  /// The version of the program, which every result names.
  public static let current = "0.1.0"
}
