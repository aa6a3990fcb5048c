#!/usr/bin/env python3
"""Writes Sources/Linalg/Random/Ziggurat+{Normal,Exponential}.swift: the numbers of NumPy's ziggurat tables.

    python3 scripts/golden/ziggurat_tables.py Sources/Linalg/Random

The numbers are read from the static library that a NumPy wheel for x86-64 Linux brings along. They are stored because the
published recurrence does not give them: those of the normal distribution in double precision were computed with a
rounded area and differ from the exact ones by up to 1.7e-14, and of those of the exponential distribution a few have
another last bit.
"""

import pathlib
import subprocess
import sys
import tempfile

import numpy as np

OBJECT = "src_distributions_distributions.c.o"
KINDS = {"i": "Normal", "e": "Exponential"}
MEANING = {
    "w": ("Widths", "What turns the random integer of a layer into an abscissa."),
    "k": ("Limits", "The random integers of a layer below which the abscissa is under the curve for certain."),
    "f": ("Heights", "The density at the right end of a layer."),
}
BITS = {"double": ("Double", "UInt64", "<f8", "<u8"), "float": ("Float", "UInt32", "<f4", "<u4")}


def tables():
    library = pathlib.Path(np.__file__).parent / "random/lib/libnpyrandom.a"
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["ar", "x", library, OBJECT], cwd=folder, check=True)
        path = pathlib.Path(folder) / OBJECT
        data = path.read_bytes()
        headers = subprocess.run(["objdump", "-h", path], capture_output=True, text=True, check=True).stdout
        start = int(next(l.split()[5] for l in headers.splitlines() if l.split()[1:2] == [".rodata"]), 16)
        symbols = subprocess.run(["nm", "-S", path], capture_output=True, text=True, check=True).stdout
    places = {f[3]: int(f[0], 16) for f in map(str.split, symbols.splitlines()) if len(f) == 4}
    result = {}
    for letter in MEANING:
        for kind in KINDS:
            for width, (_, _, real, integer) in BITS.items():
                name = f"{letter}{kind}_{width}"
                result[name] = np.frombuffer(data, integer if letter == "k" else real, 256, start + places[name])
    return result


def literal(value):
    if isinstance(value, (int, np.integer)):
        return hex(value)
    mantissa, exponent = float(value).hex().split("p")
    mantissa = mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa
    return f"{mantissa}p{int(exponent)}"


def lines(values):
    line = "       "
    for value in values:
        text = f" {literal(value)},"
        if len(line) + len(text) > 118:
            yield line
            line = "       "
        line += text
    yield line


def main():
    folder = pathlib.Path(sys.argv[1])
    all_tables = tables()
    for kind, word in KINDS.items():
        out = [
            f"// Made by scripts/golden/ziggurat_tables.py from NumPy {np.__version__}. Do not edit.",
            "",
            f"/// The 256 layers of the {word.lower()} distribution, as NumPy has them.",
            f"enum {word}Ziggurat {{",
        ]
        for width, (real, integer, _, _) in BITS.items():
            for letter, (suffix, meaning) in MEANING.items():
                name = f"{real.lower()}{suffix}"
                out += [f"    /// {meaning}", f"    static let {name}: [{integer if letter == 'k' else real}] = ["]
                out += list(lines(all_tables[f"{letter}{kind}_{width}"]))
                out += ["    ]", ""]
        out[-1] = "}"
        (folder / f"Ziggurat+{word}.swift").write_text("\n".join(out) + "\n")


main()
