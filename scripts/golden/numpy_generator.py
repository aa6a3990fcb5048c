#!/usr/bin/env python3
"""Writes Tests/Golden/numpy_generator.json: draws of NumPy's Generator that the Swift one must repeat.

    python3 scripts/golden/numpy_generator.py > Tests/Golden/numpy_generator.json

Each case is a seed, calls in order, and where the stream stands afterwards. Of the values of a call the file has the
number, the first few as bit patterns, and a sum over all that depends on their order. Numbers beyond 53 bits are text.
"""

import json
import sys

import numpy as np

SEEDS = [0, 1, 42, 2**32 - 1, 2**32, 2**64 - 1, 12345678901234567890123456789, 2**200 + 7]
WIDTHS = ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"]
SPANS = sorted(
    {1, 2, 3, 5, 10, 100, 10**6, 10**12, 3 * 2**30, 3 * 2**62}
    | {2**k + d for k in (7, 8, 15, 16, 31, 32, 40, 63) for d in (-1, 0, 1)}
    | {2**64 - 1, 2**64}
)


def patterns(values):
    array = np.atleast_1d(np.asarray(values)).ravel()
    if array.dtype == np.float64:
        return [int(v) for v in array.view(np.uint64)]
    if array.dtype == np.float32:
        return [int(v) for v in array.view(np.uint32)]
    return [int(v) % 2**64 for v in array]


def standing(rng):
    state = rng.bit_generator.state
    return {
        "word": str(state["state"]["state"]),
        "increment": str(state["state"]["inc"]),
        "hasHalf": bool(state["has_uint32"]),
        "half": int(state["uinteger"]),
    }


class Recorder:
    def __init__(self, seed):
        self.seed = seed
        self.rng = np.random.default_rng(seed)
        self.calls = []

    def record(self, method, values, **arguments):
        bits = patterns(values)
        digest = sum((i + 1) * b for i, b in enumerate(bits)) % 2**64
        call = {"method": method, "size": len(bits), "first": [str(b) for b in bits[:3]], "digest": str(digest)}
        self.calls.append(call | {k: v for k, v in arguments.items() if v is not None})

    def case(self):
        return {"seed": str(self.seed), "calls": self.calls, "end": standing(self.rng)}

    def reals(self, count):
        for dtype in ("float64", "float32"):
            self.record("random", self.rng.random(count, dtype=dtype), dtype=dtype)
            self.record("standard_normal", self.rng.standard_normal(count, dtype=dtype), dtype=dtype)
            self.record("standard_exponential", self.rng.standard_exponential(count, dtype=dtype), dtype=dtype)
        self.record("uniform", self.rng.uniform(-2.5, 7.25, count), low="-2.5", last="7.25")
        self.record("normal", self.rng.normal(1.5, 0.25, count), low="1.5", last="0.25")
        self.record("exponential", self.rng.exponential(3.5, count), low="3.5")

    def integers(self, dtype, low, last, count):
        values = self.rng.integers(low, last, count, dtype=dtype, endpoint=True)
        self.record("integers", values, dtype=dtype, low=str(low), last=str(last))

    def all_integers(self, count):
        for dtype in WIDTHS:
            low, high = int(np.iinfo(dtype).min), int(np.iinfo(dtype).max)
            for span in SPANS:
                if span <= high - low + 1:
                    self.integers(dtype, low, low + span - 1, count)
                    self.integers(dtype, high - span + 1, high, 1)
        for count in (0, 1, 31, 32, 33, 70):
            self.record("booleans", self.rng.integers(0, 2, count, dtype=bool))

    def orders(self):
        for n in (0, 1, 2, 3, 10, 1000):
            self.record("permutation", self.rng.permutation(n), population=n)
            array = np.arange(n, dtype=np.float64)
            self.rng.shuffle(array)
            self.record("shuffle", array, population=n)
            rows = np.arange(3 * n, dtype=np.float64).reshape(n, 3)
            self.rng.shuffle(rows)
            self.record("shuffle_rows", rows, population=n)

    def choices(self):
        for n in (1, 2, 10, 1000, 10000, 10001, 20000):
            for count in {0, 1, n // 60, n // 50 + 1, n // 30, n // 20 + 1, n}:
                if count > 1000 and self.seed != 42:
                    continue
                self.record("choice", self.rng.choice(n, count), population=n, replacing=True)
                for shuffled in (True, False):
                    values = self.rng.choice(n, count, replace=False, shuffle=shuffled)
                    self.record("choice", values, population=n, replacing=False, shuffled=shuffled)
        for p in ([1.0], [0.5, 0.5], [0.1, 0.2, 0.3, 0.4], [0.0, 0.25, 0.0, 0.75], [1 / 7] * 7):
            nonzero = sum(x > 0 for x in p)
            for count in (0, 1, nonzero, 50):
                self.record("weighted", self.rng.choice(len(p), count, p=p), p=p, replacing=True)
                if count <= nonzero:
                    values = self.rng.choice(len(p), count, replace=False, p=p)
                    self.record("weighted", values, p=p, replacing=False)


def sequences():
    for seed in SEEDS:
        root = np.random.SeedSequence(seed)
        child = root.spawn(3)[2]
        grandchild = child.spawn(2)[1]
        for name, sequence in (("", root), ("2", child), ("2 1", grandchild)):
            yield {
                "seed": str(seed),
                "path": name,
                "words": sequence.generate_state(9).tolist(),
                "wide": [str(w) for w in sequence.generate_state(3, np.uint64)],
            }


def jumps():
    for seed in (0, 42):
        rng = np.random.PCG64(seed)
        np.random.Generator(rng).random(dtype=np.float32)
        yield {"seed": str(seed), "jumps": 1, "end": standing(np.random.Generator(rng.jumped()))}
        yield {"seed": str(seed), "jumps": 5, "end": standing(np.random.Generator(rng.jumped(5)))}
        for steps in (0, 1, 2, 1000, 2**64, 2**128 - 1):
            copy = np.random.PCG64(seed)
            copy.advance(steps)
            yield {"seed": str(seed), "steps": str(steps), "end": standing(np.random.Generator(copy))}


def main():
    cases = []
    for seed in SEEDS:
        recorder = Recorder(seed)
        recorder.reals(5000 if seed == 42 else 1000)
        if seed in (0, 42):
            recorder.all_integers(40)
        recorder.orders()
        recorder.choices()
        recorder.reals(3)
        cases.append(recorder.case())
    result = {"numpy": np.__version__, "sequences": list(sequences()), "jumps": list(jumps()), "cases": cases}
    json.dump(result, sys.stdout, separators=(",", ":"))
    print()


main()
