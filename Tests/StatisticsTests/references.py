#!/usr/bin/env python3
"""Prints References.swift: intervals and ranks as SciPy finds them (needs scipy and mpmath).

SciPy loses digits where the count is small and the trials are many: there mpmath sums the tail.
"""
from mpmath import exp, findroot, log, loggamma, mp, mpf
from scipy.stats import beta, binom

mp.dps = 40


def exact_high(k, n, near):
    def tail(p):
        return sum(exp(loggamma(mpf(n) + 1) - loggamma(mpf(j) + 1) - loggamma(mpf(n) - j + 1)
                       + j * log(p) + (n - j) * log(1 - p)) for j in range(k + 1))
    bracket = (mpf(near) * mpf("0.999"), mpf(near) * mpf("1.001"))
    return findroot(lambda p: tail(p) - mpf("0.025"), bracket, solver="anderson", tol=1e-22)


CASES = [
    (0, 1), (1, 1), (0, 10), (1, 10), (5, 10), (9, 10), (10, 10), (3, 1000), (500, 1000),
    (0, 10**6), (1, 10**6), (14, 10**6), (14726, 10**6), (500000, 10**6), (999999, 10**6),
    (7, 10**9), (123456789, 10**9), (1, 10**12), (25, 10**12), (10**6, 10**12),
]
RANKS = [(0.5, 1), (0.5, 6), (0.5, 10), (0.5, 1001), (0.99, 100), (0.99, 1000), (0.99, 10**6), (0.5, 10**6)]

print("""/// What SciPy finds; printed by `references.py`.
enum References {
  /// Count, trials, and the ends of the interval of Clopper and Pearson.
  static let intervals: [(count: UInt64, trials: UInt64, low: Double, high: Double)] = [""")
for k, n in CASES:
    low = 0.0 if k == 0 else beta.ppf(0.025, k, n - k + 1)
    high = 1.0 if k == n else beta.isf(0.025, k + 1, n - k)
    if 0 < k <= 50 and n >= 10**6:
        high = exact_high(k, n, high)
    print(f"    ({k}, {n}, {float(low)!r}, {float(high)!r}),")
print("""  ]

  /// Quantile, trials, and the ranks that bound it; 0 for none.
  static let ranks: [(quantile: Double, trials: UInt64, low: UInt64, high: UInt64)] = [""")
for q, n in RANKS:
    # The largest r with P(X < r) <= 2.5 %, the smallest s with P(X >= s) <= 2.5 %.
    r = int(binom.ppf(0.025, n, q))
    while r > 0 and binom.cdf(r - 1, n, q) > 0.025:
        r -= 1
    while binom.cdf(r, n, q) <= 0.025:
        r += 1
    s = int(binom.isf(0.025, n, q))
    while s <= n and binom.sf(s - 1, n, q) > 0.025:
        s += 1
    while s > 0 and binom.sf(s - 2, n, q) <= 0.025:
        s -= 1
    print(f"    ({q}, {n}, {r}, {s if s <= n else 0}),")
print("""  ]
}""")
