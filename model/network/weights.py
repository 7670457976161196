"""Weights as safetensors files, with all that is known of them in the metadata; written whole or not at all."""

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import asdict, fields
from pathlib import Path

import numpy as np
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save

from model.errors import WeightsError, damage, told_as
from model.files import check_size, written_whole
from model.limits import LARGEST_WEIGHT, LARGEST_WEIGHTS_BYTES
from model.network.parameters import SHAPES, Parameters
from model.network.records import PENALTY_SCALES, FloatArray, Rejection, Squashing
from model.network.weights_info import Origin, WeightsInfo

FORMAT = "lenet5-1"


def save_weights(parameters: Parameters, info: WeightsInfo, path: Path | str) -> None:
    """Write 60,000 parameters and what is known of them.

    Raises:
        WeightsError: the file could not be written, or could not be read back; one that was there before is untouched.
    """
    path, named = Path(path), parameters.named()
    _check_values(named, path)
    metadata = {
        "format": FORMAT,
        "squashing": info.squashing.value,
        "rejection": json.dumps(asdict(info.rejection)),
        "origin": json.dumps(info.origin.to_json()),
        "checksum": checksum(named),
    }
    with (
        told_as(WeightsError, path, "The weights could not be saved", SafetensorError),
        written_whole(path) as temporary,
    ):
        temporary.write_bytes(save(named, metadata))


def checksum(named: Mapping[str, FloatArray]) -> str:
    """A digest of all values, in the order of ``SHAPES``."""
    digest = hashlib.blake2b(digest_size=16)
    for name in SHAPES:
        digest.update(named[name].astype("<f4").tobytes())
    return digest.hexdigest()


def _rejection_of(values: dict[str, float]) -> Rejection:
    if "largest_penalty" in values:
        # The first files had a limit for the smallest penalty, where rubbish is now as likely, and one for the margin.
        near = 1 / (1 + math.exp(-min(float(values["smallest_margin"]) / 8, 2.2)))
        values = {"rubbish_j": values["largest_penalty"] / 8, "penalty_scale": 8.0, "least_share": near}
    rejection = Rejection(*(float(values[each.name]) for each in fields(Rejection)))
    least, most = PENALTY_SCALES
    if not (rejection.rubbish_j >= 0 and least <= rejection.penalty_scale <= most and 0 <= rejection.least_share <= 1):
        raise ValueError("the rule for refusing an answer is out of range")
    return rejection


def _info_of(path: Path, metadata: Mapping[str, str]) -> WeightsInfo:
    if metadata.get("format") != FORMAT:
        raise WeightsError(
            path, "The file is a safetensors file, but not one of LeNet-5 weights saved by this program."
        )
    try:
        rejection = _rejection_of(json.loads(metadata["rejection"]))
        origin = Origin.from_json(json.loads(metadata["origin"]))
        return WeightsInfo(Squashing(metadata["squashing"]), rejection, origin)
    except (KeyError, ValueError, TypeError, OverflowError, RecursionError) as error:
        raise WeightsError(path, f"The file's description of its weights is damaged ({damage(error)}).") from error


def load_weights(path: Path | str) -> tuple[Parameters, WeightsInfo]:
    """Read parameters back, and what is known of them.

    Args:
        path: the file; :func:`model.assets.shipped_weights` has those that come with the program.

    Raises:
        WeightsError: the file cannot be read, is cut, foreign, oversized, of another shape, or holds values that are
            not finite, or not those that were saved.
    """
    path = Path(path)
    check_size(path, LARGEST_WEIGHTS_BYTES, WeightsError)
    try:
        # safetensors says of every file that it may not open that it is not there.
        with (
            told_as(WeightsError, path, "The file cannot be read"),
            path.open("rb"),
            safe_open(path, framework="numpy") as file,
        ):
            metadata = file.metadata() or {}
            info = _info_of(path, metadata)
            parts = {name: file.get_slice(name) for name in sorted(file.keys())}
            _check_shapes({name: (part.get_dtype(), tuple(part.get_shape())) for name, part in parts.items()}, path)
            named = {name: file.get_tensor(name) for name in SHAPES}
    except SafetensorError as error:
        raise WeightsError(path, _what_is_wrong(path)) from error
    _check_values(named, path)
    if metadata.get("checksum", checksum(named)) != checksum(named):
        raise WeightsError(path, "The file is damaged: its values are not those that were saved.")
    return Parameters.from_named(info.squashing, named), info


def _what_is_wrong(path: Path) -> str:
    """Why a file is no safetensors file, and what to do.

    Such a file begins with the length of its description, in 8 bytes; the description, in JSON, and the values follow.
    """
    with told_as(WeightsError, path, "The file cannot be read"), path.open("rb") as file:
        start, size = file.read(9), path.stat().st_size
    described = 8 + int.from_bytes(start[:8], "little")
    if len(start) == 9 and (start[8:] != b"{" or described > LARGEST_WEIGHTS_BYTES):
        return "This is not a weights file, whatever its name says: choose another file."
    if size >= described + 4 * sum(map(math.prod, SHAPES.values())):
        return "The file is damaged: copy it again, or choose another file."
    what = "incomplete" if start else "empty"
    return f"The file is {what}: it may have been cut off while it was copied. Copy it again, or choose another file."


def _check_shapes(found: Mapping[str, tuple[str, tuple[int, ...]]], path: Path) -> None:
    missing, foreign = sorted(SHAPES.keys() - found.keys()), sorted(found.keys() - SHAPES.keys())
    if missing or foreign:
        problem = "; ".join(
            f"{what} {', '.join(names[:3])}{' ...' if len(names) > 3 else ''}"
            for what, names in (("lacks", missing), ("has besides", foreign))
            if names
        )
        raise WeightsError(path, f"These are not the weights of LeNet-5: the file {problem}.")
    for name, (kind, shape) in found.items():
        if shape != SHAPES[name]:
            raise WeightsError(path, f"{name} has the shape {shape}, LeNet-5 needs {SHAPES[name]}.")
        if kind != "F32":
            raise WeightsError(path, f"{name} holds {kind} values; LeNet-5 needs F32, 32-bit numbers.")


def _check_values(named: Mapping[str, FloatArray], path: Path) -> None:
    for name, array in named.items():
        # "Not more" would let NaN pass.
        if not (np.abs(array) <= LARGEST_WEIGHT).all():
            raise WeightsError(path, f"{name} holds values that are not finite, or beyond {LARGEST_WEIGHT:g}.")
