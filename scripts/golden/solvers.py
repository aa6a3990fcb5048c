#!/usr/bin/env python3
"""What SciPy and NumPy say of linear systems: Tests/Golden/solvers.json.

Condition numbers, signs of eigenvalues, determinants, least-squares solutions of any rank by gelsy, and banded systems, in
double precision. Python writes the shortest digits that read back to the same number, so nothing is lost.

    python3 scripts/golden/solvers.py
"""

import json
import pathlib
import platform

import numpy as np
import scipy
import scipy.linalg as la

rng = np.random.RandomState(20261123)


def rows(a):
    """Real parts, or pairs of parts, row by row."""
    a = np.atleast_2d(a)
    if np.iscomplexobj(a):
        return [[[x.real, x.imag] for x in row] for row in a.tolist()]
    return a.tolist()


def hermitian(n, is_complex):
    a = rng.uniform(-1, 1, (n, n))
    if is_complex:
        a = a + 1j * rng.uniform(-1, 1, (n, n))
    return (a + a.conj().T) / 2


def conditions():
    for n in (1, 2, 5, 8):
        a = rng.uniform(-1, 1, (n, n))
        yield {
            "matrix": rows(a),
            "one": np.linalg.cond(a, 1),
            "infinity": np.linalg.cond(a, np.inf),
            "frobenius": np.linalg.cond(a, "fro"),
            "spectral": np.linalg.cond(a, 2),
        }


def symmetric():
    for n in (1, 2, 5, 9):
        a, b = hermitian(n, False), rng.uniform(-1, 1, n)
        values = la.eigvalsh(a)
        sign, logarithm = np.linalg.slogdet(a)
        yield {
            "matrix": rows(a),
            "right": b.tolist(),
            "solution": la.solve(a, b, assume_a="sym").tolist(),
            "positive": int((values > 0).sum()),
            "negative": int((values < 0).sum()),
            "sign": float(sign),
            "logarithm": float(logarithm),
        }


def least_squares():
    for m, n, rank in ((6, 3, 3), (3, 6, 3), (7, 4, 2), (4, 7, 1)):
        a = rng.uniform(-1, 1, (m, rank)) @ rng.uniform(-1, 1, (rank, n))
        b = rng.uniform(-1, 1, (m, 2))
        x, _, found, _ = la.lstsq(a, b, cond=1e-10, lapack_driver="gelsy")
        yield {"matrix": rows(a), "right": rows(b), "solution": rows(x), "rank": int(found)}


def banded():
    for n, lower, upper in ((1, 0, 0), (5, 1, 2), (9, 3, 1)):
        a = np.triu(np.tril(rng.uniform(-1, 1, (n, n)), upper), -lower)
        ab = np.zeros((lower + upper + 1, n))
        for i in range(n):
            for j in range(max(i - lower, 0), min(i + upper + 1, n)):
                ab[upper + i - j, j] = a[i, j]
        b = rng.uniform(-1, 1, n)
        yield {
            "matrix": rows(a),
            "lower": lower,
            "upper": upper,
            "right": b.tolist(),
            "solution": la.solve_banded((lower, upper), ab, b).tolist(),
        }


def updates():
    for m, n in ((3, 3), (6, 4)):
        a, u, v = rng.uniform(-1, 1, (m, n)), rng.uniform(-1, 1, m), rng.uniform(-1, 1, n)
        q, r = la.qr(a)
        _, updated = la.qr_update(q, r, u, v)
        # Signs are free.
        yield {"matrix": rows(a), "u": u.tolist(), "v": v.tolist(), "magnitudes": rows(np.abs(updated[:n]))}


result = {
    "versions": {"python": platform.python_version(), "numpy": np.__version__, "scipy": scipy.__version__},
    "conditions": list(conditions()),
    "symmetric": list(symmetric()),
    "leastSquares": list(least_squares()),
    "banded": list(banded()),
    "updates": list(updates()),
}
path = pathlib.Path(__file__).resolve().parents[2] / "Tests" / "Golden" / "solvers.json"
path.write_text(json.dumps(result, indent=1) + "\n")
