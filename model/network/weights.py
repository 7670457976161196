"""Weights as safetensors files, with all that is known of them in the metadata; written whole or not at all."""

import json
import math
from dataclasses import asdict
from pathlib import Path

import numpy as np
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save

from model.errors import WeightsError
from model.files import check_size, written_whole
from model.limits import LARGEST_WEIGHTS_BYTES
from model.network.parameters import SHAPES, Parameters
from model.network.records import FloatArray, Origin, Rejection, Squashing, WeightsInfo

FORMAT = "lenet5-1"


def save_weights(parameters: Parameters, info: WeightsInfo, path: Path | str) -> None:
    """Write 60,000 parameters and what is known of them.

    Raises:
        WeightsError: the file could not be written; one that was there before is untouched.
    """
    path = Path(path)
    metadata = {
        "format": FORMAT,
        "squashing": info.squashing.value,
        "rejection": json.dumps(asdict(info.rejection)),
        "origin": json.dumps(info.origin.to_json()),
    }
    try:
        with written_whole(path) as temporary:
            temporary.write_bytes(save(parameters.named(), metadata))
    except (OSError, SafetensorError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise WeightsError(path, f"The weights could not be saved ({reason}).") from error


def _info_of(path: Path, metadata: dict[str, str] | None) -> WeightsInfo:
    if not metadata or metadata.get("format") != FORMAT:
        raise WeightsError(
            path, "The file is a safetensors file, but not one of LeNet-5 weights saved by this program."
        )
    try:
        rejection = json.loads(metadata["rejection"])
        limits = float(rejection["largest_penalty"]), float(rejection["smallest_margin"])
        origin = Origin.from_json(json.loads(metadata["origin"]))
        if any(map(math.isnan, limits)):
            raise ValueError("a threshold is not a number")
        return WeightsInfo(Squashing(metadata["squashing"]), Rejection(*limits), origin)
    except (KeyError, ValueError, TypeError, OverflowError, RecursionError) as error:
        raise WeightsError(path, f"The file's description of its weights is damaged ({error}).") from error


def load_weights(path: Path | str) -> tuple[Parameters, WeightsInfo]:
    """Read parameters back, and what is known of them.

    Raises:
        WeightsError: the file cannot be read, is cut, foreign, oversized, of another shape, or holds values that are
            not finite.
    """
    path = Path(path)
    check_size(path, LARGEST_WEIGHTS_BYTES, WeightsError)
    try:
        with safe_open(path, framework="numpy") as file:
            info = _info_of(path, file.metadata())
            arrays = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - not a mapping
    except SafetensorError as error:
        raise WeightsError(path, f"The file is not a whole safetensors file ({error}).") from error
    except OSError as error:
        raise WeightsError(path, f"The file cannot be read ({error.strerror or error}).") from error
    _check(arrays, path)
    return Parameters.from_named(info.squashing, arrays), info


def _check(arrays: dict[str, FloatArray], path: Path) -> None:
    missing, foreign = sorted(SHAPES.keys() - arrays.keys()), sorted(arrays.keys() - SHAPES.keys())
    if missing or foreign:
        problem = "; ".join(
            f"{what} {', '.join(names[:3])}{' ...' if len(names) > 3 else ''}"
            for what, names in (("lacks", missing), ("has besides", foreign))
            if names
        )
        raise WeightsError(path, f"These are not the weights of LeNet-5: the file {problem}.")
    for name, array in arrays.items():
        if array.shape != SHAPES[name]:
            raise WeightsError(path, f"{name} has the shape {array.shape}, LeNet-5 needs {SHAPES[name]}.")
        if array.dtype != np.float32 or not np.isfinite(array).all():
            raise WeightsError(path, f"{name} holds values that are not finite 32-bit numbers.")
