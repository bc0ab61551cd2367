/// The version of the program, which every report names.
public enum Version {
  public static let current = "0.1.0"
}
