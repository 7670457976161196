"""The layout: which package may import which, and how large packages and modules may grow."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.test_wall import ROOT, imported_modules, tree_of

MODEL_PACKAGES = (
    "network",
    "digits",
    "numbers",
    "strokes",
    "my_digits",
    "training.engine",
    "training",
    "teaching",
    "cli",
)
"""Lowest first: each may import only itself, those before it, and the modules that lie in ``model`` itself."""
TOP_LEVEL = {"model"} | {
    f"model.{name}" for name in ("errors", "files", "assets", "settings", "json_records", "limits", "packed")
}
MOST_MODULES = 16
MOST_LINES = 300


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def modules_of(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def packages_of(*folders: str) -> list[Path]:
    return sorted({path.parent for path in modules_of(*folders)})


def package_of(module: str) -> str:
    """The ``model`` package that a module belongs to, as in ``MODEL_PACKAGES``; empty for those in ``model`` itself."""
    inside = module.removeprefix("model.")
    found = [name for name in MODEL_PACKAGES if inside == name or inside.startswith(f"{name}.")]
    return max(found, key=len, default="")


@cache
def imports_of(path: Path) -> set[str]:
    """Modules of this project that a file imports; ``from package import module`` counts as the module."""
    names: set[str] = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            source = node.module or ""
            for alias in node.names:
                inner = f"{source}.{alias.name}"
                names.add(inner if is_module(inner) else source)
    return {name for name in names if name.split(".")[0] in {"model", "lenet_gui"}}


def is_module(name: str) -> bool:
    place = ROOT.joinpath(*name.split("."))
    return place.with_suffix(".py").exists() or (place / "__init__.py").exists()


def test_a_package_of_the_model_imports_only_those_below_it() -> None:
    upwards = []
    for path in modules_of("model"):
        own = package_of(module_name(path))
        allowed = MODEL_PACKAGES[: MODEL_PACKAGES.index(own) + 1] if own else ()
        if path.name != "__main__.py":
            found = (name for name in imports_of(path) if name not in TOP_LEVEL and package_of(name) not in allowed)
            upwards += [f"{module_name(path)} imports {name}" for name in found]
    assert not upwards


@pytest.mark.parametrize("path", packages_of("model", "lenet_gui"), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_package_has_few_modules_and_names_each_in_its_docstring(path: Path) -> None:
    modules = {module.stem for module in path.glob("*.py")} - {"__init__", "__main__"}
    assert len(modules) <= MOST_MODULES, "split the package by job"
    said = ast.get_docstring(tree_of(path / "__init__.py")) or ""
    parts = modules | {inner.name for inner in path.iterdir() if (inner / "__init__.py").exists()}
    listed = set(re.findall(r"^- ``(\w+)``: ", said, re.MULTILINE))
    assert not parts - listed, f"{path / '__init__.py'}: each needs a line, - ``name``: what it is for"
    assert not listed - parts, f"{path / '__init__.py'} lists what is not there"


def test_a_module_stays_short() -> None:
    lines = {path: path.read_text(encoding="utf-8").count("\n") for path in modules_of("model", "lenet_gui", "tests")}
    assert not {module_name(path): count for path, count in lines.items() if count > MOST_LINES}, "split it by job"


def test_no_module_imports_itself_in_a_circle() -> None:
    arrows = {module_name(path): imports_of(path) for path in modules_of("model", "lenet_gui")}
    done: set[str] = set()

    def visit(module: str, above: tuple[str, ...]) -> None:
        assert module not in above, " -> ".join((*above, module))
        if module not in done:
            for other in sorted(arrows.get(module, ())):
                visit(other, (*above, module))
            done.add(module)

    for module in sorted(arrows):
        visit(module, ())


def test_the_project_imports_by_full_name() -> None:
    for path in modules_of("model", "lenet_gui", "tests"):
        imported_modules(path)
