#!/usr/bin/env python3
"""Writes Tests/Golden/numpy_names.json: the functions of numpy.linalg and scipy.linalg, all of which docs/from-numpy.md names.

    python3 scripts/golden/numpy_names.py > Tests/Golden/numpy_names.json
"""

import json
import sys

import numpy
import scipy
import scipy.linalg


def functions(module):
    """Its public functions, without the one that runs its tests; exceptions are classes."""
    names = [name for name in dir(module) if not name.startswith("_") and name != "test"]
    return [name for name in names if callable(getattr(module, name)) and not isinstance(getattr(module, name), type)]


modules = [numpy.linalg, scipy.linalg]
json.dump({"versions": {"numpy": numpy.__version__, "scipy": scipy.__version__},
           "functions": {module.__name__: functions(module) for module in modules}}, sys.stdout, indent=1)
print()
