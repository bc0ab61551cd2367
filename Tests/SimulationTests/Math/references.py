"""Prints the reference values of one elementary function as a Swift source file.

    for name in logarithm exponential logarithmOfOnePlus exponentialMinusOne power logGamma \\
        normalQuantile
    do python3 references.py $name > References/ReferenceTable+$name.swift; done

Needs mpmath. The arguments are fixed points where an implementation may break (the ends of the
range, the seams between its cases, zeros) and random ones with a fixed seed. A row holds the bits of
the arguments, the bits of the result rounded to a double, and what the rounding took off, in
hundredths of a unit in the last place.
"""

import math
import random
import struct
import sys

import mpmath
from mpmath import mp, mpf

mp.prec = 400


def bits(number):
    return struct.unpack("<Q", struct.pack("<d", number))[0]


def number(pattern):
    return struct.unpack("<d", struct.pack("<Q", pattern))[0]


def neighbours(x, reach=2):
    """The doubles around a positive x."""
    return [number(bits(x) + step) for step in range(-reach, reach + 1)]


def any_bits(chance, low, high, count):
    """Doubles spread over all magnitudes between two positive ones."""
    return [number(chance.randrange(bits(low), bits(high))) for _ in range(count)]


def uniform(chance, low, high, count):
    return [chance.uniform(low, high) for _ in range(count)]


def both_signs(numbers):
    return [sign * x for x in numbers for sign in (1, -1)]


LEAST = 5e-324
LEAST_NORMAL = sys.float_info.min
GREATEST = sys.float_info.max


def logarithm_arguments(chance):
    points = [LEAST, 2 * LEAST, 3 * LEAST, GREATEST, math.e, 10.0, 1e-5, 1e300]
    points += neighbours(LEAST_NORMAL)
    for k in (-1021, -60, -1, 1, 2, 53, 1023):
        points += neighbours(2.0**k, 1)
    # The seam between two exponents.
    for k in (-30, -1, 0, 1, 30):
        points += neighbours(math.sqrt(0.5) * 2.0**k, 1)
    # Around 1, where the logarithm is 0.
    for k in range(2, 53, 2):
        points += [1 + 2.0**-k, 1 - 2.0**-k]
    points += [1 - 2.0**-53]
    points += any_bits(chance, LEAST, LEAST_NORMAL, 20)
    points += any_bits(chance, LEAST_NORMAL, GREATEST, 60)
    points += uniform(chance, 2.0**-53, 1, 110)
    points += uniform(chance, 0.5, 2, 60) + uniform(chance, 0.69, 0.72, 40)
    return [(x,) for x in points]


def exponential_arguments(chance):
    points = [1.0, -1.0, 0.5, -0.5, 700.0, -700.0, 709.0, -708.0, -745.0]
    points += neighbours(709.782712893384, 4)[:5]
    points += [-x for x in neighbours(708.3964185322641, 3) + neighbours(745.1332191019411, 1)]
    points += both_signs(neighbours(707.9999999, 1) + [708.0, 708.5])
    # The seams between two exponents.
    for odd in (1, 3, 5, 41, 401, 1001):
        points += both_signs(neighbours(odd * math.log(2) / 2, 1))
    points += both_signs([2.0**-k for k in (2, 10, 26, 27, 52, 53, 54, 55, 100, 1022, 1074)])
    points += both_signs(any_bits(chance, 1e-20, 1, 15))
    points += uniform(chance, -745, -708, 40) + uniform(chance, -708, 709.7, 120)
    points += uniform(chance, -1, 1, 110)
    return [(x,) for x in points]


def logarithm_of_one_plus_arguments(chance):
    points = both_signs([2.0**-k for k in (1, 2, 3, 10, 26, 40, 52, 53, 54, 100, 1022, 1074)])
    points += [-1 + 2.0**-k for k in (20, 50, 53)] + [1.0, GREATEST, 2.0**53, 2.0**54, 3e15]
    points += neighbours(math.sqrt(2) - 1, 2) + [-x for x in neighbours(1 - math.sqrt(0.5), 2)]
    points += both_signs(any_bits(chance, 1e-18, 0.5, 50)) + any_bits(chance, 1, GREATEST, 40)
    points += uniform(chance, -1, 1, 110) + uniform(chance, 0.35, 0.45, 40)
    return [(x,) for x in points]


def exponential_minus_one_arguments(chance):
    points = both_signs([2.0**-k for k in (1, 2, 3, 10, 26, 40, 52, 53, 54, 55, 100, 1022, 1074)])
    points += both_signs(neighbours(math.log(2) / 2, 2) + neighbours(40.0, 1) + [37.0, 38.0])
    points += neighbours(709.782712893384, 1)[:2] + [-700.0]
    points += both_signs(any_bits(chance, 1e-18, 0.5, 40)) + uniform(chance, -40, 40, 60)
    points += uniform(chance, -1, 1.5, 90) + uniform(chance, 0.34, 0.36, 40)
    points += uniform(chance, 40, 709, 20)
    return [(x,) for x in points]


def power_arguments(chance):
    points = [(2.0, 0.5), (2.0, -0.5), (10.0, 300.0), (10.0, -300.0), (10.0, -320.0), (0.5, 1074.0)]
    points += [(2.0, 1023.5), (2.0, -1073.5), (1 - 2.0**-53, 1e18), (1 + 2.0**-52, 1e18)]
    points += [(1 + 2.0**-52, -1e-300), (LEAST, 0.5), (LEAST, -0.5), (GREATEST, 0.5)]
    points += [(GREATEST, 1.0), (LEAST, 1.0), (1e-310, 0.99), (3.0, 1e-20), (7.0, 2.0), (7.0, -3.0)]

    def reaching(base):
        return (base, chance.uniform(-740, 709) / math.log(base))

    points += [reaching(x) for x in any_bits(chance, LEAST, LEAST_NORMAL, 15)]
    points += [reaching(x) for x in any_bits(chance, LEAST_NORMAL, GREATEST, 60)]
    points += [reaching(x) for x in uniform(chance, 0.5, 2, 60)]
    points += [reaching(x) for x in uniform(chance, 1.39, 1.42, 40)]
    points += [reaching(1 + x) for x in both_signs(any_bits(chance, 1e-15, 0.1, 20))]
    # As a Weibull distribution needs them.
    points += [(-math.log(chance.uniform(2.0**-53, 1)), chance.uniform(0.1, 5)) for _ in range(90)]
    return points


def log_gamma_arguments(chance):
    points = [LEAST, LEAST_NORMAL, 1e-10, 0.25, 1e6, 1e15, 1e100, 1e305]
    # The zeros, and the seams between the cases.
    for seam in (0.5, 1.0, 1.5, 2.0, 2.5, 3.5, 10.0):
        points += neighbours(seam, 2)
    points += [zero + x for zero in (1, 2) for x in both_signs([2.0**-k for k in range(3, 50, 5)])]
    points += [float(n) for n in range(3, 40)]
    points += uniform(chance, 0, 0.5, 30) + uniform(chance, 0.5, 2.5, 90)
    points += uniform(chance, 2.5, 12, 70) + any_bits(chance, 10, 1e12, 40)
    return [(x,) for x in points if x not in (1, 2)]


def normal_quantile_arguments(chance):
    points = [LEAST, LEAST_NORMAL, 2.0**-53, 2.0**-54, 1 - 2.0**-53, 0.25, 0.75, 0.025, 0.975]
    # The seams between the cases.
    for seam in (0.075, 0.925, math.exp(-25)):
        points += neighbours(seam, 2)
    points += [0.5 + x for x in both_signs([2.0**-k for k in range(2, 53, 4)])]
    points += uniform(chance, 0, 1, 130) + any_bits(chance, 1e-17, 0.1, 60)
    points += any_bits(chance, LEAST_NORMAL, 1e-10, 40)
    points += [1 - x for x in any_bits(chance, 1e-14, 0.1, 50)]
    return [(x,) for x in points]


def normal_quantile(p):
    """Newton's method on the distribution function, in the tail that p is in."""
    if p > 0.5:
        return -normal_quantile(1 - p)
    x = mpf(0) if p > 0.3 else -mpmath.sqrt(-2 * mpmath.log(p))
    while True:
        step = (mpmath.ncdf(x) - p) / mpmath.npdf(x)
        # Newton's step for the logarithm of the tail, which is nearly a parabola.
        share = mpmath.ncdf(x) / p
        if share > 1.5 or share < 0.5:
            step = mpmath.log(share) * mpmath.ncdf(x) / mpmath.npdf(x)
        x -= step
        if abs(step) < abs(x) * mpf(2) ** -120:
            return x


FUNCTIONS = {
    "logarithm": (logarithm_arguments, mpmath.log),
    "exponential": (exponential_arguments, mpmath.exp),
    "logarithmOfOnePlus": (logarithm_of_one_plus_arguments, lambda x: mpmath.log(1 + x)),
    "exponentialMinusOne": (exponential_minus_one_arguments, lambda x: mpmath.exp(x) - 1),
    "power": (power_arguments, lambda base, exponent: mpmath.exp(exponent * mpmath.log(base))),
    "logGamma": (log_gamma_arguments, mpmath.loggamma),
    "normalQuantile": (normal_quantile_arguments, normal_quantile),
}


def rounded(exact):
    """The nearest double, subnormal ones included, and what is left in units of its last place."""
    exponent = max(mpmath.frexp(exact)[1] - 53, -1074)
    units = mpmath.ldexp(exact, -exponent)
    nearest = mpmath.nint(units)
    return float(mpmath.ldexp(nearest, exponent)), units - nearest


def rows(name):
    arguments, function = FUNCTIONS[name]
    mp.prec = 1200 if name in ("logarithmOfOnePlus", "exponentialMinusOne") else 400
    for point in arguments(random.Random(name)):
        result, rest = rounded(function(*(mpf(x) for x in point)))
        hundredths = int(mpmath.nint(100 * rest))
        fields = [f"{bits(x):016x}" for x in (*point, result)] + [str(hundredths)]
        yield " ".join(fields)


def main():
    name = sys.argv[1]
    print("// Written by references.py.")
    print("extension ReferenceTable {")
    print(f'  static let {name} = ReferenceTable(\n    """')
    per_line = 1 if name == "power" else 2
    entries = list(rows(name))
    for first in range(0, len(entries), per_line):
        print("    " + ", ".join(entries[first : first + per_line]))
    print('    """)\n}')


main()
