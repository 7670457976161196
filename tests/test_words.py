"""The words of the interface: terms that docs/glossary.md replaces by others appear in no text that a person reads.

Texts are found in the source: what is marked for translation, what commands print and say in their help, and errors.
"""

import ast
import re
from pathlib import Path

import pytest

from tests.test_wall import ROOT

SHOWN = {"tr", "translate", "mark", "QT_TR_NOOP", "QT_TRANSLATE_NOOP", "print", "exit", "append"}
"""Functions whose arguments a person reads, as far as they are texts."""
HELP = {"help", "description", "epilog"}
"""Arguments by name that the help of a command is made of."""

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
}
"""What is not used -> its pattern, whatever the case. Names in code are not searched."""

TITLES = ("Gradient-Based Learning Applied to Document Recognition",)
"""Names that are quoted as they are."""


def texts_in(path: Path) -> list[tuple[int, str]]:
    """(line, text) of every text in a module that a person may read."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    shown: list[ast.expr] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            shown += node.args if name in SHOWN else []
            shown += [keyword.value for keyword in node.keywords if keyword.arg in HELP]
        elif isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            shown += node.exc.args
        elif isinstance(node, ast.List) and path.parent.name == "cli":
            shown += node.elts  # lines that are printed later
    return [
        (constant.lineno, constant.value)
        for part in shown
        for constant in ast.walk(part)
        if isinstance(constant, ast.Constant) and isinstance(constant.value, str)
    ]


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
        ("Resume the run", []),
        ("Teach my digits", []),
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
