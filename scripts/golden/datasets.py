#!/usr/bin/env python3
"""Writes the small real data that the tests train on, from the copies that scikit-learn carries.

    python3 scripts/golden/datasets.py      (needs scikit-learn; writes to Tests/Golden/datasets)
"""
import gzip
import io
from pathlib import Path

import numpy
import sklearn
from sklearn import datasets

FOLDER = Path(__file__).resolve().parents[2] / "Tests" / "Golden" / "datasets"


def text(value):
    number = float(value)
    return str(int(number)) if number == int(number) else repr(number)


def write(name, header, rows, compress=False):
    out = io.StringIO()
    out.write(",".join(header) + "\n")
    for row in rows:
        out.write(",".join(v if isinstance(v, str) else text(v) for v in row) + "\n")
    data = out.getvalue().encode()
    if compress:
        (FOLDER / f"{name}.csv.gz").write_bytes(gzip.compress(data, mtime=0))
    else:
        (FOLDER / f"{name}.csv").write_bytes(data)


def plain(names):
    return [n.replace(" (cm)", "").replace(" ", "_").replace("/", "_") for n in names]


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    iris = datasets.load_iris()
    write("iris", plain(iris.feature_names) + ["species"],
          [list(x) + [str(iris.target_names[y])] for x, y in zip(iris.data, iris.target)])
    wine = datasets.load_wine()
    write("wine", plain(wine.feature_names) + ["class"], [list(x) + [y] for x, y in zip(wine.data, wine.target)])
    cancer = datasets.load_breast_cancer()
    write("breast_cancer", plain(cancer.feature_names) + ["diagnosis"],
          [list(x) + [str(cancer.target_names[y])] for x, y in zip(cancer.data, cancer.target)])
    diabetes = datasets.load_diabetes(scaled=False)
    write("diabetes", plain(diabetes.feature_names) + ["progression"],
          [list(x) + [y] for x, y in zip(diabetes.data, diabetes.target)])
    digits = datasets.load_digits()
    write("digits", [f"p{i}" for i in range(64)] + ["digit"],
          [list(x) + [y] for x, y in zip(digits.data, digits.target)], compress=True)
    (FOLDER / "README.md").write_text(
        "# Small real data\n\n"
        f"Copies of what scikit-learn {sklearn.__version__} carries (BSD-3-Clause licence, the scikit-learn developers),\n"
        "written as tables with headers by `scripts/golden/datasets.py`.\n\n"
        "| File | Source |\n|---|---|\n"
        "| `iris.csv` | Fisher, The use of multiple measurements in taxonomic problems, 1936 |\n"
        "| `wine.csv` | Forina et al., PARVUS, 1988; UCI Machine Learning Repository |\n"
        "| `breast_cancer.csv` | Wolberg, Street, Mangasarian, 1995; UCI Machine Learning Repository |\n"
        "| `diabetes.csv` | Efron, Hastie, Johnstone, Tibshirani, Least angle regression, 2004 |\n"
        "| `digits.csv.gz` | Alpaydin, Kaynak, 1998; UCI Machine Learning Repository |\n")


main()
