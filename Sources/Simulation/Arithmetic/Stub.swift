import Glibc
public enum Elementary {
  @inlinable public static func logarithm(of x: Double) -> Double { log(x) }
  @inlinable public static func exponential(of x: Double) -> Double { exp(x) }
  @inlinable public static func power(_ x: Double, _ y: Double) -> Double { pow(x, y) }
  @inlinable public static func normalQuantile(_ x: Double) -> Double { x }
}
