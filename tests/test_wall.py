"""The direction of the imports: ``lenet_gui`` -> ``model``, never back; and what must not be loaded too early."""

import ast
import os
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from model.digits.datasets import mnist_test
from tests.model.samples import write_pair

ROOT = Path(__file__).parents[1]
NOT_VIEWS = {"base", "drawings", "menus", "saving", "style", "workers"}
"""Folders of ``lenet_gui`` without views."""
WIRING = {
    "answer/weights_label",
    "my_digits/controller",
    "my_digits/digit_book",
    "my_digits/people",
    "teaching/comparing",
    "teaching/controller",
    "teaching/outcome_controller",
    "teaching/personal_weights",
    "teaching/record",
    "training/controller",
}
"""What is in the other folders without being a view, and needs more than views may import."""
VIEWS_MAY_IMPORT = {
    "model.errors",
    "model.files",
    "model.settings",
    "model.network.changes",
    "model.network.explain",
    "model.network.parameters",
    "model.network.recognition",
    "model.network.records",
    "model.network.taught",
    "model.network.wiring",
    "model.network.words.arithmetic",
    "model.network.words.figures",
    "model.network.words.unit_names",
    "model.limits",
    "model.network.architecture",
    "model.network.rbf_codes",
    "model.digits.data_source",
    "model.digits.distortion",
    "model.digits.drawing",
    "model.digits.survey",
    "model.my_digits.digit",
    "model.my_digits.person_name",
    "model.my_digits.removed",
    "model.training.engine.criterion",
    "model.training.progress",
    "model.numbers.lattice",
    "model.numbers.pieces",
    "model.numbers.signs",
    "model.numbers.swept_row",
    "model.strokes.rubbish",
    "model.training.presets",
    "model.training.recipes",
    "model.training.setup",
    "model.training.log",
    "model.training.cards",
    "model.training.optimizers.schedules",
    "model.training.step.next_step",
    "model.training.step.rule",
    "model.training.step.training_step",
    "model.training.step.weight",
    "model.json_records",
}


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imported_modules(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names.add(node.module or "")
    return names


def test_the_model_knows_neither_qt_nor_the_window() -> None:
    imported = {path: imported_modules(path) for path in (ROOT / "model").rglob("*.py")}
    foreign = {"PySide6", "pyqtgraph", "lenet_gui"}
    assert not [path for path, names in imported.items() if foreign & {name.split(".")[0] for name in names}]


def test_views_know_data_not_the_network() -> None:
    folders = [init.parent for init in (ROOT / "lenet_gui").glob("*/__init__.py") if init.parent.name not in NOT_VIEWS]
    imported = {
        path.relative_to(ROOT / "lenet_gui").with_suffix("").as_posix(): {
            name for name in imported_modules(path) if name.split(".")[0] in {"model", "torch"}
        }
        for folder in folders
        for path in folder.rglob("*.py")
    }
    assert len(imported) > 100
    too_much = {name: names - VIEWS_MAY_IMPORT for name, names in imported.items() if names - VIEWS_MAY_IMPORT}
    wrong = {name: names for name, names in too_much.items() if name not in WIRING}
    assert not wrong, "leave it to a controller or a service; if it is plain data, VIEWS_MAY_IMPORT lists it"
    assert too_much.keys() == WIRING, "WIRING lists what is gone, or needs no more than a view"
    used = {name for path, names in imported.items() if path not in WIRING for name in names}
    assert used == VIEWS_MAY_IMPORT, "VIEWS_MAY_IMPORT lists what no view imports"


WINDOW = "import lenet_gui.app, lenet_gui.main_window"


@cache
def loaded_by(statement: str, *arguments: str) -> set[str]:
    code = f"import sys; {statement}; print('\\n' + '\\n'.join(sys.modules))"
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    return set(done.stdout.split("\n"))


def test_the_network_is_trained_without_qt_and_without_torchs_compiler() -> None:
    update = "import model.cli.main, model.training.run, model.network.recognise, model.network.weights, torch;"
    update += "from model.training.optimizers.fused import FusedSteps, Optimizer; w = torch.ones(3);"
    update += "w.grad = torch.ones(3); steps = FusedSteps([w], Optimizer.ADAMW); steps.step(0.1)"
    loaded = loaded_by(update)
    assert "torch" in loaded
    assert "torch._dynamo" not in loaded
    assert not {name for name in loaded if name.startswith(("PySide6", "pyqtgraph", "lenet_gui"))}


@pytest.mark.parametrize("package", ["model", "lenet_gui"])
def test_numpy_is_kept_to_one_thread_before_it_is_loaded(package: str) -> None:
    assert "numpy" not in loaded_by(f"import os, {package}; assert os.environ['OPENBLAS_NUM_THREADS']")


def test_the_first_window_does_not_wait_for_the_training_window() -> None:
    assert "lenet_gui.training.window" not in loaded_by(WINDOW)


def test_the_window_does_not_wait_for_sweeps() -> None:
    loaded = loaded_by(WINDOW)
    assert not {"lenet_gui.numbers.sweep_strip", "model.numbers.sweep", "model.numbers.sweep_reader"} & loaded


def test_the_window_does_not_wait_for_torch() -> None:
    assert "torch" not in loaded_by(WINDOW)


def test_no_process_has_both_qt_and_torch() -> None:
    """On Windows torch cannot be loaded after Qt (WinError 1114)."""
    processes = "lenet_gui.workers.training_process, lenet_gui.workers.teaching_process"
    assert "PySide6" not in loaded_by(f"import torch, {processes}")


LENET = """
try:
    import model.cli.main
    model.cli.main.main()
except SystemExit as end:
    assert not end.code, end.code
print()
print(*sys.modules, sep="\\n")
"""


@pytest.mark.parametrize("command", ["--help", "recognize", "explain", "evaluate", "recognize --help"])
def test_lenet_loads_torch_only_to_train(command: str, tmp_path: Path) -> None:
    digits = mnist_test().subset(np.arange(20))
    picture = tmp_path / "digit.png"
    Image.fromarray(digits.images[0]).save(picture)
    pair = [str(path) for path in write_pair(tmp_path, digits)]
    rest = {
        "recognize": [str(picture)],
        "explain": [str(picture), "--layer", "C3", "--map", "0"],
        "evaluate": ["--images", pair[0], "--labels", pair[1], "--threads", "2"],
    }
    loaded = loaded_by(f"exec({LENET!r})", *command.split(), *rest.get(command, []))
    assert "model.cli.main" in loaded
    assert not loaded & {"torch", "PySide6", "pyqtgraph"}
    assert ("numpy" in loaded) == (command != "--help")


@pytest.fixture
def strangers(tmp_path: Path) -> Path:
    """A folder with packages and a module of names that this program uses too."""
    for name in ("model", "resources", "selectors"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("raise SystemExit('somebody else ran')")
    Image.fromarray(mnist_test().images[1]).save(tmp_path / "two.png")
    return tmp_path


@pytest.mark.parametrize(("command", "options"), [("lenet", ["recognize", "two.png"]), ("lenet-gui", ["--version"])])
def test_an_installed_command_finds_its_own_packages(strangers: Path, command: str, options: list[str]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    module, function = (project["scripts"] | project["gui-scripts"])[command].split(":")
    code = f"import sys; from {module} import {function}; sys.exit({function}({options}))"
    (strangers / "selectors" / "__init__.py").unlink()  # Python itself would find it, as the path asks it to
    environment = {**os.environ, "PYTHONPATH": f"{strangers}{os.pathsep}{ROOT}"}
    subprocess.run([sys.executable, "-P", "-c", code], check=True, cwd=strangers, env=environment)


def test_python_m_model_imports_nothing_from_the_current_folder(strangers: Path) -> None:
    (strangers / "model" / "__init__.py").unlink()  # a folder alone is no package that would come first
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "model", "recognize", "two.png"]
    subprocess.run(command, check=True, cwd=strangers, env=environment)
