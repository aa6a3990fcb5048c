#!/usr/bin/env python3
"""Writes Tests/Golden/scipy_eigen.json: eigenvalues and functions of difficult matrices, with the condition of each.

    python3 scripts/golden/scipy_eigen.py > Tests/Golden/scipy_eigen.json

The values are computed by mpmath with 80 digits from the entries as double precision has them, so that they are exact to
the last bit; SciPy computes the condition numbers, of which a few digits are enough. Each result is checked here: a
residual in 80 digits must be below 1e-40 of the matrix. Standard error has what SciPy itself makes of each, in units of
what the condition allows: a bound that SciPy does not keep would be no fair one.

Eigenvalues: the bound for each is n·u·‖B‖·κ, B being the balanced matrix, with the Frobenius norm, and κ = 1/|yᴴx| of B.
A defective one of index k instead has (n·u·‖B‖)^(1/k). Functions: n·u·κ relative to the norm of the result, with κ the
condition number of the function in the Frobenius norm (Higham, Functions of Matrices, chapter 3).
"""

import json
import math
import sys

import mpmath
import numpy as np
import scipy
import scipy.linalg as sl
from mpmath import mp
from scipy.linalg._expm_frechet import expm_frechet_kronform

mp.dps = 80
UNIT = 2.0 ** -53
r = np.random.RandomState(20260229)


def exact(a):
    return mp.matrix([[mp.mpc(complex(x)) if np.iscomplexobj(a) else mp.mpf(float(x)) for x in row] for row in a])


def numbers(a):
    a = np.asarray(a)
    if np.iscomplexobj(a):
        return [float(x) for z in a.reshape(-1) for x in (z.real, z.imag)]
    return [float(x) for x in a.reshape(-1)]


def to_numpy(m, is_complex):
    a = np.array([[complex(m[i, j]) for j in range(m.cols)] for i in range(m.rows)])
    return a if is_complex else a.real.copy()


def norm(m):
    return mp.sqrt(sum(abs(x) ** 2 for x in m))


def check(residual, size, name):
    assert norm(residual) <= mp.mpf(10) ** -40 * size, (name, mp.nstr(norm(residual) / size, 5))


# The matrices

def jordan(eigenvalue, n):
    return eigenvalue * np.eye(n) + np.eye(n, k=1)


def kahan(n, angle=1.2):
    s, c = math.sin(angle), math.cos(angle)
    return np.diag(s ** np.arange(n)) @ (np.eye(n) - c * np.triu(np.ones((n, n)), 1))


def grcar(n, k=3):
    return np.tril(np.triu(np.ones((n, n)), -1), k) - 2 * np.eye(n, k=-1)


def frank(n):
    i, j = np.indices((n, n)) + 1
    return np.where(j >= i - 1, n + 1 - np.maximum(i, j), 0).astype(float)


def wilkinson_polynomial(n):
    """1·…·n, whose coefficients are exact in double precision up to n = 18."""
    p = [1]
    for k in range(1, n + 1):
        p = [a - k * b for a, b in zip(p + [0], [0] + p)]
    return np.array([float(x) for x in p])


def graded(n):
    d = 10.0 ** -np.arange(n)
    return r.uniform(-1, 1, (n, n)) * d[:, None] ** 0.5 * d[None, :] ** 0.5 + np.diag(d)


def clustered(n):
    q, _ = np.linalg.qr(r.standard_normal((n, n)))
    t = np.triu(r.uniform(-1, 1, (n, n)), 1) + np.diag(1 + 1e-5 * np.arange(n))
    return q @ t @ q.T


def rotation(n):
    k = np.triu(r.uniform(-1, 1, (n, n)), 1)
    return sl.expm(k - k.T)


n = 8
matrices = {
    "uniform": (r.uniform(-1, 1, (n, n)), 1),
    "uniform, shifted": (r.uniform(-1, 1, (n, n)) + 4 * np.eye(n), 1),
    "complex": (r.uniform(-1, 1, (6, 6)) + 1j * r.uniform(-1, 1, (6, 6)), 1),
    "complex, shifted": (r.uniform(-1, 1, (6, 6)) + 1j * r.uniform(-1, 1, (6, 6)) + 2j * np.eye(6), 1),
    "Jordan block": (jordan(2.0, 5), 5),
    "negative Jordan block": (jordan(-1.0, 3), 3),
    "nearly a Jordan block": (jordan(1.0, 4) + 1e-6 * np.eye(4, k=-3), 1),
    "nilpotent": (np.triu(r.uniform(-50, 50, (5, 5)), 1), 5),
    "clustered": (clustered(6), 6),
    "graded": (graded(8), 1),
    "Hilbert": (sl.hilbert(6), 1),
    "Vandermonde": (np.vander(np.linspace(0.5, 2, 6)), 1),
    "Wilkinson W21+": (np.diag(np.abs(np.arange(21) - 10.0)) + np.eye(21, k=1) + np.eye(21, k=-1), 1),
    "Kahan": (kahan(8), 1),
    "Grcar": (grcar(10), 1),
    "large Grcar": (grcar(24), 1),
    "Frank": (frank(8), 1),
    "large Frank": (frank(12), 1),
    "Wilkinson's polynomial": (sl.companion(wilkinson_polynomial(10)), 1),
    "Wilkinson's large polynomial": (sl.companion(wilkinson_polynomial(18)), 1),
    "Chebyshev polynomial": (sl.companion(np.polynomial.chebyshev.cheb2poly([0] * 16 + [1])[::-1]), 1),
    "rotation": (rotation(6), 1),
    "stochastic": ((lambda a: a / a.sum(1, keepdims=True))(r.uniform(0, 1, (6, 6)) + 4 * np.eye(6)), 1),
    "stiff": (np.array([[-1e4, 1e4, 0], [1.0, -2.0, 1.0], [0, 1e3, -1e3]]), 1),
    "far from normal": (np.array([[1.0, 1e6], [0.0, 1.001]]), 1),
    "Moler, Van Loan": (np.array([[-49.0, 24.0], [-64.0, 31.0]]), 1),
    "with a negative eigenvalue": (np.array([[1.0, 2.0], [3.0, 1.0]]), 1),
    "complex, far from normal": (np.triu(r.uniform(-1, 1, (5, 5)) + 1j * r.uniform(-1, 1, (5, 5)), 1) * 5
                                 + np.diag(np.exp(1j * np.linspace(0.1, 3.1, 5)) / 10), 1),
}


# What is expected of each

def eigenvalues(a, index, name):
    m = exact(a)
    n = m.rows
    if index == n:
        value = mp.fsum(m[i, i] for i in range(n)) / n
        values, conditions = [value] * n, [0.0] * n
    else:
        values, left, right = mp.eig(m, left=True, right=True)
        for i in range(n):
            x = right[:, i]
            check(m * x - values[i] * x, norm(m) * norm(x), name)
    balanced, similarity = sl.matrix_balance(a, permute=False, separate=True)
    d = [mp.mpf(float(x)) for x in similarity[0]]
    if index == 1:
        # Eigenvectors of D⁻¹AD.
        conditions = []
        for i in range(n):
            x = mp.matrix([right[j, i] / d[j] for j in range(n)])
            y = mp.matrix([left[i, j] * d[j] for j in range(n)])
            dot = sum(y[j] * x[j] for j in range(n))
            conditions.append(float(norm(x) * norm(y) / abs(dot)))
    size = float(np.linalg.norm(balanced))
    bounds = [n * UNIT * size * c if index == 1 else (n * UNIT * size) ** (1 / index) for c in conditions]
    values = np.array([complex(v) for v in values])
    ours, ratio = list(np.linalg.eigvals(a)), 0
    for v, bound in sorted(zip(values, bounds), key=lambda x: x[1]):
        nearest = min(ours, key=lambda x: abs(x - v))
        ours.remove(nearest)
        ratio = max(ratio, abs(nearest - v) / bound)
    print(f"{name}: eigenvalues {ratio:.3g}, conditions up to {max(conditions):.3g}", file=sys.stderr)
    return {"values": numbers(values), "bounds": bounds}


def function(a, name, kind, value, condition, scipys):
    is_complex = np.iscomplexobj(a)
    result = to_numpy(value, is_complex)
    bound = len(a) * UNIT * max(condition, 1) * np.linalg.norm(result)
    with np.errstate(all="ignore"):
        ratio = np.linalg.norm(scipys(a) - result) / bound
    print(f"{name}: {kind} {ratio:.3g}, condition {condition:.3g}", file=sys.stderr)
    return {"value": numbers(result), "bound": bound}


def functions(a, name):
    m, size = exact(a), np.linalg.norm(a)
    result = {}
    value = mp.expm(m, method="taylor")
    half = mp.expm(m / 2, method="pade")
    check(half * half - value, norm(half) ** 2, name)
    double = to_numpy(value, np.iscomplexobj(a))
    condition = np.linalg.norm(expm_frechet_kronform(a), 2) * size / np.linalg.norm(double)
    result["exponential"] = function(a, name, "exponential", value, condition, sl.expm)
    values = np.linalg.eigvals(a)
    if not np.iscomplexobj(a) and any(abs(v.imag) <= 1e-9 * size and v.real < 1e-9 * size for v in values):
        return result
    # mpmath may end at another root than the principal one unless the eigenvalues are turned to the right half plane.
    angles = np.angle(values)
    angle = mp.mpf((angles.max() + angles.min()) / 2) if np.iscomplexobj(a) else mp.mpf(0)
    turned = m * mp.expjpi(-angle / mp.pi) if angle else m
    root = mp.sqrtm(turned) * (mp.expjpi(angle / mp.pi / 2) if angle else 1)
    check(root * root - m, norm(root) ** 2, name)
    assert all(x.real > 0 for x in mp.eig(root, left=False, right=False)), name
    u = to_numpy(root, np.iscomplexobj(a))
    identity = np.eye(len(a))
    condition = np.linalg.norm(np.linalg.inv(np.kron(identity, u) + np.kron(u.T, identity)), 2) * size / np.linalg.norm(u)
    result["squareRoot"] = function(a, name, "square root", root, condition, sl.sqrtm)
    log = mp.logm(turned) + (mp.mpc(0, angle) * mp.eye(m.rows) if angle else mp.zeros(m.rows))
    assert all(abs(x.imag) < mp.pi for x in mp.eig(log, left=False, right=False)), name
    check(mp.expm(log, method="taylor") - m, norm(m), name)
    l = to_numpy(log, np.iscomplexobj(a))
    condition = np.linalg.norm(np.linalg.inv(expm_frechet_kronform(l)), 2) * size / np.linalg.norm(l)
    result["logarithm"] = function(a, name, "logarithm", log, condition, sl.logm)
    return result


def polar(a, name):
    """By Newton's iteration. The bound for U is 2 over the sum of the two smallest singular values, for a complex matrix one
    over the smallest; that for P has the condition √2 (Higham, Functions of Matrices, theorems 8.9 and 8.10).
    """
    m = exact(a)
    u = m
    for _ in range(200):
        step = (mp.inverse(u).H - u) / 2
        u = u + step
        if norm(step) < mp.mpf(10) ** -70:
            break
    p = u.H * m
    check(u.H * u - mp.eye(m.rows), 1, name)
    s = np.linalg.svd(a, compute_uv=False)
    is_complex = np.iscomplexobj(a)
    bound = len(a) * UNIT * float(np.linalg.norm(a)) * (1 / s[-1] if is_complex else 2 / (s[-1] + s[-2]))
    scipys = np.linalg.norm(sl.polar(a)[0] - to_numpy(u, is_complex)) / bound
    print(f"{name}: polar {scipys:.3g}", file=sys.stderr)
    return {"unitary": numbers(to_numpy(u, is_complex)), "positive": numbers(to_numpy(p, is_complex)),
            "bound": bound, "positiveBound": len(a) * UNIT * float(np.linalg.norm(a)) * math.sqrt(2)}


cases = []
for name, (a, index) in matrices.items():
    a = np.asarray(a)
    case = {"name": name, "size": len(a), "isComplex": bool(np.iscomplexobj(a)), "elements": numbers(a),
            "eigenvalues": eigenvalues(a, index, name)}
    if len(a) <= 10:
        case.update(functions(a, name))
        if name not in ("nilpotent",) and np.linalg.cond(a) < 1e10:
            case["polar"] = polar(a, name)
    cases.append(case)

# A·X + X·B = C by the Kronecker product, for pairs of the matrices above.
equations = []
for first, second in [("uniform", "Kahan"), ("Frank", "Jordan block"), ("Grcar", "Moler, Van Loan"),
                      ("complex", "complex, shifted"), ("graded", "stochastic"), ("Hilbert", "Vandermonde")]:
    a, b = matrices[first][0], matrices[second][0]
    m, n = len(a), len(b)
    c = r.uniform(-1, 1, (m, n))
    if np.iscomplexobj(a):
        c = c + 1j * r.uniform(-1, 1, (m, n))
    # Row by row, vec(A·X + X·B) = (A ⊗ I + I ⊗ Bᵀ)·vec(X).
    k = np.kron(a, np.eye(n)) + np.kron(np.eye(m), b.T)
    km = mp.matrix(m * n, m * n)
    am, bm = exact(a), exact(b)
    for i in range(m):
        for j in range(n):
            for l in range(m):
                km[i * n + j, l * n + j] += am[i, l]
            for l in range(n):
                km[i * n + j, i * n + l] += bm[l, j]
    x = mp.lu_solve(km, exact(c.reshape(-1, 1)))
    check(km * x - exact(c.reshape(-1, 1)), norm(km) * norm(x), "equation")
    value = to_numpy(x, np.iscomplexobj(a)).reshape(m, n)
    inverse = np.linalg.norm(np.linalg.inv(k), 2)
    bound = max(m, n) * UNIT * inverse * (np.linalg.norm(a) + np.linalg.norm(b)) * np.linalg.norm(value)
    ratio = np.linalg.norm(sl.solve_sylvester(a, b, c) - value) / bound
    print(f"{first}, {second}: Sylvester {ratio:.3g}", file=sys.stderr)
    equations.append({"a": first, "b": second, "c": numbers(c), "value": numbers(value), "bound": bound})

json.dump({"versions": {"numpy": np.__version__, "scipy": scipy.__version__, "mpmath": mpmath.__version__},
           "matrices": cases, "equations": equations}, sys.stdout, separators=(",", ":"))
print()
