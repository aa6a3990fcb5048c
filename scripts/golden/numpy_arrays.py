#!/usr/bin/env python3
"""Writes Tests/Golden/numpy_arrays.json: what NumPy and SciPy make of some arrays.

    python3 scripts/golden/numpy_arrays.py > Tests/Golden/numpy_arrays.json

An array is {"shape": [...], "values": [...]}; NaN and infinities are text. A result is compared bit for bit where the
operation is exact or the same additions are made, otherwise in ULPs; the test says which.
"""

import json
import sys

import numpy as np
import scipy
import scipy.linalg
import scipy.special

NAN = float("nan")


def encode(value):
    array = np.asarray(value)
    if array.dtype == bool:
        array = array.astype(float)
    flat = array.astype(np.float64).ravel().tolist()
    return {"shape": list(array.shape), "values": [x if np.isfinite(x) else str(x) for x in flat]}


def reductions(a):
    r = {}
    with np.errstate(all="ignore"):
        for axis in (None, 0, 1):
            name = {None: "all", 0: "column", 1: "row"}[axis]
            for f in ("sum", "prod", "mean"):
                r[f"{f} {name}"] = getattr(np, f)(a, axis=axis)
            for ddof in (0, 1):
                r[f"var{ddof} {name}"] = np.var(a, axis=axis, ddof=ddof)
                r[f"std{ddof} {name}"] = np.std(a, axis=axis, ddof=ddof)
            for f in ("min", "max", "argmin", "argmax", "ptp", "median"):
                r[f"{f} {name}"] = getattr(np, f)(a, axis=axis)
            for q in (0, 0.1, 0.25, 0.5, 0.77, 1):
                r[f"quantile {q} {name}"] = np.quantile(a, q, axis=axis)
            if axis is not None:
                for f in ("cumsum", "cumprod", "diff", "sort"):
                    r[f"{f} {name}"] = getattr(np, f)(a, axis=axis)
                order = np.argsort(a, axis=axis, kind="stable")
                r[f"argsort {name}"] = order if axis == 1 else order.T
                r[f"flip {name}"] = np.flip(a, axis=1 if axis == 1 else 0)
                for k in (0, 1, -2, 7):
                    r[f"roll {k} {name}"] = np.roll(a, k, axis=axis)
        r["covariance row"], r["covariance column"] = np.cov(a), np.cov(a, rowvar=False)
        r["correlation row"], r["correlation column"] = np.corrcoef(a), np.corrcoef(a, rowvar=False)
    return {k: encode(v) for k, v in r.items()}


def shapes(a):
    r = {}
    for k in (-3, -1, 0, 1, 2, 9):
        r[f"tril {k}"], r[f"triu {k}"], r[f"diagonal {k}"] = np.tril(a, k), np.triu(a, k), np.diagonal(a, k)
    for k in (-1, 0, 1, 2, 3):
        r[f"rot90 {k}"] = np.rot90(a, k)
    r["tile"], r["repeat row"], r["repeat column"] = np.tile(a, (2, 3)), np.repeat(a, 2, axis=0), np.repeat(a, 3, axis=1)
    r["reshape"] = a.reshape(a.shape[1], a.shape[0])
    r["clip"] = np.clip(a, -0.5, 0.75)
    return {k: encode(v) for k, v in r.items()}


def special():
    x = np.array([1.0, 2.5, -3.0, 0.5])
    y = np.array([4.0, -1.0, 2.0])
    r = {
        "vander": np.vander(x), "vander 3": np.vander(x, 3, increasing=True), "hilbert": scipy.linalg.hilbert(5),
        "toeplitz": scipy.linalg.toeplitz(x), "toeplitz 2": scipy.linalg.toeplitz(x, y),
        "hankel": scipy.linalg.hankel(x), "hankel 2": scipy.linalg.hankel(x, y),
        "circulant": scipy.linalg.circulant(x), "companion": scipy.linalg.companion(x),
        "linspace": np.linspace(-1, 2.7, 11), "linspace 1": np.linspace(3, 4, 1), "linspace 0": np.linspace(3, 4, 0),
        "linspace equal": np.linspace(3, 3, 4), "arange": np.arange(-0.3, 2, 0.1), "arange none": np.arange(3, 1, 1.0),
        "arange down": np.arange(3, 1, -0.3), "eye": np.eye(3, 5, 1), "eye down": np.eye(4, 3, -2),
        "diag": np.diag(y, 1), "diag down": np.diag(y, -2), "outer": np.outer(x, y), "cross": np.cross(y, x[:3]),
        "convolve full": np.convolve(x, y), "convolve same": np.convolve(x, y, "same"),
        "convolve valid": np.convolve(x, y, "valid"), "convolve swapped": np.convolve(y, x, "same"),
        "polyval": np.polyval(x, 1.7), "block_diag": scipy.linalg.block_diag(np.outer(x, y), np.outer(y, y)),
        "logspace": np.logspace(-2, 3, 6),
    }
    return {k: encode(v) for k, v in r.items()}


def ordering():
    cases = [
        [3, 1, NAN, 2, 1, NAN, -1, 3], [], [1], [NAN], [2, 2, 2], [0.0, -0.0, 1, -0.0],
        [float("inf"), NAN, float("-inf"), 5], list(range(20, 0, -1)),
    ]
    result = []
    for case in cases:
        x = np.array(case, dtype=float)
        ordered = np.sort(x)
        probes = np.array([-5, -0.0, 1, 2, 2.5, 3, 100, float("inf"), NAN])
        r = {
            "x": x, "sort": ordered, "argsort": np.argsort(x, kind="stable"), "unique": np.unique(x),
            "probes": probes, "left": np.searchsorted(ordered, probes), "right": np.searchsorted(ordered, probes, "right"),
        }
        finite = x[np.isfinite(x)]
        r["histogram"], r["edges"] = np.histogram(finite, 7)
        result.append({k: encode(v) for k, v in r.items()})
    return result


def functions():
    x = np.array([-7.5, -2.5, -1.5, -1, -0.75, -0.5, -0.0, 0.0, 1e-9, 0.25, 0.5, 1, 1.5, 2, 2.5, 3.75, 20, 700, NAN,
                  float("inf"), float("-inf")])
    names = {
        "exp": np.exp, "expMinusOne": np.expm1, "log": np.log, "logOnePlus": np.log1p, "squareRoot": np.sqrt,
        "square": np.square, "reciprocal": np.reciprocal, "sin": np.sin, "cos": np.cos, "tan": np.tan,
        "asin": np.arcsin, "acos": np.arccos, "atan": np.arctan, "sinh": np.sinh, "cosh": np.cosh, "tanh": np.tanh,
        "asinh": np.arcsinh, "acosh": np.arccosh, "atanh": np.arctanh, "absoluteValue": np.abs, "sign": np.sign,
        "floor": np.floor, "ceil": np.ceil, "truncate": np.trunc, "round": np.round, "cubeRoot": np.cbrt,
        "exp2": np.exp2, "log2": np.log2, "log10": np.log10, "erf": scipy.special.erf, "erfc": scipy.special.erfc,
        "gamma": scipy.special.gamma, "logGamma": scipy.special.gammaln,
    }
    with np.errstate(all="ignore"):
        r = {"x": x} | {k: f(x) for k, f in names.items()}
        r |= {f"power {p}": np.power(x, np.full_like(x, p)) for p in (0, 1, 2, -1, 3, 0.5, 2.5)}
        r["hypot"], r["atan2"] = np.hypot(x, x[::-1]), np.arctan2(x, x[::-1])
        r["minimum"], r["maximum"] = np.minimum(x, x[::-1]), np.maximum(x, x[::-1])
    return {k: encode(v) for k, v in r.items()}


def main():
    rng = np.random.default_rng(1)
    matrices = [
        rng.standard_normal((1, 1)), rng.standard_normal((5, 3)), rng.standard_normal((3, 7)),
        np.round(rng.standard_normal((6, 6)) * 2),
    ]
    holed = np.round(rng.standard_normal((5, 4)), 1)
    holed[1, 2] = holed[3, 0] = holed[3, 1] = NAN
    matrices.append(holed)
    long = rng.standard_normal(1500)
    result = {
        "numpy": np.__version__,
        "scipy": scipy.__version__,
        "matrices": [{"a": encode(a), "reductions": reductions(a)} for a in matrices],
        "shapes": [{"a": encode(a), "results": shapes(a)} for a in matrices[:4]],
        "long": encode(long),
        "sums": [
            {"count": n, "sum": encode(np.sum(long[:n])), "var": encode(np.var(long[:n]))}
            for n in (1, 2, 7, 8, 9, 127, 128, 129, 200, 263, 1000, 1500)
        ],
        "special": special(),
        "ordering": ordering(),
        "functions": functions(),
    }
    json.dump(result, sys.stdout, separators=(",", ":"))
    print()


main()
