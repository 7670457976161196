"""Files as they should not be: random changes of good ones, of their bytes and of what these mean."""

import gzip
import json
import math
import re
import struct
import zlib
from random import Random
from typing import Any

_NUMBERS = (
    0, -1, 1, 9, 10, 255, 256, 2**16, 2**31 - 1, 2**31, 2**32 - 1, 2**63, 10**300,
    0.5, -0.0, 1e-320, 3e38, 1e300, math.inf, -math.inf, math.nan,
)  # fmt: skip
_VALUES: tuple[Any, ...] = (
    *_NUMBERS, None, True, False, "", "x", "x" * 100_000, "\ud800", "a\0b", "../..", [], {}, [[]], [0] * 1000,
    [[[]]] * 500, {"a": 1},
)  # fmt: skip
_CANNOT = (
    ArithmeticError, AttributeError, EOFError, LookupError, OSError, RecursionError, TypeError, ValueError,
    struct.error, zlib.error,
)  # fmt: skip
"""What taking apart a file raises that an earlier change has damaged."""
_PNG = b"\x89PNG\r\n\x1a\n"
_LARGEST = 2**24
"""Bytes that a file may grow to by repeating a part of it, and by one change of its bytes a sixteenth of that."""
_BYTES_OF_A_VALUE = {"F32": 4, "F16": 2, "BF16": 2, "F64": 8, "I32": 4, "I64": 8, "U8": 1, "BOOL": 1, "F8_E4M3": 1}


def mutated(content: bytes, random: Random) -> bytes:
    """A file with one to four changes, each at the level of its bytes, or within what they hold."""
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        try:
            content = _mutated_once(content, random)
        except _CANNOT:
            content = _bytes(content, random)
    return content


def _mutated_once(content: bytes, random: Random) -> bytes:
    if random.random() < 0.25:
        return _bytes(content, random)
    if content.startswith(b"\x1f\x8b"):
        return gzip.compress(mutated(gzip.decompress(content), random), 1)
    if content.startswith(_PNG):
        return _png(content, random)
    if content[8:9] == b"{":
        return _safetensors(content, random)
    if content.startswith(b"{"):
        return _json_lines(content, random)
    return _bytes(content, random)


def _bytes(content: bytes, random: Random) -> bytes:
    at = random.randrange(min(len(content), random.choice((16, 64, 10**9))) or 1)
    end = at + random.choice((1, 2, 4, 8, 100, len(content)))
    number = random.choice(_NUMBERS)
    if random.random() < 0.2 and (runs := list(re.finditer(rb"-?[0-9.]+", content[:100_000]))):
        run = random.choice(runs)
        return content[: run.start()] + str(number).encode() + content[run.end() :]
    match random.randrange(7):
        case 0:
            return (
                content[:at] + bytes([content[at] ^ 1 << random.randrange(8)]) + content[at + 1 :] if content else b"x"
            )
        case 1:
            order, kind = random.choice("<>"), random.choice("HIQ")
            value = abs(int(number)) if math.isfinite(number) else 0
            packed = struct.pack(order + kind, value % 256 ** struct.calcsize(kind))
            return content[:at] + packed + content[at + len(packed) :]
        case 2:
            return content[:at] + content[end:]
        case 3:
            return content[:at]
        case 4:
            return content[:at] + random.randbytes(random.choice((1, 4, 100))) + content[at:]
        case 5:
            block = content[at:end] or b"\0"
            return content[:at] + block * random.randrange(1, max(2, _LARGEST // 16 // len(block))) + content[at:]
        case _:
            return content[at:] + content[:at]


def _json_lines(content: bytes, random: Random) -> bytes:
    lines = content.split(b"\n")
    at = random.randrange(len(lines))
    if random.random() < 0.1:
        lines[at : at + 1] = [lines[at]] * min(random.choice((0, 2, 10_000)), 2 + _LARGEST // (len(lines[at]) or 1))
    elif lines[at]:
        lines[at] = json.dumps(_changed(json.loads(lines[at]), random)).encode()
    return b"\n".join(lines)


def _changed(value: Any, random: Random) -> Any:
    """JSON with one value that is another, one too few, or many too many."""
    if isinstance(value, str) and value.startswith("{"):
        return json.dumps(_changed(json.loads(value), random))
    chance = random.random()
    if not value or not isinstance(value, dict | list) or chance < 0.1:
        return random.choice(_VALUES)
    if isinstance(value, list):
        at = random.randrange(len(value))
        if chance < 0.2:
            return value[:at] + value[at + 1 :]
        if chance < 0.3:
            return value * random.choice((2, 100, max(1, 20_000 // len(json.dumps(value)))))
        return [*value[:at], _changed(value[at], random), *value[at + 1 :]]
    key = random.choice(list(value))
    if chance < 0.2:
        return {name: each for name, each in value.items() if name != key}
    return {**value, key: _changed(value[key], random)}


def _safetensors(content: bytes, random: Random) -> bytes:
    """Another header, or a whole file with other tensors."""
    (length,) = struct.unpack_from("<Q", content)
    header, data = json.loads(content[8 : 8 + length]), content[8 + length :]
    metadata = header.pop("__metadata__", {})
    what = random.random()
    if what < 0.2:
        header = _changed(header, random)
        return _with_header({**header, "__metadata__": metadata} if isinstance(header, dict) else header) + data
    tensors = {name: (e["dtype"], e["shape"], data[slice(*e["data_offsets"])]) for name, e in header.items()}
    if what < 0.6:
        metadata = {key: str(each) for key, each in _changed(metadata, random).items()}
    else:
        name = random.choice(list(tensors))
        kind, shape, values = tensors.pop(name)
        match random.randrange(5):
            case 0:
                kind = random.choice(list(_BYTES_OF_A_VALUE))
                shape = [len(values) // _BYTES_OF_A_VALUE[kind]]
            case 1:
                count = random.choice((0, 1, 16, 500))
                shape, values = [count], bytes(count * _BYTES_OF_A_VALUE[kind])
            case 2:
                values = random.randbytes(len(values))
            case 3:
                value = random.choice(_NUMBERS[-7:])
                packed = struct.pack("<f", value if not math.isfinite(value) or value < 1e39 else 3e38)
                values = packed * (len(values) // 4) + values[len(values) // 4 * 4 :]
            case _:
                name = random.choice((f"{name}x", "own/images", "own/labels", "a/b/c", ""))
        if random.random() < 0.9:
            tensors[name] = kind, shape, values
    entries, at = {}, 0
    for name, (kind, shape, values) in tensors.items():
        entries[name] = {"dtype": kind, "shape": shape, "data_offsets": [at, at + len(values)]}
        at += len(values)
    return _with_header({"__metadata__": metadata, **entries}) + b"".join(each[2] for each in tensors.values())


def _with_header(header: object) -> bytes:
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text


def _png(content: bytes, random: Random) -> bytes:
    """Another chunk, with a right checksum."""
    chunks, at = [], len(_PNG)
    while at + 8 <= len(content):
        (length,) = struct.unpack_from(">I", content, at)
        chunks.append((content[at + 4 : at + 8], content[at + 8 : at + 8 + length]))
        at += 12 + length
    chosen = random.randrange(len(chunks))
    kind, data = chunks[chosen]
    if kind == b"IHDR" and random.random() < 0.7:
        sides = [random.choice((0, 1, 28, 7000, 20_000, 40_000, 2**31 - 1)) for _ in range(2)]
        depth, colours = random.choice((1, 8, 16)), random.choice((0, 2, 3, 4, 6))
        data = struct.pack(">IIBB", *sides, depth, colours) + data[10:]
    elif kind == b"IDAT" and random.random() < 0.5:
        data = zlib.compress(_bytes(zlib.decompress(data), random), 1)
    else:
        data = _bytes(data, random)
    chunks[chosen : chosen + 1] = random.choice(([(kind, data)], [(kind, data)], [], [(kind, data)] * 3))
    pieces = (struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in chunks)
    return _PNG + b"".join(pieces)
