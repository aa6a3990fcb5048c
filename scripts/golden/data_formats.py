#!/usr/bin/env python3
"""Writes Tests/Golden/data: small files in the formats that DataFormats reads, and what is in them.

    python3 -m venv venv && venv/bin/pip install numpy==2.4.6 safetensors==0.8.0
    venv/bin/python scripts/golden/data_formats.py Tests/Golden/data

manifest.json records the versions and, for each file, its arrays: name, type, shape and numbers (as text, because JSON
has no NaN; each reads back exactly). decimals.json has decimal numbers and the bits of the nearest binary64 and
binary32, found by exact arithmetic.
"""

import fractions
import gzip
import io
import json
import math
import pathlib
import platform
import random
import struct
import sys
import zipfile
import zlib

import numpy as np
import safetensors
from safetensors.numpy import save as save_safetensors

folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
r = np.random.RandomState(20240301)
files = {}

NAMES = {"b1": "bool", "i1": "int8", "i2": "int16", "i4": "int32", "i8": "int64", "u1": "uint8", "u2": "uint16",
         "u4": "uint32", "u8": "uint64", "f2": "float16", "f4": "float32", "f8": "float64"}


def text(x):
    if isinstance(x, (bool, np.bool_)):
        return str(int(x))
    if isinstance(x, np.integer):
        return str(int(x))
    return repr(float(x))


def describe(name, array, kind=None):
    array = np.asarray(array)
    return {"name": name, "type": kind or NAMES[array.dtype.str[1:]], "shape": list(array.shape),
            "values": " ".join(text(x) for x in array.reshape(-1))}


def example(code, shape):
    """Numbers of a type, with its extremes among them."""
    count = int(np.prod(shape, dtype=int))
    dtype = np.dtype(code)
    if dtype.kind == "b":
        values = np.arange(count) % 3 == 0
    elif dtype.kind in "iu":
        info = np.iinfo(dtype)
        values = np.array([info.min, info.max, 0, 1, info.max // 3][:count] +
                          [r.randint(0, 100) for _ in range(count - 5)], dtype=dtype)
    else:
        info = np.finfo(dtype)
        special = [info.max, -info.max, info.tiny, info.smallest_subnormal, 0.0, -0.0, np.inf, -np.inf, np.nan, 1 / 3]
        values = np.array(special[:count] + list(r.standard_normal(max(0, count - len(special)))), dtype=dtype)
    return values.astype(code).reshape(shape)


def put(name, data, arrays):
    (folder / name).write_bytes(data)
    files[name] = arrays


def npy(array, version=None):
    out = io.BytesIO()
    np.lib.format.write_array(out, array, version=version)
    return out.getvalue()


# Arrays of NumPy: every type in both byte orders, orders, versions and numbers of axes.
codes = ["b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8"]
every = {}
for code in codes:
    every["little_" + code] = example("<" + code if code[1] != "1" else code, (3, 4))
    if code[1] != "1":
        every["big_" + code] = example(">" + code, (3, 4))
every["column_major"] = np.asfortranarray(example("<f8", (4, 3)))
every["column_major_3"] = np.asfortranarray(example("<f4", (2, 3, 4)))
every["column_major_big"] = np.asfortranarray(example(">i2", (3, 2, 2, 2)))
every["no_axis"] = np.array(2.5)
every["one_axis"] = example("<f8", (11,))
every["four_axes"] = example("<f4", (2, 3, 2, 2))
every["no_rows"] = np.zeros((0, 3))
every["no_columns"] = np.zeros((3, 0), dtype="f4")
every["unicode_ñ"] = np.arange(3)


def archive(compress):
    out = io.BytesIO()
    (np.savez_compressed if compress else np.savez)(out, **every)
    return out.getvalue()


descriptions = [describe(name, array) for name, array in every.items()]
put("every_type.npz", archive(False), descriptions)
put("every_type_deflated.npz", archive(True), descriptions)

for name in ["little_f8", "little_f4", "big_f8", "column_major", "no_axis", "one_axis", "little_b1"]:
    put(name + ".npy", npy(every[name]), [describe("", every[name])])
for version in [(2, 0), (3, 0)]:
    put(f"version_{version[0]}.npy", npy(every["little_f8"], version), [describe("", every["little_f8"])])


class Pipe(io.RawIOBase):
    """Cannot seek, so that zipfile has to write the sizes behind the data."""

    def __init__(self):
        super().__init__()
        self.data = b""

    def writable(self):
        return True

    def write(self, data):
        self.data += bytes(data)
        return len(data)


pipe = Pipe()
with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as z:
    for name in ["little_f8", "one_axis"]:
        with z.open(zipfile.ZipInfo(name + ".npy"), "w") as member:
            member.write(npy(every[name]))
put("descriptors.npz", pipe.data, [describe(n, every[n]) for n in ["little_f8", "one_axis"]])

# The extensions for large files throughout: sizes and offset of the member, and the end of the directory.
payload = npy(every["little_f4"])
name = b"little_f4.npy"
local = struct.pack("<IHHHIIIIHH", 0x04034B50, 45, 0, 0, 0x210000, zlib.crc32(payload), 0xFFFFFFFF, 0xFFFFFFFF,
                    len(name), 20) + name + struct.pack("<HHQQ", 1, 16, len(payload), len(payload))
central = struct.pack("<IHHHHIIIIHHHHHII", 0x02014B50, 45, 45, 0, 0, 0x210000, zlib.crc32(payload), 0xFFFFFFFF,
                      0xFFFFFFFF, len(name), 28, 0, 0, 0, 0, 0xFFFFFFFF) + name + struct.pack(
                          "<HHQQQ", 1, 24, len(payload), len(payload), 0)
start = len(local) + len(payload)
end64 = struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, 1, 1, len(central), start)
locator = struct.pack("<IIQI", 0x07064B50, 0, start + len(central), 1)
end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
large = local + payload + central + end64 + locator + end
assert np.array_equal(np.load(io.BytesIO(large))["little_f4"], every["little_f4"], equal_nan=True)
put("large_extensions.npz", large, [describe("little_f4", every["little_f4"])])

# safetensors.
plain = {n: every[n] for n in ["little_b1", "little_i1", "little_i2", "little_i4", "little_i8", "little_u1",
                               "little_u2", "little_u4", "little_u8", "little_f2", "little_f4", "little_f8",
                               "no_axis", "four_axes", "no_rows", "unicode_ñ"]}
put("every_type.safetensors", save_safetensors(plain, {"format": "np"}), [describe(n, a) for n, a in plain.items()])
halves = np.array([0x0000, 0x8000, 0x0001, 0x3F80, 0xC2F7, 0x7F7F, 0x7F80, 0xFF80, 0x7FC0, 0x0080], dtype="<u2")
wide = (halves.astype("<u4") << 16).view("<f4")
header = json.dumps({"halves": {"dtype": "BF16", "shape": [2, 5], "data_offsets": [0, 20]}}).encode()
header += b" " * (-len(header) % 8)
data = struct.pack("<Q", len(header)) + header + halves.tobytes()
assert bytes(safetensors.deserialize(data)[0][1]["data"]) == halves.tobytes()
put("bfloat16.safetensors", data, [describe("halves", wide.reshape(2, 5), "bfloat16")])
small = {"w": np.arange(6, dtype="<f4").reshape(2, 3), "b": np.array([1.5, -2.5]), "n": np.array([7], dtype="<i8")}
put("small.safetensors", save_safetensors(small, {"note": "a \"quoted\" é"}), [describe(n, a) for n, a in small.items()])

# IDX.
kinds = {0x08: "u1", 0x09: "i1", 0x0B: "i2", 0x0C: "i4", 0x0D: "f4", 0x0E: "f8"}
for number, code in kinds.items():
    array = example(">" + code if code[1] != "1" else code, (3, 2, 2))
    data = struct.pack(">BBBB", 0, 0, number, 3) + struct.pack(">3I", *array.shape) + array.tobytes()
    put(f"{NAMES[code]}.idx", data, [describe("", array)])
    if code in ("u1", "f8"):
        put(f"{NAMES[code]}.idx.gz", gzip.compress(data, mtime=0), [describe("", array)])

# A table in two gzip streams, as `cat a.gz b.gz` makes one.
rows = r.standard_normal((40, 3)).round(3)
lines = ["a,b,c\n"] + [",".join(map(repr, row)) + "\n" for row in rows.tolist()]
put("two_streams.csv.gz", b"".join(gzip.compress("".join(part).encode(), mtime=0) for part in (lines[:17], lines[17:])),
    [describe("", rows)])

manifest = {"python": platform.python_version(), "numpy": np.__version__, "safetensors": safetensors.__version__,
            "files": files}
(folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=0, sort_keys=True) + "\n")


# Decimals.
def round_to_binary(number, bits, least, largest):
    """The nearest number k·2^e with |k| < 2^bits and e ≥ least, ties to even; None above `largest`."""
    if number == 0:
        return 0.0
    e = max(math.floor(math.log2(number.numerator) - math.log2(number.denominator)) - bits - 2, least)
    while number / fractions.Fraction(2)**e >= 2**bits:
        e += 1
    scaled = number / fractions.Fraction(2)**e
    k = math.floor(scaled)
    rest = scaled - k
    if rest > fractions.Fraction(1, 2) or (rest == fractions.Fraction(1, 2) and k % 2 == 1):
        k += 1
    result = fractions.Fraction(k) * fractions.Fraction(2)**e
    return float(result) if result <= largest else None


def double(number):
    return round_to_binary(number, 53, -1074, fractions.Fraction(sys.float_info.max))


def single(number):
    return round_to_binary(number, 24, -149, fractions.Fraction(float(np.finfo("f4").max)))


def exact(number):
    """All decimal digits of a number whose denominator is a power of two."""
    shift = number.denominator.bit_length() - 1
    digits = str(number.numerator * 5**shift)
    return digits if shift == 0 else digits + "e-" + str(shift)


random.seed(20240301)
texts = """0 -0 1 -1 0.1 .5 5. 00012.5 1e0 1E+5 1e-5 +7 123456789012345678 1234567890123456789 12345678901234567890
9007199254740991 9007199254740992 9007199254740993 9007199254740995 18446744073709551615 18446744073709551616
1.7976931348623157e308 1.7976931348623158e308 1.7976931348623159e308 1.8e308 1e309 1e400 -1e309 1e-400 1e999999999999
2.2250738585072014e-308 2.2250738585072011e-308 2.2250738585072012e-308 4.9406564584124654e-324 5e-324 3e-324 2.5e-324
2.4703282292062327e-324 2.4703282292062328e-324 2.4703282292062329e-324 1e-324 7.4109846876186982e-324 0e999 0.000e-999
3.4028234663852886e38 3.4028235e38 3.4028235677973366e38 3.4028236e38 1.1754943508222875e-38 1.1754942e-38 1.4e-45
7.006492321624085e-46 7.0064923216240853e-46 7.0064923216240854e-46 7e-46 1e-46 16777217 16777219 33554433 8388608.5
1e22 1e23 1e24 8.988465674311580536566680e307 6.02214076e23 6.62607015e-34 1.0000000596046448 1.00000005960464477539
1.000000059604644775390625 1.0000000596046447753906251 1.000000178813934326171875 1.0000001788139343261718749
9223372036854775807e0 1e-5000 123456789.123456789 0.000000000000000000000000000001 100000000000000000000000000000
89255.0e-22 104110013277974872254e-225 12345e23 8446744073709551616e-20 179769313486231580793e289
5708990770823838890407843763683279797179383808e0 1090544144181609348671488949248""".split()
texts += ["0." + "0" * 400 + "1234567890123456789012345e400", "1" * 300, "1" + "0" * 308, "9" * 400 + "e-100",
          "0.5" + "0" * 900 + "1", "1." + "0" * 780 + "1e0", "0" * 500 + "1.25"]
doubles = []
for _ in range(150):
    doubles.append(abs(struct.unpack("<d", random.randbytes(8))[0]))
for _ in range(40):
    doubles.append(struct.unpack("<Q", random.randbytes(8))[0] % 2**52 * 2.0**-1074)
    doubles.append(struct.unpack("<d", struct.pack("<Q", random.randrange(2**52, 2**54)))[0])
doubles = [x for x in doubles if math.isfinite(x) and x > 0]
for x in doubles:
    texts.append(repr(x))
# Exactly half-way between neighbours, and a little to either side.
for x in doubles[:60] + doubles[-20:]:
    middle = (fractions.Fraction(x) + fractions.Fraction(math.nextafter(x, math.inf))) / 2
    digits = exact(middle)
    texts.append(digits)
    mantissa, _, power = digits.partition("e")
    texts.append(mantissa + "000000001" + "e" + str(int(power or 0) - 9))
    texts.append(str(int(mantissa) * 10**9 - 1) + "e" + str(int(power or 0) - 9))
    texts.append("%.17ge%d" % (float(mantissa[0] + "." + mantissa[1:18]), len(mantissa) - 1 + int(power or 0)))
for _ in range(100):
    x = np.frombuffer(random.randbytes(4), "<f4")[0]
    if not np.isfinite(x):
        continue
    x = np.abs(x)
    texts.append(str(x))
    middle = (fractions.Fraction(float(x)) + fractions.Fraction(float(np.nextafter(x, np.float32(np.inf))))) / 2
    digits = exact(middle)
    texts.append(digits)
    mantissa, _, power = digits.partition("e")
    texts.append(str(int(mantissa) * 100 + 1) + "e" + str(int(power or 0) - 2))
    texts.append(str(int(mantissa) * 100 - 1) + "e" + str(int(power or 0) - 2))
for _ in range(200):
    digits = "".join(random.choice("0123456789") for _ in range(random.randint(1, 25)))
    point = random.randint(0, len(digits))
    texts.append(digits[:point] + "." + digits[point:] + random.choice(["", "", f"e{random.randint(-330, 310)}"]))

cases = []
for case in texts:
    sign = "-" if case.startswith("-") else ""
    mantissa, _, power = case.lstrip("+-").lower().partition("e")
    whole, _, fraction = mantissa.partition(".")
    exponent = int(power or 0) - len(fraction)
    digits = int(whole + fraction or "0")
    # Beyond these nothing changes, and exact arithmetic with the power itself would never end.
    number = fractions.Fraction(digits) * fractions.Fraction(10)**max(min(exponent, 1000), -3000)
    wide, narrow = double(number), single(number)
    if wide is not None:
        assert wide == float(case.lstrip("-")), case
    cases.append({
        "text": case,
        "double": None if wide is None else struct.pack(">d", -wide if sign else wide).hex(),
        "float": None if narrow is None else struct.pack(">f", -narrow if sign else narrow).hex(),
    })
lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
(folder / "decimals.json").write_text(f'{{"python":"{platform.python_version()}","cases":[\n{lines}\n]}}\n')
print(len(files), "files,", len(cases), "decimals,", sum(f.stat().st_size for f in folder.iterdir()), "bytes")
