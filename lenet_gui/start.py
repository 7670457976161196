"""The program's entry: ``lenet-gui``, and ``python main.py``."""

import gc
import importlib
import importlib.util
import sys
from collections.abc import Sequence
from threading import Lock
from types import ModuleType

_LOCK = Lock()


class _Later(ModuleType):
    """Stands for a module until one of its names is used, on whichever thread; only then is that imported."""

    def __getattr__(self, name: str) -> object:
        with _LOCK:
            if sys.modules.get(self.__name__) is self:
                del sys.modules[self.__name__]
        vars(self).update(vars(importlib.import_module(self.__name__)))
        module: ModuleType = self
        module.__class__ = ModuleType
        return getattr(module, name)


def import_when_used(name: str) -> None:
    """From now on ``import name`` takes no time: the module is imported when one of its names is first used."""
    spec = None if name in sys.modules else importlib.util.find_spec(name)
    if spec is not None:
        later: ModuleType = importlib.util.module_from_spec(spec)
        sys.modules[name] = later
        later.__class__ = _Later
        del later.__path__  # whoever imports a part of it needs all of it


def leave_sources_unread() -> None:
    """Keep Qt for Python from reading the source of every module that is imported from now on.

    It looks for the name of its package there, since only modules with it could use another spelling of Qt's names
    (``from __feature__ import``), which none does here. So it is told that all might.
    """
    importlib.import_module("PySide6.QtCore")  # brings the part that reads
    reader = vars(sys.modules.get("shibokensupport.feature", ModuleType("none")))
    if "_mod_uses_pyside" in reader:
        reader["_mod_uses_pyside"] = lambda _module: True


def prepare() -> None:
    """What makes the start quick; before anything else of the program is imported."""
    # Imported objects stay, so searching them for garbage is wasted time. The window turns the collector on again once
    # its weights are loaded.
    gc.disable()
    # It takes half as long as all of Qt, and a window without ink does without. Whoever reads the weights imports it.
    import_when_used("numpy")
    leave_sources_unread()


def main(argv: Sequence[str] | None = None) -> int:
    """Run the window until it is closed; returns the exit status."""
    from model.cli.ctrl_c import end_at_ctrl_c

    end_at_ctrl_c()  # until the window is there, and is closed by it
    prepare()
    try:
        from lenet_gui.app import main
    except ImportError as problem:
        if not (problem.path or "").endswith((".so", ".pyd")):
            raise
        # Qt lacks a library of the system, as on a bare server.
        print(f"lenet-gui: {problem}; the README lists the libraries that Qt needs", file=sys.stderr)
        return 2

    return main(argv)
