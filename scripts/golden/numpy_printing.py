#!/usr/bin/env python3
"""Writes Tests/Golden/numpy_printing.json: arrays and what NumPy's str() says of them with its default print options.

    python3 scripts/golden/numpy_printing.py > Tests/Golden/numpy_printing.json

A case has a name, a type, a shape of one or two sizes, the numbers in row-major order (real and imaginary parts in
turn) and the text. The numbers are strings, because JSON has no NaN: each is the shortest that the type reads back.
"""

import json
import sys

import numpy as np

cases = []
r = np.random.RandomState(20240229)


def add(name, array):
    array = np.ascontiguousarray(array)
    if array.dtype.kind == "i":
        array = array.astype(np.float64)
    real = array.dtype.type(0).real.dtype
    numbers = [str(x) for x in array.reshape(-1).view(real)]
    assert np.array_equal(np.array(numbers, dtype=real), array.reshape(-1).view(real), equal_nan=True)
    cases.append({
        "name": name,
        "type": str(array.dtype),
        "shape": list(array.shape),
        "numbers": " ".join(numbers),
        "text": str(array),
    })


def both(name, values):
    """The same in double and in single precision."""
    with np.errstate(all="ignore"):
        add(name, np.array(values, dtype=np.float64))
        add(name, np.array(values, dtype=np.float32))


def complexes(name, values):
    with np.errstate(all="ignore"):
        add(name, np.array(values, dtype=np.complex128))
        add(name, np.array(values, dtype=np.complex64))


nan, inf = np.nan, np.inf

# Single numbers and short vectors.
for value in (0, -0.0, 1, -1, 0.1, 1 / 3, 100, 123456.789, 999999.0, 1e6, 1e7, 99999999.0, 1e8, 1e16, 1e17, 1e23,
              1e-4, 9.9999e-5, 0.00012345678912, 3e38, 1.4e-45, 1.17549435e-38):
    both(f"one number: {value!r}", [value])
for value in (1e100, -1e-100, 1.7976931348623157e308, 5e-324, 2.2250738585072014e-308, 1e22, 2**0.5 * 1e300):
    add(f"one double: {value!r}", np.array([value]))
both("integers", [1, 2, 3])
both("decimals", [1.5, -2.25, 3.125])
both("signs", [-1, 0, 1, -0.0])
both("thirds", [1 / 3, 2 / 3, 10 / 3, -100 / 3])
both("ratio of 1000", [1, 1000])
both("ratio above 1000", [1, 1000.5])
both("ratio, large", [0.001, 1, 1e5])
both("zero and an exponent", [0, 1e10, -0.0])
both("exponents of two and three digits", [1e-5, 1e30, 1])
add("exponents of three digits", np.array([1e-5, 1e100, 1]))
add("subnormal beside a long fraction", np.array([5e-324, 1.23456789e-300, 0]))
add("single subnormals", np.array([1e-45, 1.1e-40, 1.2345678e-39], dtype=np.float32))
add("digits beyond the shortest", np.array([1e-5, 1.2345678], dtype=np.float32))
add("digits beyond the shortest, powers of two", np.array(2.0 ** np.arange(-30, 30, 3), dtype=np.float32))
both("ties at the eighth digit", [0.001953125, 0.005859375, 1.001953125])
both("nines round up", [0.999999999, 9.9999999999, 99.99999999999])
both("nines round up, exponent", [9.9999999999e9, 1])
both("zeros behind a rounded digit", [1.00000000004e10, 1.5])
both("half of a digit", [0.123456785, 0.123456775, 0.5])

# Infinite and NaN.
both("nan", [nan])
both("inf", [inf])
both("-inf", [-inf])
both("all three", [nan, inf, -inf])
both("nan among integers", [nan, 1, 2])
both("inf among integers", [inf, 1, -2])
both("-inf among integers", [-inf, 1, 2])
both("-inf among decimals", [-inf, 1.25, 2])
both("all three among exponents", [nan, inf, -inf, 1e-10, 1e10])
both("nan and zero", [nan, 0, -0.0])
both("inf in a matrix", [[inf, 1], [2, nan]])

# Empty.
for shape in ((0,), (0, 0), (0, 3), (3, 0), (1, 0)):
    both(f"empty {shape}", np.zeros(shape))

# Matrices.
both("1×1", [[7]])
both("identity", np.eye(3))
both("column", [[1], [-2.5], [10]])
both("row", [[1, -2.5, 10]])
both("small random", r.standard_normal((3, 4)))
both("positive random", r.random_sample((5, 5)))
both("mixed sizes", [[1e-3, 1], [10, 100]])
both("large and small", [[1e-9, 1], [10, 1e9]])
both("notebook-like weights", (r.random_sample((4, 3)) - 0.5) * 0.2)

# Long lines.
both("wrapped integers", np.arange(40))
both("wrapped random", r.standard_normal(31))
both("wrapped padded fractions", np.round(r.standard_normal(40), 2) + np.where(np.arange(40) % 7 == 3, 1 / 3, 0))
both("wrapped exponents", r.standard_normal(23) * 10.0 ** r.randint(-9, 9, 23))
both("wrapped rows", r.standard_normal((3, 17)))
both("wrapped rows of exponents", r.standard_normal((2, 11)) * 1e12)
both("rows of integers that just fit or not", np.arange(2 * 24).reshape(2, 24))
for count in (18, 19, 20, 24, 25, 26, 36, 37, 38):
    add(f"{count} numbers near the line width", np.full(count, 9.0))
    add(f"{count} numbers near the line width in a row", np.full((2, count), 10.0))
for width in range(1, 9):
    add(f"random of width {width}", np.round(r.uniform(-1, 1, 30), width) * 10 ** r.randint(0, 3))

# Summaries; what is left out does not matter for the format.
both("1000 elements", np.arange(1000) % 10)
both("1001 elements", np.arange(1001))
add("2000 elements, large ones hidden", np.where(abs(np.arange(2000) - 1000) < 900, 1e300, 0.5))
both("40×40", np.arange(1600).reshape(40, 40) / 8)
add("40×40 random", np.round(r.standard_normal((40, 40)), 3))
add("40×40 with nan hidden", np.where(np.eye(40)[::-1] * (np.arange(40) == 20), nan, 1.0))
both("3×400", np.arange(1200).reshape(3, 400) % 7 - 3)
both("400×3", np.arange(1200).reshape(400, 3) % 7 - 3)
add("6×170", np.arange(1020).reshape(6, 170) % 10)
add("7×150", np.arange(1050).reshape(7, 150) % 10)
add("1×1001", np.arange(1001.0).reshape(1, 1001))
add("1001×1", np.arange(1001.0).reshape(1001, 1))
add("40×25, not too many", np.arange(1000.0).reshape(40, 25) % 3)
add("long summarised exponents", 1.0 / (1 + np.arange(2001)))
add("wide summarised numbers", np.where(np.arange(1100) % 2 == 0, 1.2345678e-100, -9.8765432e200))

# Complex.
complexes("complex integers", [1 + 2j, 3 - 4j])
complexes("complex decimals", [1.5 + 2.25j, -3.125 - 4j, 0.1j])
complexes("complex zeros", [0, -0.0, complex(0, -0.0), complex(-0.0, -0.0)])
complexes("complex specials", [complex(nan, 1), complex(1, nan), complex(inf, -inf), complex(-inf, inf), 2 - 3j])
complexes("complex nan", [complex(nan, nan)])
complexes("complex inf", [complex(inf, inf)])
complexes("complex exponents", [1e10 + 1j, 1 - 1e-10j, complex(0.5, 2e30)])
complexes("complex exponent in the imaginary part", [1 + 1e10j, 2.5 - 3j])
complexes("complex with nan among exponents", [complex(nan, 1e10), complex(1e-10, inf), complex(3, nan)])
complexes("complex random matrix", r.standard_normal((3, 3)) + 1j * r.standard_normal((3, 3)))
complexes("complex wrapped", r.standard_normal(12) + 1j * r.standard_normal(12))
complexes("complex padded imaginary parts", [[1 + 0.5j, 2 + 0.25j, 1 - 0.125j], [1, 1j, 1 + 100j]])
complexes("complex empty", np.zeros((0, 4)))
complexes("complex summary", np.arange(1001) * (0.5 - 0.25j))
complexes("complex 34×30", (np.arange(1020) * (1 + 1j)).reshape(34, 30))

# A little of everything.
for i in range(60):
    shape = (r.randint(1, 30),) if i % 2 else (r.randint(1, 8), r.randint(1, 8))
    x = r.standard_normal(shape) * 10.0 ** r.uniform(-r.randint(1, 12), r.randint(1, 12), shape)
    x = np.where(r.random_sample(shape) < 0.3, np.round(x), x)
    if i % 5 == 0:
        x = np.where(r.random_sample(shape) < 0.1, r.choice([nan, inf, -inf, 0, -0.0]), x)
    if i % 3 == 0:
        x = np.round(r.standard_normal(shape) * 100, r.randint(0, 9))
    if i % 4 == 3:
        z = x.astype(complex)
        z.imag = np.flip(x) / 3
        complexes(f"mixed {i}", z)
    else:
        both(f"mixed {i}", x)

separators = (",", ":")
sys.stdout.write('{"numpy":%s,"cases":[\n' % json.dumps(np.__version__))
sys.stdout.write(",\n".join(json.dumps(c, ensure_ascii=False, separators=separators) for c in cases))
sys.stdout.write("\n]}\n")
