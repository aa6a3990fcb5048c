#!/usr/bin/env python3
"""Writes bad files of every kind, the commands that must refuse them, and what they must say.

    python3 scripts/golden/bad_files.py      (standard library only; writes Tests/Golden/bad_files.json)

A file is a list of pieces, each a text or base64, perhaps repeated, so that what is large takes little here. Files that
claim to be large are small: their headers lie.
"""
import base64
import gzip
import io
import json
import re
import struct
import zipfile
import zlib
from pathlib import Path

OUT = Path(__file__).resolve().parents[2] / "Tests" / "Golden" / "bad_files.json"
contents, numbers, cases = [], {}, []


class Many:
    """A piece many times, between two others."""

    def __init__(self, before, piece, times, after=b""):
        self.pieces = [(before, 1), (piece, times), (after, 1)]


class Special:
    """What is no regular file: directory, pipe, socket, link (to nothing)."""

    def __init__(self, kind):
        self.kind = kind


LONG_RUN = re.compile(rb"(.)\1{99,}", re.DOTALL)


def stored_piece(piece, times):
    """A piece as JSON has it; nothing for nothing."""
    if not piece:
        return None
    try:
        item = {"text": piece.decode()}
    except UnicodeDecodeError:
        item = {"base64": base64.b64encode(piece).decode()}
    return item if times == 1 else item | {"times": times}


def stored(data):
    """The number of a content, each kept once."""
    if isinstance(data, Special):
        entry = {"special": data.kind}
    else:
        pieces = []
        for piece, times in data.pieces if isinstance(data, Many) else [(data, 1)]:
            piece = piece.encode() if isinstance(piece, str) else piece
            position = 0
            for run in LONG_RUN.finditer(piece) if times == 1 else []:
                pieces += [stored_piece(piece[position:run.start()], times), stored_piece(run[1], len(run[0]))]
                position = run.end()
            pieces.append(stored_piece(piece[position:], times))
        pieces = [piece for piece in pieces if piece]
        entry = {"pieces": pieces}
    key = json.dumps(entry, sort_keys=True)
    if key not in numbers:
        numbers[key] = len(contents)
        contents.append(entry)
    return numbers[key]


def case(kind, name, arguments, files, says, code=65, names=None, standard_input=None):
    """A command that must fail. `names` is the file or option that the message names: the first file unless given."""
    known = dict(GOOD) | files
    used = {n: d for n, d in known.items()
            if n in files or n == standard_input or any("{" + n + "}" in a for a in arguments)}
    entry = {
        "kind": kind, "name": f"{kind}: {name}, {arguments[0]}", "arguments": arguments, "exitCode": code,
        "files": {n: stored(d) for n, d in used.items()}, "names": next(iter(files)) if names is None else names,
        "says": [says] if isinstance(says, str) else says,
    }
    if standard_input:
        entry["standardInput"] = standard_input
    cases.append(entry)


# MARK: Good files, and ways to spoil them

ROWS = 12
X = [(i + 0.5, float(i * 7 % 5)) for i in range(ROWS)]
Y = [i % 2 for i in range(ROWS)]
GOOD_CSV = "a,b,y\n" + "".join(f"{a},{b},{'no' if y else 'yes'}\n" for (a, b), y in zip(X, Y))


def npy(header, data, version=1, magic=b"\x93NUMPY", length=None):
    text = header if isinstance(header, bytes) else header.encode()
    if length is None:
        text += b" " * (-(len(text) + 11 + 2 * (version > 1)) % 64) + b"\n"
        length = len(text)
    return magic + bytes([version, 0]) + struct.pack("<H" if version == 1 else "<I", length) + text + data


def described(descr="'<f4'", order="False", shape="(12, 2)"):
    return f"{{'descr': {descr}, 'fortran_order': {order}, 'shape': {shape}, }}"


F32 = b"".join(struct.pack("<2f", *x) for x in X)
I64 = b"".join(struct.pack("<q", y) for y in Y)
X_NPY = npy(described(), F32)
Y_NPY = npy(described("'<i8'", shape="(12,)"), I64)


def idx(kind, shape, data, magic=b"\0\0"):
    return magic + bytes([kind, len(shape)]) + b"".join(struct.pack(">I", n) for n in shape) + data


X_IDX = idx(8, [12, 2], bytes(range(24)))


def gz(data):
    data = data.encode() if isinstance(data, str) else data
    compressor = zlib.compressobj(9, zlib.DEFLATED, 31)
    return compressor.compress(data) + compressor.flush()


def npz(members, method=zipfile.ZIP_STORED, large=False):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = method
            with archive.open(info, "w", force_zip64=large) as member:
                member.write(data)
    return out.getvalue()


MEMBERS = [("x.npy", X_NPY), ("y.npy", Y_NPY)]
XY_NPZ, XY_DEFLATED = npz(MEMBERS), npz(MEMBERS, zipfile.ZIP_DEFLATED)
XY_LARGE = npz(MEMBERS, large=True)


def safetensors(header, data=b"", length=None):
    text = header if isinstance(header, bytes) else header.encode() if isinstance(header, str) \
        else json.dumps(header, separators=(",", ":")).encode()
    return struct.pack("<Q", len(text) if length is None else length) + text + data


def entry(dtype, shape, begin, end):
    return {"dtype": dtype, "shape": shape, "data_offsets": [begin, end]}


XY = {"x": entry("F32", [12, 2], 0, 96), "y": entry("I64", [12], 96, 192)}
XY_SAFETENSORS = safetensors(XY, F32 + I64)


def patched(data, offset, new):
    offset = offset if offset >= 0 else len(data) + offset
    return data[:offset] + new + data[offset + len(new):]


# MARK: Models

SWIFT_TYPES = {"F32": "float32", "F64": "float64", "I64": "int64"}
WEIGHTS = {"0.bias": [3], "0.weight": [3, 2], "2.bias": [2], "2.weight": [2, 3]}


def column(name, index, encoding=None):
    return {"name": name, "index": index, "encoding": encoding or {"number": {"missing": {"error": {}}}}}


def schema():
    return {
        "acceptsNonFinite": False, "columnCount": 3, "features": [column("a", 0), column("b", 1)], "hasHeader": True,
        "missingMarkers": ["", "NA"], "separator": "comma", "skippedLines": 0, "trimsSpaces": True,
        "targets": [column("y", 2, {"index": {"categories": ["no", "yes"], "missing": {"error": {}}}})],
    }


def description(table=True):
    result = {
        "featureScaling": {"deviations": [3.3, 1.5], "means": [5.4, 1.8]}, "inputSize": 2,
        "layers": [{"activation": "relu", "dropout": 0, "outputs": 3},
                   {"activation": "identity", "dropout": 0, "outputs": 2}],
        "loss": "softmax-cross-entropy",
        "task": {"classification": {"classes": ["no", "yes"] if table else ["0", "1"]}},
    }
    if table:
        result["schema"] = schema()
    return result


def model(text=None, shapes=WEIGHTS, dtype="F32", metadata=None, checksum=None, version="1"):
    """A model whose checksum is right, whatever else is wrong."""
    size = {"F64": 8, "I64": 8, "F32": 4}[dtype]
    meta = {"format": "pt", "swift-linalg.version": version}
    text = description() if text is None else text
    meta["swift-linalg.model"] = text if isinstance(text, str) else json.dumps(text)
    meta |= metadata or {}
    tensors, data = {}, b""
    total = zlib.crc32("".join(
        f"{len(k.encode())} {k} {len(v.encode())} {v}\n" for k, v in sorted(meta.items())).encode())
    for name, shape in sorted(shapes.items()):
        count = 1
        for n in shape:
            count *= n
        part = b"".join(struct.pack({"F32": "<f", "F64": "<d", "I64": "<q"}[dtype], i % 3) for i in range(count))
        tensors[name] = entry(dtype, shape, len(data), len(data) + count * size)
        data += part
        total = zlib.crc32(f"{len(name)} {name} {SWIFT_TYPES[dtype]} {shape}\n".encode(), total)
        total = zlib.crc32(part, total)
    meta["checksum"] = checksum or f"crc32:{total:08x}"
    return safetensors({"__metadata__": meta} | tensors, data)


def changed(**changes):
    result = description()
    for key, value in changes.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = value
    return result


MODEL = model()
GOOD = {
    "good.csv": GOOD_CSV, "good.npy": X_NPY, "good_labels.npy": Y_NPY, "model.safetensors": MODEL,
    "plain.safetensors": model(description(table=False)),
}
TRAIN = ["--epochs", "1", "--hidden", "2"]


def in_turn(commands):
    """One of the commands, another each time: all of them with every file would take minutes."""
    commands = commands.split() if isinstance(commands, str) else list(commands)
    return [commands[len(cases) % len(commands)]] if commands else []


def table(name, data, says, code=65, options=("--target", "y"), also="evaluate predict", file="bad.csv", names=None):
    """A table that cannot be trained on, nor used with a model."""
    names = file if names is None else names
    also = in_turn(also)
    case("table", name, ["train", "{%s}" % file, *options, *TRAIN], {file: data}, says, code, names)
    if "evaluate" in also:
        case("table", name, ["evaluate", "{model.safetensors}", "{%s}" % file], {file: data}, says, code, names)
    if "predict" in also:
        case("table", name, ["predict", "{model.safetensors}", "{%s}" % file], {file: data}, says, code, names)
    if "input" in also:
        case("table", name + " on standard input", ["predict", "{model.safetensors}"], {file: data}, says, code,
             "standard input", file)
    if "inspect" in also:
        case("table", name, ["inspect", "{%s}" % file], {file: data}, says, code, names)


def array(kind, name, data, says, file, code=65, also="inspect"):
    """An array file, or an archive with x and y, that cannot be read."""
    labels = [] if file.endswith(("npz", "safetensors")) else ["--labels", "{good_labels.npy}"]
    bad = "{%s}" % file
    arguments = {
        "train": ["train", bad, *labels, *TRAIN], "evaluate": ["evaluate", "{plain.safetensors}", bad, *labels],
        "predict": ["predict", "{plain.safetensors}", bad], "inspect": ["inspect", bad],
    }
    for command in in_turn("train " + also):
        case(kind, name, arguments[command], {file: data}, says, code)


def tables():
    lines = GOOD_CSV.splitlines(keepends=True)

    def line(number, text):
        return "".join(lines[:number - 1] + [text + "\n"] + lines[number:])

    everywhere = "evaluate predict input"
    table("a row too short", line(5, "1,2"), ["line 5", "fields"], also=everywhere + " inspect")
    table("a row too long", line(5, "1,2,yes,4"), ["line 5", "fields"], also=everywhere + " inspect")
    table("an open quote", line(5, '1,"2,yes'), ["quote"], also=everywhere + " inspect")
    table("text behind a quote", line(5, '1,"2"3,yes'), ["line 5"], also=everywhere + " inspect")
    table("not UTF-8", line(5, "1,2,@").encode().replace(b"@", b"\xff\xfe"), ["line 5", "UTF-8"], also="evaluate")
    table("a NUL", line(5, "1,\0,yes"), ["line 5"], also=everywhere)
    for text in ["nan", "inf", "-Infinity", "1e400", "1e39"]:
        table(f"{text} for a number", line(5, f"{text},2,yes"), ["line 5", "a"], also=everywhere)
    table("text for a number", line(5, "one,2,yes"), ["line 5", '"one"'], options=("--target", "y", "--categories", "error"),
          also=everywhere)
    table("a decimal comma", line(5, '"1,5",2,yes').replace(",", ","), ["line 5"], also=everywhere,
          options=("--target", "y", "--categories", "error"))
    table("a missing number", line(5, ",2,yes"), ["line 5", "missing"], also=everywhere)
    table("a missing target", line(5, "1,2,"), ["line 5", "missing"], also="evaluate")
    table("a target that is not there", GOOD_CSV, ['"z"', '"a"'], options=("--target", "z"), also="")
    table("an index out of range", GOOD_CSV, ["7"], options=("--target", "7"), also="")
    table("a negative index out of range", GOOD_CSV, ["-4"], options=("--target", "-4"), also="")
    table("an index beyond integers", GOOD_CSV, ["99999999999999999999"],
          options=("--target", "99999999999999999999"), also="")
    table("two targets of one name", GOOD_CSV.replace("a,b,y", "a,y,y"), ["y"], also="evaluate")
    table("only a header", lines[0], ["rows"], also=everywhere)
    table("an empty file", "", ["empty"], also="evaluate predict inspect")
    case("table", "an empty table on standard input", ["predict", "{model.safetensors}"], {"bad.csv": ""},
         ["found nothing"], names="standard input", standard_input="bad.csv")
    table("only line breaks", "\n\n\n", ["found"], also=everywhere)
    table("only a mark of UTF-8", b"\xef\xbb\xbf", ["found"], also="evaluate predict input inspect")
    table("UTF-16", GOOD_CSV.encode("utf-16"), ["UTF-16"], also=everywhere)
    table("one class", "a,b,y\n" + "1,2,yes\n" * 12, ["two classes"], also="")
    table("as many classes as rows", "a,b,y\n" + "".join(f"{i},2,c{i}\n" for i in range(12)), ["12 classes"], also="")
    table("one row", "a,b,y\n1,2,3\n", ["two samples"], also="")
    table("one row of text", "a,b,y\n1,2,yes\n", ["two classes"], also="")
    table("decimal commas", "a;y\n" + "".join(f"0,{i};{i}\n" for i in range(30)), ["line 2", "column 1", "0,0"], also="")
    table("thousands", "a,y\n" + "".join(f'"1,{i}00",{i}\n' for i in range(1, 9)), ["line 2", "1,100"], also="")
    table("labels beyond 1", "a,y,z\n" + "".join(f"{i},{i % 2 * 5},{i % 2}\n" for i in range(30)), ['"y"', "5.0"], also="",
          options=("--target", "y", "--target", "z", "--loss", "sigmoid-cross-entropy"))
    table("values too close together", "a,y\n" + "".join(f"{i}e-320,{i}\n" for i in range(30)), ['"a"'], also="",
          options=("--target", "y", "--precision", "float64"))
    table("values too far apart", "a,y\n" + "".join(f"{i}e300,{i}\n" for i in range(30)), ['"a"'], also="",
          options=("--target", "y", "--precision", "float64"))
    table("a target that is a feature too", GOOD_CSV, ["y"], also="",
          options=("--target", "y", "--features", "a", "--features", "y"))
    table("a target that is ignored", GOOD_CSV, ["y"], also="", options=("--target", "y", "--ignore", "y"))
    table("the same target twice", GOOD_CSV, ["y"], also="", options=("--target", "y", "--target", "y"))
    table("a feature that is not there", GOOD_CSV, ['"q"'], also="", options=("--target", "y", "--features", "q"))
    table("an ignored column that is not there", GOOD_CSV, ['"q"'], also="", options=("--target", "y", "--ignore", "q"))
    table("nothing to predict from", GOOD_CSV, ["predict from"], also="",
          options=("--target", "y", "--ignore", "a", "--ignore", "b"))
    table("only the target", "y\n" + "yes\nno\n" * 6, ["predict from"], also="")
    table("classes of fractions", GOOD_CSV, ["number"], also="", options=("--target", "y", "--task", "regression"))
    table("no target named", GOOD_CSV, ["--target"], 64, options=(), also="")
    table("labels for a table", GOOD_CSV, ["column"], 64, names="--labels", also="",
          options=("--labels", "{good_labels.npy}"))
    table("no header where one is said", "1,2,3\n" * 12, ['"y"'], also="", options=("--target", "y", "--header", "present"))
    table("a name without a header", "1,2,yes\n3,4,no\n" * 6, ['"y"'], also="", options=("--target", "y", "--header", "absent"))
    table("all rows dropped", "a,b,y\n" + ",2,yes\n,3,no\n" * 6, ["missing"], also="",
          options=("--target", "y", "--missing", "drop"))
    table("a column without any value", "a,b,y\n" + ",2,yes\n,3,no\n" * 6, ["mean"], also="",
          options=("--target", "y", "--missing", "mean"))
    case("table", "a class that the model does not know", ["evaluate", "{model.safetensors}", "{bad.csv}"],
         {"bad.csv": line(5, "1,2,maybe")}, ["line 5", "maybe"])
    for command in ["evaluate", "predict"]:
        case("table", "a column that the model needs is missing", [command, "{model.safetensors}", "{bad.csv}"],
             {"bad.csv": GOOD_CSV.replace("a,b,y", "a,c,y")}, ['"b"'])
        case("table", "too many columns for the model", [command, "{plain.safetensors}", "{bad.csv}",
             *(["--target", "y"] if command == "evaluate" else [])],
             {"bad.csv": "a,b,c,y\n" + "1,2,3,0\n2,3,4,1\n" * 6}, ["2 features"])
    for name, data, says in [
        ("a row too short", line(5, "1,2"), "line 5"), ("a missing number", line(5, ",2,yes"), "line 5"),
        ("an unknown class", line(5, "1,2,maybe"), "maybe"), ("an empty file", "", "empty"),
        ("another table", "c,d\n1,2\n", '"a"'), ("only a header", lines[0], "rows"),
        ("gzip cut off", gz(GOOD_CSV)[:-9], "end of the file"),
    ]:
        case("validation", name, ["train", "{good.csv}", "--target", "y", "--validation-data", "{bad.csv}", *TRAIN],
             {"bad.csv": data}, says)
    case("validation", "an array for a table",
         ["train", "{good.csv}", "--target", "y", "--validation-data", "{bad.npy}", *TRAIN], {"bad.npy": X_NPY}, "one of 2 columns", 64)
    case("validation", "a missing file",
         ["train", "{good.csv}", "--target", "y", "--validation-data", "{none.csv}", *TRAIN], {}, "no such file", 66, "none.csv")


def compressed():
    def check(name, data, says, also="evaluate predict", file="bad.csv.gz"):
        table(name, data, says, file=file, also=also)

    good = gz(GOOD_CSV)
    for length in [2, 3, 9, 10, 11, len(good) // 2, len(good) - 9, len(good) - 8, len(good) - 7, len(good) - 4,
                   len(good) - 1]:
        check(f"gzip cut off at {length}", good[:length], "end of the file", also="input" if length % 2 else "")
    check("gzip with a wrong checksum", patched(good, -8, b"\1\2\3\4"), "check", also="evaluate predict input inspect")
    check("gzip with a wrong length", patched(good, -4, b"\1\2\3\4"), "length")
    check("gzip of another method", patched(good, 2, b"\7"), "method")
    check("gzip with unknown flags", patched(good, 3, b"\xe0"), "flags")
    check("gzip with damaged data", patched(good, 20, b"\xff" * 20), "offset", also="evaluate predict input")
    check("gzip with something behind it", good + b"more", "offset", also="")
    check("gzip of nothing", gz(""), "empty", also="evaluate predict inspect")
    check("gzip of an empty line", gz("\n"), "found", also="")


def idxs():
    for length in [4, 5, 7, 8, 11, 12, 13, 35]:
        array("IDX", f"cut off at {length}", X_IDX[:length], "found", "bad.idx", also="evaluate predict inspect" if length == 35 else "inspect")
    for kind in [0, 7, 10, 15, 255]:
        array("IDX", f"element type {kind}", idx(kind, [12, 2], bytes(24)), "element", "bad.idx", also="")
    array("IDX", "a size of 2³²−1", idx(8, [2**32 - 1, 2], bytes(24)), "bytes", "bad.idx")
    array("IDX", "sizes that overflow", idx(14, [2**32 - 1] * 3, bytes(24)), "memory", "bad.idx")
    array("IDX", "no axes", idx(8, [], b"\1"), "found", "bad.idx", also="")
    array("IDX", "bytes behind the end", X_IDX + b"\0", "end", "bad.idx")
    for command in ["predict", "evaluate"]:
        case("IDX", "no samples", [command, "{plain.safetensors}", "{bad.idx}", *(["--labels", "{none.npy}"] if command == "evaluate" else [])],
             {"bad.idx": idx(8, [0, 2], b""), "none.npy": npy(described("'<i8'", shape="(0,)"), b"")}, "shape")
    array("IDX", "samples without features", idx(8, [12, 0], b""), "shape", "bad.idx", also="predict")
    array("IDX", "fewer samples than labels", idx(8, [11, 2], bytes(22)), "found 12", "bad.idx", also="")
    cases[-1]["names"] = "good_labels.npy"
    array("IDX", "NaN", idx(13, [12, 2], struct.pack(">f", float("nan")) * 24), "finite", "bad.idx", also="predict evaluate")
    packed = gz(X_IDX)
    for length in [3, 10, len(packed) // 2, len(packed) - 8, len(packed) - 1]:
        array("IDX.gz", f"cut off at {length}", packed[:length], "end of the file", "bad.idx.gz")
    array("IDX.gz", "wrong checksum", patched(packed, -8, b"\1\2\3\4"), "check", "bad.idx.gz", also="predict inspect")
    array("IDX.gz", "a lie of 64 GiB", gz(idx(8, [2**32 - 1, 16], bytes(24))), "bytes", "bad.idx.gz")
    array("IDX.gz", "more than it says", gz(X_IDX + bytes(100)), "end", "bad.idx.gz")
    bomb = gz(idx(8, [12, 2], bytes(16 << 20)))
    array("IDX.gz", "a bomb behind the end", bomb, "end", "bad.idx.gz")


def npys():
    for version in [1, 2, 3]:
        whole = npy(described(), F32, version)
        start = 10 + 2 * (version > 1)
        lengths = [6, 7, 8, start - 1, start, start + 1, len(whole) - 97, len(whole) - 96, len(whole) - 1]
        for length in lengths:
            # Six bytes are a magic number cut off nowhere; what is shorter is taken for a table.
            array(f"npy {version}", f"cut off at {length}", whole[:length], "found", "bad.npy",
                  also="evaluate predict" if length == len(whole) - 1 else "")
        array(f"npy {version}", "a header longer than the file", npy(described(), F32, version, length=60000), "header", "bad.npy")
        array(f"npy {version}", "bytes behind the end", whole + b"\0", "end", "bad.npy")
    array("npy", "a header of 4 GiB", npy(described(), F32, 2, length=2**32 - 1), "header", "bad.npy")
    array("npy", "an unknown version", patched(X_NPY, 6, b"\4"), "version", "bad.npy")
    array("npy", "version 0", patched(X_NPY, 6, b"\0"), "version", "bad.npy", also="")
    for name, header, says in [
        ("pickled objects", described("'|O'"), "|O"), ("a structure", described("[('a', '<f4'), ('b', '<i4')]"), "one type"),
        ("complex numbers", described("'<c8'"), "<c8"), ("complex numbers of 16 bytes", described("'<c16'"), "<c16"),
        ("text", described("'<U4'"), "<U4"), ("bytes", described("'|S4'"), "|S4"), ("dates", described("'<M8[ns]'"), "<M8"),
        ("void", described("'|V4'"), "|V4"), ("long doubles", described("'<f16'"), "<f16"), ("type unknown", described("'<f3'"), "<f3"),
        ("no byte order", described("'?4'"), "?4"), ("a type that is a number", described("4"), "quotes"),
        ("order that is no truth", described(order="1"), "True or False"), ("order as text", described(order="'False'"), "True or False"),
        ("a shape that is no tuple", described(shape="12"), "found"), ("a shape that is a list", described(shape="[12, 2]"), "found"),
        ("a negative size", described(shape="(-12, 2)"), "size"), ("a size of 2⁶³", described(shape="(9223372036854775808,)"), "found"),
        ("a size of 2⁶⁴+1", described(shape="(18446744073709551617,)"), "found"),
        ("2³²·2³²", described(shape="(4294967296, 4294967296)"), "memory"), ("2⁶²·4 bytes", described(shape="(4611686018427387904,)"), "memory"),
        ("a fraction of a size", described(shape="(1.5, 2)"), "found"), ("65 axes", described(shape="(" + "1, " * 65 + ")"), "axes"),
        ("a size of 2⁴⁰", described(shape="(1099511627776,)"), "bytes"), ("Fortran order and too large", described(order="True", shape="(120, 2)"), "bytes"),
        ("fewer elements than there are", described(shape="(11, 2)"), "end"), ("wider elements", described("'<f8'"), "bytes"),
        ("no header", "", "header"), ("an empty dictionary", "{}", "descr"), ("no type", "{'fortran_order': False, 'shape': (12, 2)}", "descr"),
        ("no shape", "{'descr': '<f4', 'fortran_order': False}", "shape"), ("no order", "{'descr': '<f4', 'shape': (12, 2)}", "fortran_order"),
        ("a key twice", "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (12, 2)}", "descr"),
        ("an unknown key", "{'descr': '<f4', 'fortran_order': False, 'shape': (12, 2), 'more': 1}", "more"),
        ("a dictionary left open", "{'descr': '<f4', 'fortran_order': False, 'shape': (12, 2)", "found"),
        ("text behind the dictionary", described() + "()", "found"), ("a text left open", "{'descr': '<f4", "found"),
        ("code", "__import__('os').system('true')", "found"), ("a list", "[1, 2]", "found"), ("bytes that are no text", b"\xff\xfe\xfd", "found"),
        ("a key that is a number", "{1: 2}", "found"), ("deep brackets", "(" * 30000, "found"),
        ("no axis", described(shape="()"), "found"), ("no rows", described(shape="(0, 2)"), "found"), ("no columns", described(shape="(12, 0)"), "found"),
    ]:
        data = F32[:4] if name == "no axis" else b"" if name in ("no rows", "no columns") else F32
        array("npy", name, npy(header, data), says, "bad.npy", also="predict" if name in ("pickled objects", "no rows", "no columns") else "")
        if name == "no axis":
            cases.pop()  # An array without an axis has one row: what is wrong are the labels, which have cases of their own.
    for value in ["nan", "inf", "-inf"]:
        array("npy", f"{value} in it", npy(described(), F32[:-4] + struct.pack("<f", float(value))), ["finite", "row 12"], "bad.npy",
              also="predict evaluate")
    array("npy", "numbers beyond single precision", npy(described("'<f8'"), struct.pack("<d", 1e300) * 24), "inf", "bad.npy", also="predict evaluate")
    array("npy", "three features for two inputs", npy(described(shape="(8, 3)"), F32), "found", "bad.npy", also="")
    cases.pop()
    case("npy", "three features for two inputs", ["predict", "{plain.safetensors}", "{bad.npy}"],
         {"bad.npy": npy(described(shape="(8, 3)"), F32)}, "2 features")
    case("npy", "no labels", ["train", "{bad.npy}", *TRAIN], {"bad.npy": X_NPY}, "--labels", 64)
    case("npy", "no labels", ["evaluate", "{plain.safetensors}", "{bad.npy}"], {"bad.npy": X_NPY}, "--labels", 64)
    for target in ["2", "-3", "x", "99999999999999999999"]:
        case("npy", f"target {target}", ["train", "{bad.npy}", "--target", target, *TRAIN], {"bad.npy": X_NPY}, target, 64)
    case("npy", "targets alone", ["train", "{bad.npy}", "--target", "0", "--target", "1", *TRAIN], {"bad.npy": X_NPY}, "besides", 64)
    case("npy", "a target twice", ["train", "{bad.npy}", "--target", "0", "--target", "-2", *TRAIN], {"bad.npy": X_NPY}, "besides", 64)


def labels():
    def check(name, data, says, options=(), code=65, file="bad.npy"):
        case("labels", name, ["train", "{good.npy}", "--labels", "{%s}" % file, *options, *TRAIN], {file: data}, says, code)

    check("too few", npy(described("'<i8'", shape="(11,)"), I64[8:]), "12 rows")
    check("too many", npy(described("'<i8'", shape="(13,)"), I64 + I64[:8]), "12 rows")
    check("none", npy(described("'<i8'", shape="(0,)"), b""), "12 rows")
    check("cut off", Y_NPY[:-1], "bytes")
    check("fractions for classes", npy(described("'<f4'", shape="(12,)"), F32[:48]), "fractions", ("--task", "classification"))
    check("two columns for classes", npy(described("'<i8'", shape="(12, 2)"), I64 * 2), "2 columns", ("--task", "classification"))
    case("labels", "one class", ["train", "{good.npy}", "--labels", "{bad.npy}", *TRAIN], {"bad.npy": npy(described("'<i8'", shape="(12,)"), bytes(96))}, "two classes")
    check("a class for each sample", npy(described("'<i8'", shape="(12,)"), struct.pack("<12q", *range(12))), "12 classes")
    for task in ("auto", "classification"):
        check(f"beyond Int, {task}", npy(described("'<u8'", shape="(12,)"), struct.pack("<12Q", *[0, 2**63] * 6)), "9223372036854775807", ("--task", task))
    check("NaN", npy(described("'<f8'", shape="(12,)"), struct.pack("<d", float("nan")) * 12), "finite")
    check("infinite", npy(described("'<f8'", shape="(12,)"), struct.pack("<d", float("inf")) * 12), "finite")
    check("no columns", npy(described("'<i8'", shape="(12, 0)"), b""), "shape")
    check("objects", npy(described("'|O'", shape="(12,)"), I64), "|O")
    check("an empty file", b"", "empty")
    check("two arrays", npz(MEMBERS), "one array", file="bad.npz")
    check("no array", npz([]), "found", file="bad.npz")
    check("two arrays of the other kind", XY_SAFETENSORS, "one array", file="bad.safetensors")
    check("no array of the other kind", safetensors({}), "found", file="bad.safetensors")
    check("text", "label\n" + "yes\nno\n" * 6, "found", file="bad.csv")
    check("a table too short", "label\n" + "1\n0\n" * 5, "12 rows", file="bad.csv")
    check("IDX cut off", idx(8, [12], bytes(11)), "bytes", file="bad.idx")
    case("labels", "a missing file", ["train", "{good.npy}", "--labels", "{none.npy}", *TRAIN], {}, "no such file", 66, "none.npy")
    for name, data, says in [("too few", npy(described("'<i8'", shape="(11,)"), I64[8:]), "12 rows"),
                             ("an unknown class", npy(described("'<i8'", shape="(12,)"), struct.pack("<12q", *[0, 7] * 6)), '"7"'),
                             ("fractions", npy(described("'<f4'", shape="(12,)"), F32[:48]), "fractions"),
                             ("cut off", Y_NPY[:-1], "bytes")]:
        case("labels", name, ["evaluate", "{plain.safetensors}", "{good.npy}", "--labels", "{bad.npy}"], {"bad.npy": data}, says)
        case("validation", "labels: " + name, ["train", "{good.npy}", "--labels", "{good_labels.npy}", "--validation-data", "{good.npy}",
             "--validation-labels", "{bad.npy}", *TRAIN], {"bad.npy": data}, says)


def archives():
    def check(name, data, says, also="inspect", kind="npz"):
        array(kind, name, data, says, "bad.npz", also=also)

    for label, whole in [("stored", XY_NPZ), ("deflated", XY_DEFLATED), ("zip64", XY_LARGE)]:
        central = whole.index(b"PK\1\2")
        end = whole.index(b"PK\5\6")
        second = whole.index(b"PK\3\4", 4)
        for length in sorted({4, 29, 30, 31, 35, second - 1, second, second + 1, central - 1, central, central + 1, central + 45,
                              end - 1, end, end + 1, end + 21}):
            check(f"{label} cut off at {length}", whole[:length], "found", also="", kind=f"npz {label}")
        check(f"{label} with a wrong checksum", patched(patched(whole, central + 16, b"\1\2\3\4"), 14, b"\1\2\3\4"), "check",
              also="evaluate predict inspect", kind=f"npz {label}")
        check(f"{label} with another name in the directory", patched(whole, central + 46, b"q"), "found", kind=f"npz {label}")
    central, end = XY_NPZ.index(b"PK\1\2"), XY_NPZ.index(b"PK\5\6")
    for name, data, says in [
        ("another method", patched(patched(XY_NPZ, central + 10, b"\x0c\0"), 8, b"\x0c\0"), "12"),
        ("methods that differ", patched(XY_NPZ, central + 10, b"\x08\0"), "found"),
        ("encrypted", patched(patched(XY_NPZ, central + 8, b"\1\0"), 6, b"\1\0"), "encrypt"),
        ("a directory too far", patched(XY_NPZ, end + 16, b"\xff\xff\xff\x7f"), "found"),
        ("a directory too large", patched(XY_NPZ, end + 12, b"\xff\xff\xff\x7f"), "found"),
        ("more members than there are", patched(XY_NPZ, end + 8, b"\xfe\xfe\xfe\xfe"), "found"),
        ("fewer members than there are", patched(XY_NPZ, end + 8, b"\1\0\1\0"), "found"),
        ("several disks", patched(XY_NPZ, end + 4, b"\1\0\1\0"), "found"),
        ("a member beyond the file", patched(XY_NPZ, central + 42, b"\xff\xff\xff\x7f"), "found"),
        ("a member in the wrong place", patched(XY_NPZ, central + 42, b"\5\0\0\0"), "found"),
        ("a size of 2 GiB", patched(XY_NPZ, central + 20, b"\xff\xff\xff\x7f\xff\xff\xff\x7f"), "found"),
        ("stored sizes that differ", patched(XY_NPZ, central + 24, b"\1\0\0\0"), "found"),
        ("a deflated size that lies", patched(XY_DEFLATED, XY_DEFLATED.index(b"PK\1\2") + 24, b"\1\0\0\0"), "found"),
        ("a deflated size of 4 GiB", patched(XY_DEFLATED, XY_DEFLATED.index(b"PK\1\2") + 24, b"\xfe\xff\xff\xff"), "found"),
        ("a member twice", npz([("x.npy", X_NPY), ("y.npy", Y_NPY)]).replace(b"y.npy", b"x.npy"), "twice"),
        ("a member that is no array", npz([("x.npy", b"not an array"), ("y.npy", Y_NPY)]), "found"),
        ("an empty member", npz([("x.npy", b""), ("y.npy", Y_NPY)]), "found"),
        ("objects in a member", npz([("x.npy", npy(described("'|O'"), F32)), ("y.npy", Y_NPY)]), "|O"),
        ("a member cut off", npz([("x.npy", X_NPY[:-1]), ("y.npy", Y_NPY)]), "bytes"),
        ("damaged deflate", patched(XY_DEFLATED, 60, b"\xff" * 20), "found"),
        ("a deflated member that is no deflate", patched(patched(XY_NPZ, central + 10, b"\x08\0"), 8, b"\x08\0"), "found"),
    ]:
        check(name, data, says, also="inspect predict" if name in ("encrypted", "a member twice", "another method") else "inspect")
    bomb = npz([("x.npy", npy(described(), F32) + bytes(16 << 20)), ("y.npy", Y_NPY)], zipfile.ZIP_DEFLATED)
    check("a bomb behind the array", bomb, "end")
    lie = npz([("x.npy", npy(described(shape="(1073741824, 1024)"), F32)), ("y.npy", Y_NPY)], zipfile.ZIP_DEFLATED)
    check("a member that claims 4 TiB", lie, "bytes")
    check("of two lengths", npz([("x.npy", X_NPY), ("y.npy", npy(described("'<i8'", shape="(11,)"), I64[8:]))]), "12 rows", also="")
    for name, members, options, says in [
        ("no array to predict", [("x.npy", X_NPY), ("z.npy", Y_NPY)], [], "--target"),
        ("no array of samples", [("p.npy", X_NPY), ("q.npy", X_NPY), ("y.npy", Y_NPY)], [], "--features"),
        ("two targets", MEMBERS, ["--target", "x", "--target", "y"], "--target"),
        ("two features", MEMBERS, ["--features", "x", "--features", "y"], "--features"),
        ("nothing", [], [], "found"),
    ]:
        code = 64 if members else 65
        case("npz", name, ["train", "{bad.npz}", *options, *TRAIN], {"bad.npz": npz(members)}, says, code)
    case("npz", "a target that is not there", ["train", "{bad.npz}", "--target", "z", *TRAIN], {"bad.npz": XY_NPZ}, '"z"')
    case("npz", "samples that are not there", ["train", "{bad.npz}", "--features", "z", *TRAIN], {"bad.npz": XY_NPZ}, '"z"')
    case("npz", "targets that are the samples", ["train", "{bad.npz}", "--features", "y", "--target", "y", *TRAIN], {"bad.npz": XY_NPZ}, "y", 64)

    def tensors(name, data, says, also="inspect", code=65):
        array("safetensors", name, data, says, "bad.safetensors", code, also)

    start = 8 + struct.unpack("<Q", XY_SAFETENSORS[:8])[0]
    for length in [9, 10, start - 1, start, start + 1, start + 95, start + 96, start + 97, len(XY_SAFETENSORS) - 1]:
        tensors(f"cut off at {length}", XY_SAFETENSORS[:length], "found", also="inspect predict" if length > start else "")
    tensors("bytes behind the end", XY_SAFETENSORS + b"\0", "no array")
    tensors("a header of 2⁴⁰", safetensors(XY, F32 + I64, length=(1 << 32) - 1), "header")
    tensors("a header longer than the file", safetensors(XY, F32 + I64, length=4000), "header")
    tensors("a header too short", safetensors(XY, F32 + I64, length=40), "found")
    for name, x, says in [
        ("a shape of 2⁶³", '{"dtype":"F32","shape":[9223372036854775808],"data_offsets":[0,96]}', "found"),
        ("a shape of 2³²·2³²", entry("F32", [2**32, 2**32], 0, 96), "memory"),
        ("a negative shape", entry("F32", [-12, 2], 0, 96), "found"), ("a fraction of a shape", entry("F32", [1.5, 2], 0, 96), "found"),
        ("a text for a shape", entry("F32", "12", 0, 96), "found"), ("65 axes", entry("F32", [1] * 65, 0, 4), "64"),
        ("offsets turned round", entry("F32", [12, 2], 96, 0), "offsets"), ("offsets beyond the file", entry("F32", [12, 2], 10000, 10096), "found"),
        ("negative offsets", entry("F32", [12, 2], -96, 0), "found"), ("offsets that overflow", entry("F32", [12, 2], 2**63 - 1, 2**63 + 95), "found"),
        ("one offset", {"dtype": "F32", "shape": [12, 2], "data_offsets": [0]}, "offsets"),
        ("three offsets", {"dtype": "F32", "shape": [12, 2], "data_offsets": [0, 96, 96]}, "found"),
        ("fewer bytes than the shape", entry("F32", [12, 2], 0, 92), "96 bytes"), ("another type than the offsets", entry("F64", [12, 2], 0, 96), "192 bytes"),
        ("an unknown type", entry("F8_E4M3", [96], 0, 96), "F8_E4M3"), ("a type of complex numbers", entry("C64", [12], 0, 96), "C64"),
        ("a type that is a number", entry(4, [12, 2], 0, 96), "found"), ("no type", {"shape": [12, 2], "data_offsets": [0, 96]}, "dtype"),
        ("an unknown key", entry("F32", [12, 2], 0, 96) | {"more": 1}, "more"), ("nothing in it", {}, "dtype"), ("no object", 5, "found"),
        ("an overlap", entry("F32", [12, 4], 0, 192), "overlap"), ("a hole", entry("F32", [12], 0, 48), "gaps"),
    ]:
        text = json.dumps({"x": x, "y": XY["y"]}, separators=(",", ":")) if not isinstance(x, str) else \
            '{"x":%s,"y":%s}' % (x, json.dumps(XY["y"]))
        tensors(name, safetensors(text, F32 + I64), says, also="inspect predict" if name in ("an overlap", "a hole") else "")
    for name, text, says in [
        ("a name twice", '{"x":%s,"x":%s}' % (json.dumps(XY["x"]), json.dumps(XY["y"])), "twice"),
        ("metadata that are no texts", '{"__metadata__":{"a":1},"x":%s,"y":%s}' % (json.dumps(XY["x"]), json.dumps(XY["y"])), "found"),
        ("metadata twice", '{"__metadata__":{},"__metadata__":{},"x":%s,"y":%s}' % (json.dumps(XY["x"]), json.dumps(XY["y"])), "twice"),
        ("a key of the metadata twice", '{"__metadata__":{"a":"","a":""},"x":%s,"y":%s}' % (json.dumps(XY["x"]), json.dumps(XY["y"])), "twice"),
        ("a comma at the end", '{"x":%s,"y":%s,}' % (json.dumps(XY["x"]), json.dumps(XY["y"])), "found"),
        ("half a surrogate", '{"\\ud800":%s,"y":%s}' % (json.dumps(XY["x"]), json.dumps(XY["y"])), "found"),
        ("text behind the header", json.dumps(XY) + "{}", "found"), ("a header left open", '{"x":', "found"),
    ]:
        tensors(name, safetensors(text, F32 + I64), says, also="")
    tensors("a header of braces", safetensors("{" * 50000, b""), "found", also="")
    tensors("bytes that are no text", safetensors(b'{"\xff\xfe":1}', b""), "found", also="")
    tensors("NaN", safetensors(XY, struct.pack("<f", float("nan")) * 24 + I64), "finite", also="predict evaluate")
    tensors("nothing", safetensors({}), "found", also="")


def models():
    def check(name, data, says, commands=("evaluate", "predict", "inspect", "export", "train"), code=65, file="bad.safetensors", options=()):
        arguments = {
            "evaluate": ["evaluate", "{%s}" % file, "{good.csv}"], "predict": ["predict", "{%s}" % file, "{good.csv}"],
            "inspect": ["inspect", "{%s}" % file], "export": ["export", "{%s}" % file, "-o", "out.onnx"],
            "train": ["train", "{good.csv}", "--target", "y", "--initial-model", "{%s}" % file, "--epochs", "1", "--hidden", "3"],
        }
        for command in in_turn(commands):
            case("model", name, arguments[command] + list(options), {file: data}, says, code)

    two, three = ("evaluate", "export"), ("predict", "inspect", "export")
    start = 8 + struct.unpack("<Q", MODEL[:8])[0]
    for length in [0, 1, 8, 9, start - 1, start, start + 1, len(MODEL) - 1]:
        check(f"cut off at {length}", MODEL[:length], "found", ("export", "predict") if length > 8 else ("export", "evaluate"))
    check("a wrong checksum", model(checksum="crc32:00000000"), "checksum")
    check("a damaged weight", patched(MODEL, -1, b"\7"), "checksum")
    check("another description than was summed up", MODEL.replace(b'relu', b'tanh'), "checksum", three)
    check("no checksum", model().replace(b'"checksum"', b'"chacksum"'), "checksum", three)
    check("a newer format", model(version="2"), "newer")
    check("a format that is no number", model(version="one"), "newer", three)
    check("a format before the first", model(version="-1"), "format", two)
    check("a description that is no JSON", model("{"), "swift-linalg.model")
    check("an empty description", model("{}"), "swift-linalg.model", three)
    check("deep brackets for a description", model("[" * 100_000), "swift-linalg.model", three)
    check("another kind of JSON", model("[1, 2]"), "swift-linalg.model", two)
    check("numbers too large", model(json.dumps(description()).replace('"inputSize": 2', '"inputSize": 1e999')), "swift-linalg.model", two)
    layers = description()["layers"]
    for name, change, says in [
        ("an unknown activation", {"layers": [layers[0] | {"activation": "sine"}, layers[1]]}, "sine"),
        ("an activation with a bad number", {"layers": [layers[0] | {"activation": "leaky-relu:nan"}, layers[1]]}, "leaky-relu"),
        ("softmax in the middle", {"layers": [layers[0] | {"activation": "softmax"}, layers[1]]}, "softmax"),
        ("softmax before its loss", {"layers": [layers[0], layers[1] | {"activation": "softmax"}]}, "softmax"),
        ("sigmoid before its loss", {"layers": [layers[0], layers[1] | {"activation": "sigmoid"}], "loss": "sigmoid-cross-entropy"}, "sigmoid"),
        ("an unknown loss", {"loss": "hinge"}, "hinge"),
        ("a dropout of 1", {"layers": [layers[0] | {"dropout": 1}, layers[1]]}, "dropout"),
        ("a layer of nothing", {"layers": [layers[0] | {"outputs": 0}, layers[1]]}, "outputs"),
        ("a layer of less than nothing", {"layers": [layers[0] | {"outputs": -3}, layers[1]]}, "outputs"),
        ("layers beyond memory", {"layers": [layers[0] | {"outputs": 2**62}, layers[1]]}, "shapes"),
        ("no layers", {"layers": []}, "layers"), ("no inputs", {"inputSize": 0}, "found"), ("other inputs", {"inputSize": 3}, "for 3 columns"),
        ("other names than outputs", {"task": {"classification": {"classes": ["no"]}}}, "names"),
        ("an unknown task", {"task": {"ranking": {}}}, "swift-linalg.model"),
        ("means for other inputs", {"featureScaling": {"means": [0.0] * 3, "deviations": [1.0] * 3}}, "scal"),
        ("fewer deviations than means", {"featureScaling": {"means": [0.0] * 2, "deviations": [1.0]}}, "scal"),
        ("a scaling of other targets", {"targetScaling": {"means": [0.0] * 3, "deviations": [1.0] * 3}}, "scal"),
        ("a table of other features", {"schema": schema() | {"features": [column("a", 0)]}}, "features"),
        ("a column of a negative index", {"schema": schema() | {"features": [column("a", -1), column("b", 1)]}}, "column"),
        ("a column beyond the table", {"schema": schema() | {"features": [column("a", 0), column("b", 10**9)], "hasHeader": False}}, "column"),
        ("a table of negative columns", {"schema": schema() | {"columnCount": -1, "hasHeader": False}}, "column"),
        ("classes named twice", {"task": {"classification": {"classes": ["no", "no"]}}}, "twice"),
        ("other classes in the table", {"schema": schema() | {"targets": [column("y", 2, {"index": {"categories": ["1", "2", "3"], "missing": {"error": {}}}})]}}, "classes"),
        ("a table with a negative number of lines", {"schema": schema() | {"skippedLines": -1}}, "lines"),
    ]:
        check(name, model(changed(**change)), says, ("predict", "evaluate", "export"))
    for name, shapes, says in [
        ("layers that do not fit", WEIGHTS | {"2.weight": [2, 4]}, "2.weight"), ("a bias too short", WEIGHTS | {"0.bias": [2]}, "0.bias"),
        ("a bias of two axes", WEIGHTS | {"0.bias": [3, 1]}, "0.bias"), ("weights of one axis", WEIGHTS | {"0.weight": [6]}, "0.weight"),
        ("weights of three axes", WEIGHTS | {"0.weight": [3, 2, 1]}, "0.weight"), ("weights of nothing", WEIGHTS | {"0.weight": [0, 2], "0.bias": [0]}, "0.weight"),
        ("a layer more than it says", WEIGHTS | {"4.weight": [2, 2], "4.bias": [2]}, "shapes"), ("a layer less than it says", {"0.weight": [3, 2], "0.bias": [3]}, "shapes"),
        ("no weights", {"0.bias": [3]}, "found"), ("no bias of a layer that has one", {k: v for k, v in WEIGHTS.items() if k != "0.bias"}, "0.bias"),
    ]:
        check(name, model(shapes=shapes), says, ("evaluate", "export"))
    check("weights of whole numbers", model(dtype="I64"), "int64", ("evaluate", "export"))
    foreign = safetensors({"fc.weight": entry("F32", [2, 2], 0, 16), "fc.bias": entry("F32", [2], 16, 24)}, bytes(24))
    check("of another program, softmax before its loss", foreign, "softmax", ("export", "inspect"), 65,
          options=("--output-activation", "softmax", "--loss", "softmax-cross-entropy"))
    check("a bias of another program, of whole numbers",
          safetensors({"fc.weight": entry("F32", [2, 2], 0, 16), "fc.bias": entry("I32", [2], 16, 24)}, bytes(24)), "fc.bias", ("export", "inspect"))
    check("a table for a model", GOOD_CSV, "found", ("evaluate", "predict", "export", "train"), file="bad.csv")
    check("arrays for a model", XY_SAFETENSORS, ".weight", ("evaluate", "predict", "export", "train"))
    check("a model of other sizes to begin with", model(changed(layers=[layers[0] | {"outputs": 4}, layers[1]]),
          {"0.bias": [4], "0.weight": [4, 2], "2.bias": [2], "2.weight": [2, 4]}), "--hidden", ("train",))


def checkpoints():
    """Runs that are to go on from a damaged checkpoint, or by damaged options."""
    good = {"epoch": 1, "position": 0, "lossSum": 0.0, "lossDivisor": 0.0, "stepCount": 2, "hasConverged": False, "seconds": 1.0,
            "plateau": {"factor": 1.0, "waited": 0}, "fingerprints": {"data": {"byteCount": len(GOOD_CSV), "checksum": zlib.crc32(GOOD_CSV.encode())}},
            "generator": {"key": list(range(1, 625)), "position": 624, "hasGaussian": False, "cachedGaussian": 0}}
    options = {"data": "good.csv", "target": ["y"], "hidden": [3], "epochs": 3, "standardize": False, "optimizer": "sgd"}
    base = changed(featureScaling=None)
    base["schema"]["missingMarkers"] = ["", "#N/A", "-", "-nan", "?", "N/A", "NA", "NAN", "NULL", "NaN", "None", "Null", "n/a", "nan", "none", "null"]

    def check(name, data, says, config=None, code=65, names="last.safetensors"):
        files = {"run/last.safetensors": data, "run/config.json": config or json.dumps(options), "good.csv": GOOD_CSV}
        case("checkpoint", name, ["train", "--resume", "--output-dir", "run"], files | {"run/.lock": ""}, says, code, names)

    def point(progress, shapes=WEIGHTS, text=base):
        progress = progress if isinstance(progress, str) else json.dumps(progress)
        return model(text, shapes, metadata={"swift-linalg.progress": progress})

    whole = point(good)
    for length in [0, 1, 9, len(whole) // 2, len(whole) - 1]:
        check(f"cut off at {length}", whole[:length], "found")
    check("a damaged number", patched(whole, -1, b"\7"), "checksum")
    check("a model for a checkpoint", model(base), "another model")
    check("of another network", point(good, text=changed(featureScaling=None, loss="mse")), "another model")
    check("of single precision in a run of double", whole, "another model", config=json.dumps(options | {"precision": "float64"}))
    check("progress that is no JSON", point("{"), "swift-linalg.progress")
    check("progress of deep brackets", point("[" * 100_000), "swift-linalg.progress")
    for name, change in [
        ("a negative epoch", {"epoch": -1}), ("a negative position", {"position": -1}), ("a position beyond the data", {"position": 1000}),
        ("a position beyond integers", {"position": 1e30}), ("a negative step", {"stepCount": -1}),
        ("a generator of few words", {"generator": good["generator"] | {"key": [1, 2, 3]}}),
        ("a generator of zeros", {"generator": good["generator"] | {"key": [0] * 624}}),
        ("a generator beyond its block", {"generator": good["generator"] | {"position": 625}}),
        ("a best epoch to come", {"best": {"epoch": 9, "value": 1.0}}), ("a best epoch before the first", {"best": {"epoch": -9, "value": 1.0}}),
        ("a negative time", {"seconds": -1.0}), ("no generator", {"generator": None}),
    ]:
        check(name, point(good | change), "progress")
    check("other data", point(good | {"fingerprints": {"data": {"byteCount": 1, "checksum": 1}}}), "data", names="good.csv")
    check("a moment too short", point(good, WEIGHTS | {"optimizer.first": [3]}), "optimizer.first",
          config=json.dumps(options | {"optimizer": "adam"}))
    check("a moment too few", point(good, WEIGHTS | {"optimizer.first": [17]}), "this method",
          config=json.dumps(options | {"optimizer": "adam"}))
    for name, data in [("a row too short", GOOD_CSV + "1\n"), ("an empty file", ""), ("one class", "a,b,y\n" + "1,2,yes\n" * 12)]:
        files = {"bad.csv": data} | {f"run/{file}": "" for file in [
            ".lock", "config.json", "last.safetensors", "best.safetensors", "metrics.csv", "report.html"]}
        case("overwriting", name, ["train", "{bad.csv}", "--target", "y", "--overwrite", "--output-dir", "run"], files, "found")
    for name, config in [("options that are no JSON", "{"), ("unknown options", '{"epoch": 3}'), ("options of another type", '{"epochs": "x"}')]:
        check(name, whole, "expected", config=config, code=64, names="config.json")


def options():
    def check(name, text, says, names="bad.json5", extra=(), code=64):
        case("options", name, ["train", "{good.csv}", "--target", "y", "--config", "{bad.json5}", *extra], {"bad.json5": text}, says, code, names)

    for name, text in [("empty", ""), ("a brace", "{"), ("no JSON", "epochs = 3"), ("a list", "[]"), ("a number", "3"), ("null", "null"), ("a text", '"x"'),
                       ("two objects", "{}{}"), ("no value", "{epochs:}"), ("no comma", "{epochs: 1 seed: 2}"), ("an open comment", "{/* epochs: 1}"),
                       ("an open text", '{loss: "mse'), ("NUL", "\0"), ("a table", GOOD_CSV)]:
        check(name, text, "expected")
    check("not UTF-8", b'{"loss": "\xff\xfe"}', "expected")
    check("half a surrogate", '{"loss": "\\ud800"}', "expected")
    check("a model", MODEL, "expected")
    check("deep lists", Many("", "[", 100_000), "expected")
    check("deep lists that end", Many("{hidden: " + "[" * 1, "[1,", 100_000, "]"), "expected")
    check("deep objects", Many("", '{"a":', 100_000), "expected")
    check("deep comments", Many("", "/*", 100_000), "expected")
    check("17 MiB", Many("{", " " * 1000, 17_900, "}"), "16 MiB")
    for name, text, says in [
        ("an unknown key", "{epoch: 3}", '"epochs"'), ("a key in other letters", "{learning_rate: 1}", "learningRate"), ("nothing for a key", '{"": 1}', "unknown"),
        ("an unknown key with an escape", '{"\\u001b[31m\\n": 1}', "unknown"),
        ("text for a number", '{epochs: "3"}', "epochs"), ("a fraction of epochs", "{epochs: 1.5}", "epochs"), ("a list of epochs", "{epochs: [1]}", "epochs"),
        ("truth for a number", "{epochs: true}", "epochs"), ("1e999", "{learningRate: 1e999}", "learningRate"), ("Infinity", "{learningRate: Infinity}", "learningRate"),
        ("NaN", "{l2: NaN}", "l2"), ("a seed of 2³²", "{seed: 4294967296}", "seed"), ("a negative seed", "{seed: -1}", "seed"), ("epochs of 2⁶³", "{epochs: 9223372036854775808}", "epochs"),
        ("a number for a text", "{loss: 3}", "loss"), ("an object for a text", "{loss: {}}", "loss"), ("a text for a list", '{hidden: "3,5"}', "hidden"),
        ("a list of texts", '{hidden: ["3"]}', "hidden"), ("a list within a list", "{hidden: [[3]]}", "hidden"), ("null in a list", "{hidden: [null]}", "hidden"), ("a text for truth", '{shuffle: "yes"}', "shuffle"),
        ("a number for truth", "{shuffle: 1}", "shuffle"), ("a text for targets", '{target: "y"}', "target"), ("a number beyond integers in a list", "{hidden: [1e999]}", "expected"),
    ]:
        check(name, text, says)
    for name, text, says, extra in [
        ("no epochs", "{epochs: 0}", "epochs", ()), ("negative epochs", "{epochs: -1}", "epochs", ()), ("a layer of nothing", "{hidden: [0]}", "hidden", ()),
        ("layers that overflow", "{hidden: [9223372036854775807, 9223372036854775807]}", "--hidden", ()), ("layers beyond memory", "{hidden: [1000000, 1000000]}", "--hidden", ()),
        ("a split of everything", "{validationSplit: 1}", "split", ()), ("a negative rate", "{learningRate: -1}", "rate", ()), ("no threads", "{threads: 0}", "threads", ()),
        ("an unknown loss", '{loss: "hinge"}', "hinge", ()), ("an unknown optimizer", '{optimizer: "sgdd"}', "sgdd", ()), ("an unknown activation", '{activation: "sine"}', "sine", ()),
        ("softmax in the middle", '{activation: "softmax"}', "softmax", ()), ("an unknown schedule", '{schedule: "often"}', "often", ()), ("half a schedule", '{schedule: "step"}', "step", ()),
        ("an unknown initialization", '{initialization: "zeros"}', "zeros", ()), ("an unknown precision", '{precision: "float16"}', "float16", ()), ("an unknown monitor", '{monitor: "f1"}', "f1", ()),
        ("an unknown task", '{task: "ranking"}', "ranking", ()), ("an unknown header", '{header: "maybe"}', "maybe", ()), ("weights that are none", '{classWeights: "1,x"}', '"x"', ()),
        ("too few weights", '{classWeights: "1"}', "weights", ()), ("negative weights", '{classWeights: "1,-1"}', '"-1"', ()), ("a memory limit of nothing", "{memoryLimit: 0}", "memory", ()),
        ("two ways to validate", '{validationData: "good.csv", validationSplit: 0.5}', "exclude", ()), ("a dropout of 1", "{dropout: 1}", "dropout", ()),
        ("a time of nothing", "{maxTime: 0}", "time", ()), 
        ("a missing rule", '{missing: "guess"}', "guess", ()), ("a batch of nothing", "{batchSize: 0}", "batch", ()), ("patience below nothing", "{patience: -1}", "patience", ()),
    ]:
        check(name, text, says, names=says, extra=extra)


def paths():
    kinds = [("a directory", Special("directory"), "directory"), ("a pipe", Special("pipe"), "pipe"), ("a socket", Special("socket"), "socket"),
             ("a link to nothing", Special("dangling"), "no such file"), ("a link to itself", Special("loop"), "found"), ("a link to a device", Special("device"), "device")]
    for name, special, says in kinds:
        commands = {
            "train": ["train", "{odd}", "--target", "y", *TRAIN], "labels": ["train", "{good.npy}", "--labels", "{odd}", *TRAIN],
            "validation": ["train", "{good.csv}", "--target", "y", "--validation-data", "{odd}", *TRAIN], "config": ["train", "{good.csv}", "--config", "{odd}"],
            "initial": ["train", "{good.csv}", "--target", "y", "--initial-model", "{odd}", *TRAIN],
            "evaluate": ["evaluate", "{model.safetensors}", "{odd}"], "predict": ["predict", "{model.safetensors}", "{odd}"],
        }
        if special.kind != "directory":
            commands |= {"inspect": ["inspect", "{odd}"], "export": ["export", "{odd}", "-o", "out.npz"], "model": ["evaluate", "{odd}", "{good.csv}"]}
        else:
            for command in [["inspect", "{odd}"], ["export", "{odd}", "-o", "out.npz"], ["predict", "{odd}", "{good.csv}"]]:
                case("path", "a folder without a run", command, {"odd": special}, "no such file", 66)
        for role, arguments in commands.items():
            case("path", f"{name} ({role})", arguments, {"odd": special}, says, 66)
    for command in [["train", "{none}"], ["evaluate", "{model.safetensors}", "{none}"], ["evaluate", "{none}", "{good.csv}"], ["predict", "{model.safetensors}", "{none}"],
                    ["predict", "{none}"], ["inspect", "{none}"], ["export", "{none}", "-o", "out.npz"], ["train", "{good.csv}", "--config", "{none}"],
                    ["train", "{good.csv}", "--target", "y", "--initial-model", "{none}"]]:
        case("path", "a missing file" + f" {len(cases)}", command, {}, "no such file", 66, "none")
    case("path", "a file as a folder", ["train", "{good.csv}/data.csv"], {}, "found", 66, "good.csv")
    case("path", "an empty name", ["train", "", "--target", "y"], {}, "found nothing", 66, "the name of a file")
    case("path", "a name too long", ["inspect", "n" * 5000], {}, "found", 66, "nnn")
    case("path", "a file for the folder of the run", ["train", "{good.csv}", "--target", "y", "--output-dir", "{bad}", *TRAIN], {"bad": "a file"}, "folder", 74)
    case("path", "no folder for the output", ["predict", "{model.safetensors}", "{good.csv}", "--output", "none/out.csv"], {}, "found", 74, "none/out.csv")
    case("path", "no folder for the export", ["export", "{model.safetensors}", "-o", "none/out.npz"], {}, "found", 74, "none/out.npz")
    case("path", "a directory for the output", ["predict", "{model.safetensors}", "{good.csv}", "--output", "{odd}"], {"odd": Special("directory")}, "found", 74)
    case("path", "a directory for the export", ["export", "{model.safetensors}", "--format", "npz", "-o", "{odd}"], {"odd": Special("directory")}, "found", 74)


def main():
    tables()
    compressed()
    idxs()
    npys()
    labels()
    archives()
    models()
    checkpoints()
    options()
    paths()
    seen = {}
    for c in cases:
        seen[c["name"]] = seen.get(c["name"], 0) + 1
        if seen[c["name"]] > 1:
            c["name"] += f" ({seen[c['name']]})"
    lines = ",\n".join(json.dumps(c, ensure_ascii=False, separators=(",", ":")) for c in cases)
    files = ",\n".join(json.dumps(c, ensure_ascii=False, separators=(",", ":")) for c in contents)
    OUT.write_text('{"cases":[\n' + lines + '\n],"contents":[\n' + files + "\n]}\n")
    counts = {}
    for c in cases:
        counts[c["kind"]] = counts.get(c["kind"], 0) + 1
    print(len(cases), counts, OUT.stat().st_size)


main()
