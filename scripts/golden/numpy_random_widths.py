#!/usr/bin/env python3
"""Writes Tests/Golden/numpy_random_widths.json: draws of NumPy's legacy RandomState that the Swift one must repeat.

    python3 scripts/golden/numpy_random_widths.py > Tests/Golden/numpy_random_widths.json

Each case is a seed (a number, or a list for the array seeding) or a state, calls in order, and where the stream stands
afterwards. A call is [method, arguments, values]. Of an integer range the arguments give the first and the last
element, because one past the last of a full 64-bit range fits no integer. A size of null asks for one value by itself.
"""

import json
import sys

import numpy as np

WIDTHS = ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"]
SIZES = sorted(
    {1, 2, 3, 5, 10, 100, 10**6, 10**12}
    | {2**k + d for k in (7, 8, 15, 16, 31, 32, 40, 63) for d in (-1, 0, 1)}
    | {2**64 - 1, 2**64}
)


def digest(key):
    """A 64-bit sum over the 624 words that depends on their order."""
    return sum(int(word) * (i + 1) for i, word in enumerate(key)) % 2**64


def standing(rng, whole=False):
    _, key, position, has_gaussian, gaussian = rng.get_state()
    state = {"position": int(position), "hasGaussian": bool(has_gaussian), "cachedGaussian": float(gaussian)}
    if whole:
        state["key"] = [int(word) for word in key]
    else:
        state["digest"] = digest(key)
    return state


class Recorder:
    def __init__(self, rng):
        self.rng = rng
        self.calls = []

    def record(self, method, arguments, values):
        self.calls.append([method, arguments, np.atleast_1d(values).tolist()])

    def integers(self, dtype, low, last, size=None):
        values = self.rng.randint(low, last + 1, size, dtype=dtype)
        self.record("randint", {"dtype": dtype, "low": low, "last": last, "size": size}, values)

    def booleans(self, size=None):
        self.record("randint", {"dtype": "bool", "size": size}, self.rng.randint(0, 2, size, dtype=bool))

    def sample(self, size=None):
        self.record("random_sample", {"size": size}, self.rng.random_sample(size))

    def uniform(self, low, high, size=None):
        self.record("uniform", {"low": low, "high": high, "size": size}, self.rng.uniform(low, high, size))

    def standard_normal(self, size=None):
        self.record("standard_normal", {"size": size}, self.rng.standard_normal(size))

    def normal(self, loc, scale, size=None):
        self.record("normal", {"loc": loc, "scale": scale, "size": size}, self.rng.normal(loc, scale, size))

    def permutation(self, x):
        self.record("permutation", {"x": x}, self.rng.permutation(x))

    def shuffle(self, x):
        array = np.arange(x)
        self.rng.shuffle(array)
        self.record("shuffle", {"x": x}, array)


def all_widths(r, count):
    for dtype in WIDTHS:
        low, high = np.iinfo(dtype).min, np.iinfo(dtype).max
        for size in SIZES:
            if size <= high - low + 1:
                r.integers(dtype, low, low + size - 1, count)
                r.integers(dtype, high - size + 1, high)
    for size in (0, 1, 31, 32, 33, 70):
        r.booleans(size)
    r.booleans()


def interleaved(r, count):
    r.standard_normal()
    r.sample()
    r.standard_normal()
    r.standard_normal(count)
    r.integers("int64", 1, 99, count)
    r.normal(1.5, 0.25)
    r.normal(-1e10, 1e-3, count)
    r.sample(count)
    r.uniform(-0.5, 0.5, count)
    r.uniform(1e-300, 1e300)
    r.integers("uint8", 3, 250, count)
    r.integers("int16", -3, 250)
    r.permutation(count)
    r.standard_normal(0)
    r.shuffle(count + 1)
    r.booleans()
    r.sample(0)
    r.integers("int32", -5, 2**20, 0)
    r.permutation(0)
    r.permutation(1)
    r.shuffle(2)
    r.standard_normal(count)


def case(seed, *parts):
    r = Recorder(np.random.RandomState(seed))
    for part, count in parts:
        part(r, count)
    return {"seed": seed, "calls": r.calls, "end": standing(r.rng)}


def continued():
    """A stream that goes on from a state in the middle of a block, with a normal number waiting."""
    rng = np.random.RandomState(11)
    rng.standard_normal(301)
    start = standing(rng, whole=True)
    r = Recorder(rng)
    interleaved(r, 9)
    r.permutation(700)
    r.shuffle(300)
    r.sample(40)
    return {"state": start, "calls": r.calls, "end": standing(rng, whole=True)}


def main():
    cases = [case(seed, (all_widths, 3), (interleaved, 7)) for seed in (0, 1, 2**32 - 1)]
    cases += [case(seed, (interleaved, 13), (interleaved, 2)) for seed in (2, 42, 2**31, 123456789)]
    cases += [case(seed, (interleaved, 5)) for seed in ([0], [42], [1, 2, 3], [2**32 - 1] * 5, list(range(700)))]
    cases.append(continued())
    separators = (",", ":")
    print('{"numpy":%s,"cases":[' % json.dumps(np.__version__))
    print(",\n".join(json.dumps(c, separators=separators) for c in cases))
    print("]}")


if __name__ == "__main__":
    sys.exit(main())
