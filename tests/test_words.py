"""The words of the interface: terms that docs/glossary.md replaces by others appear in no text that a person reads.

Every text in the source is looked at, whichever way it is shown: in the window, by a command, as an error.
"""

import ast
import re
from pathlib import Path

import pytest

from tests.test_wall import ROOT

NOT_USED = {
    # What the program starts with: default weights. MNIST comes with the program.
    "weights that ship": r"\b(that|which|as (it|they)) (ships?|shipped)\b|\bshipped\b",
    # Digits are taught, and what teaching makes are personal weights; "hand" stood for handwriting and for both.
    "hand": r"\bhands?\b",
    # A person teaches, a network is trained.
    "learn": r"\b(learn|learns|learned|learning)\b",
    # Runs are resumed.
    "goes on": r"\b(go|goes|going|gone|went) on\b",
    # Files are exported.
    "take away": r"\btake (it )?(away|with you)\b",
    # What connects a window's views with services is a controller.
    "link": r"\blinks?\b",
    # All that a unit depends on is its path.
    "ways": r"\bways\b",
    # Errors say the rule and the value: must be 0 to 9, not 12.
    "is none of": r"\bnone of 0\b|\bnone of this kind\b",
    # A pass, a setting, a person, a unit, subsampling.
    "other words for the same": r"\b(epochs?|knobs?|users?|neurons?|pooling|hyperparameters?)\b",
    # One spelling. The command's name comes from its module, not from a text.
    "recognizer": r"\brecogniz\w+",
    # What is quoted stands in “these”.
    "straight quotation marks": r'(?<!=)"\w[^"]*"',
    # What asks for more before it acts ends in a space and three dots.
    "dots in one character": r"\w\s?…",
}
"""What is not used -> its pattern, whatever the case. Names in code are not searched."""

TITLES = ("Gradient-Based Learning Applied to Document Recognition",)
"""Names that are quoted as they are."""
NAMES = {"recognize", "hand in use"}
"""A command and a file; whoever has used them knows them by these names."""


def texts_in(path: Path) -> list[tuple[int, str]]:
    """(line, text) of every text in a module; docstrings are not texts."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    docstrings = {node.value for node in nodes if isinstance(node, ast.Expr)}
    constants = [node for node in nodes if isinstance(node, ast.Constant) and node not in docstrings]
    return [(each.lineno, each.value) for each in constants if isinstance(each.value, str) and each.value not in NAMES]


def problems_of(text: str) -> list[str]:
    """Names of the patterns that a text contains; "&" only marks a menu's key."""
    plain = text.replace("&", "")
    for title in TITLES:
        plain = plain.replace(title, "")
    return [name for name, pattern in NOT_USED.items() if re.search(pattern, plain, re.IGNORECASE)]


def packages() -> list[Path]:
    return sorted({path.parent for folder in ("lenet_gui", "model") for path in (ROOT / folder).rglob("*.py")})


@pytest.mark.parametrize("package", packages(), ids=lambda package: package.relative_to(ROOT).as_posix())
def test_the_interface_uses_the_words_of_the_glossary(package: Path) -> None:
    wrong = [
        f"{path.name}:{line}: {text!r} has {', '.join(problems)}"
        for path in sorted(package.glob("*.py"))
        for line, text in texts_in(path)
        if (problems := problems_of(text))
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Use the weights that &ship", ["weights that ship"]),
        ("About: <i>Gradient-Based Learning Applied to Document Recognition</i>", []),
        ("MNIST, as it ships", ["weights that ship"]),
        ("Use what was learned of my &hand", ["hand", "learn"]),
        ("&Go on with it", ["goes on"]),
        ("Go o&n", ["goes on"]),
        ("Browse…", ["dots in one character"]),
        ("Browse ...", []),
        ('Choose "Browse"', ["straight quotation marks"]),
        ("Choose “Browse”", []),
        ("Resume the run", []),
        ("Teach the network", []),
    ],
)
def test_patterns_find_what_they_are_for(text: str, named: list[str]) -> None:
    assert problems_of(text) == named


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("lenet_gui/main_window.py", "&Quit"),
        ("lenet_gui/app.py", "draw a digit"),
        ("model/cli/options.py", "IDX images"),
        ("model/digits/datasets.py", "not an IDX file"),
    ],
)
def test_texts_are_found(module: str, text: str) -> None:
    assert any(text in found for _, found in texts_in(ROOT / module))
