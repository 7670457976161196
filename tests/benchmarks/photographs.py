"""Photographs of MNIST's test digits, taken by the tests' own camera and read as ``lenet recognize`` reads a file.

Each page is lit by up to twice as much on one side as on the other, turned by up to 10 degrees, not held quite level,
and taken with noise; in turn it has nothing else, a shadow, lines, squares, a coloured pen, or a frame.
The smallest penalty counts, refused or not; a photograph on which no ink is found is misread. ``bare_misread_percent``
is of the same digits as MNIST has them. With ``--keep FOLDER`` what was misread is kept: the photograph, and what the
network saw.
"""

import io
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
from PIL import Image

from model.assets import weights_file
from model.digits.datasets import hold_out, mnist_test, mnist_training
from model.digits.pictures import read_picture_bytes
from model.digits.preprocess import ink_of_picture
from model.network.recognise import recognise
from model.network.recognition import Verdict
from model.network.weights import load_weights
from model.training.recipes import TrainingConfig
from tests.benchmarks.harness import parser_of, report
from tests.camera import Photograph, photographs_of


def keep(folder: Path, name: str, photograph: Photograph, ink: np.ndarray) -> None:
    """The photograph, and the field beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    seen = Image.open(io.BytesIO(photograph.content)).convert("RGB")
    field = Image.fromarray(np.rint(255 * (1 - ink)).astype(np.uint8)).resize((seen.height, seen.height), 0)
    sheet = Image.new("RGB", (seen.width + seen.height, seen.height))
    sheet.paste(seen)
    sheet.paste(field, (seen.width, 0))
    sheet.save(folder / f"{name}.png")


def main() -> None:
    parser = parser_of(__doc__)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--weights", type=weights_file, default=weights_file("default"))
    parser.add_argument("--held-out", action="store_true", help="take digits held out of the training digits instead")
    parser.add_argument("--keep", type=Path, metavar="FOLDER")
    arguments = parser.parse_args()
    digits = mnist_test()
    if arguments.held_out:
        recipe = TrainingConfig()
        digits = hold_out(mnist_training(), recipe.held_out, recipe.split_seed)[1]
    parameters, info = load_weights(arguments.weights)
    of, misread, refused = Counter[str](), Counter[str](), 0
    bare = 0
    for number, (digit, photograph) in enumerate(photographs_of(digits, arguments.count, arguments.seed)):
        of[photograph.trouble] += 1
        field = np.pad(digit, 2).astype(np.float32) / np.float32(255)
        bare += recognise(parameters, field, info.rejection).digit != photograph.label
        ink = ink_of_picture(read_picture_bytes(photograph.content, "photograph"))
        answer = recognise(parameters, ink, info.rejection)
        if not ink.any() or answer.digit != photograph.label:
            misread[photograph.trouble] += 1
            if arguments.keep:
                name = f"{number}-{photograph.trouble}-{photograph.label}-read-as-{answer.digit}".replace(" ", "-")
                keep(arguments.keep, name, photograph, ink)
        else:
            refused += answer.verdict is not Verdict.DIGIT
    n, errors = of.total(), misread.total()
    figures: dict[str, object] = {
        "n": n,
        "errors": errors,
        "misread_percent": round(100 * errors / n, 3),
        "refused_percent": round(100 * refused / max(n - errors, 1), 3),
        "bare_misread_percent": round(100 * bare / n, 3),
    }
    rows = [
        ("photographs", str(n)),
        ("misread (smallest penalty)", f"{errors} = {figures['misread_percent']} %"),
        ("read right but refused", f"{refused} = {figures['refused_percent']} %"),
        ("misread as MNIST has them", f"{bare} = {figures['bare_misread_percent']} %"),
    ]
    for trouble, count in of.items():
        figures[f"{trouble.replace(' ', '_')}_misread_percent"] = round(100 * misread[trouble] / count, 3)
        rows.append((f"misread, {trouble}", f"{misread[trouble]} of {count}"))
    report("photographs by the tests' own camera", rows, figures, arguments.json)


if __name__ == "__main__":
    main()
