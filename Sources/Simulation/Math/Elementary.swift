/// Elementary functions that give the same bits on every processor.
///
/// The mathematical library of each platform rounds in its own way, so a result that went through it
/// could differ from machine to machine. These functions use IEEE 754 additions, multiplications,
/// divisions and square roots, and the bits of a number; nothing is fused or reordered.
///
/// Errors are given in ulp, units in the last place of the result: the largest of those measured at
/// ten million arguments, a share of them where it is worst, rounded up.
///
/// ```swift
/// Elementary.logarithm(of: 2)  // 0.6931471805599453, on any machine
/// ```
public enum Elementary {}
