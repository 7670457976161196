"""The window in another language: lupdate collects every text as it is asked for, and no view keeps an English one.

The language is made up: English in Cyrillic letters.
"""

import ast
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

import PySide6
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QObject, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QComboBox, QTabBar, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from lenet_gui.activity.activities import of_teaching
from lenet_gui.base.translate import load_translation, tr
from lenet_gui.main_window import MainWindow
from lenet_gui.story.card import show_card
from lenet_gui.story.terms import Term
from lenet_gui.style.spoken import Spoken
from lenet_gui.teaching.outcome_view import Pair
from lenet_gui.teaching.words import warning_of, words_of
from model.network.taught import TaughtDigit, TeachingRound
from tests.gui.conftest import AnswerOf
from tests.gui.fitting import visible_widgets
from tests.gui.numbers.writing import write
from tests.gui.painted import texts_painted
from tests.gui.states import BESIDE, STATES, bring_to, open_beside
from tests.model.hand import written
from tests.test_wall import ROOT

LANGUAGE = QLocale("de_DE")
_CYRILLIC = {ord(first) + k: cyrillic + k for first, cyrillic in (("A", 0x410), ("a", 0x430)) for k in range(26)}
_KEPT = re.compile(r"(\{[^}]*\}|<[^>]*>|&\w+;|\(\*[^)]*\))")
"""Placeholders, tags, entities and file filters."""


def tool(name: str) -> str:
    """A program that comes with Qt for Python."""
    found = shutil.which(name, path=PySide6.__path__[0])
    assert found is not None
    return found


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What lupdate finds, as CONTRIBUTING.md says to call it."""
    path = tmp_path_factory.mktemp("translations") / "lenet_de.ts"
    command = [tool("lupdate"), "-extensions", "py", "lenet_gui", "model", "-ts", str(path)]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    return path


def in_cyrillic(text: str) -> str:
    return "".join(part if _KEPT.fullmatch(part) else part.translate(_CYRILLIC) for part in _KEPT.split(text))


@pytest.fixture(scope="module")
def translation(collected: Path) -> Path:
    """The folder of a translation of every text."""
    tree = ElementTree.parse(collected)
    for message in tree.iter("message"):
        (translated,) = message.iter("translation")
        translated.attrib.clear()
        translated.text = in_cyrillic(message.findtext("source", ""))
    tree.write(collected, encoding="utf-8")
    subprocess.run([tool("lrelease"), str(collected)], check=True, capture_output=True)
    return collected.parent


@pytest.fixture
def translated(translation: Path, qapp: QApplication) -> Iterator[None]:
    load_translation(qapp, translation, LANGUAGE)
    loaded = qapp.findChildren(QTranslator)
    assert len(loaded) == 2
    yield
    for each in loaded:
        qapp.removeTranslator(each)
        each.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.mark.parametrize("language", ["de_DE", "en_US"])
def test_without_a_translation_nothing_is_loaded(qapp: QApplication, translation: Path, language: str) -> None:
    load_translation(qapp, translation / "gone" if language == LANGUAGE.name() else translation, QLocale(language))
    assert not qapp.findChildren(QTranslator)
    assert tr("no digit") == "no digit"


IN_GERMANY = """
import sys
from pathlib import Path
from lenet_gui import app
from lenet_gui.base.form_fields import Count, ExactSpinBox
from lenet_gui.base.translate import tr
from lenet_gui.training.forms.fields import DecadesSpinBox
app.asset = lambda *parts: Path(sys.argv[1])
application = app.make_application()
print(ascii(tr("no digit")))
for field in (Count((0, 60_000)), ExactSpinBox((0.0, 100.0), decimals=2), DecadesSpinBox((1e-6, 1.0))):
    field.set_exact(field.maximum() / 8)
    print(field.text())
"""


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there the environment does not say the language")
def test_the_program_starts_in_the_systems_language_and_fields_write_figures_as_texts_do(translation: Path) -> None:
    environment = {**os.environ, "LC_ALL": "de_DE.UTF-8", "LANGUAGE": "", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", IN_GERMANY, str(translation)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT, env=environment)
    assert done.stdout.splitlines() == [ascii(in_cyrillic("no digit")), "7,500", "12.50", "0.125"]


# Collected


class Asked(ast.NodeVisitor):
    """The texts that a module asks for, as (context, text), and calls that lupdate would misunderstand."""

    def __init__(self) -> None:
        self.texts: set[tuple[str, str]] = set()
        self.wrong: list[str] = []
        self._classes = [""]

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._classes.append(node.name)
        self.generic_visit(node)
        self._classes.pop()

    def visit_Call(self, node: ast.Call) -> None:
        match node:
            case ast.Call(func=ast.Name(id="tr" | "QT_TR_NOOP"), args=[ast.Constant(value=str(text))]):
                self.texts.add(("", text))
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="self"), attr="tr"), args=[ast.Constant(value=str(text))]
            ):
                self.texts.add((self._classes[-1], text))
            case ast.Call(func=ast.Name(id="tr"), args=[ast.Name() | ast.Attribute() | ast.Subscript()]):
                pass  # marked with QT_TR_NOOP where it stands
            case ast.Call(func=ast.Name(id="tr" | "QT_TR_NOOP") | ast.Attribute(attr="tr")):
                self.wrong.append(f"line {node.lineno}: {ast.unparse(node)}")
        self.generic_visit(node)


def test_every_text_is_collected_in_the_context_in_which_it_is_asked_for(collected: Path) -> None:
    found = {
        (context.findtext("name", ""), message.findtext("source", ""))
        for context in ElementTree.parse(collected).iter("context")
        for message in context.iter("message")
    }
    asked: set[tuple[str, str]] = set()
    wrong: list[str] = []
    for path in sorted(each for folder in ("lenet_gui", "model") for each in (ROOT / folder).rglob("*.py")):
        source, visitor = path.read_text(encoding="utf-8"), Asked()
        if re.search(r"\b(tr|QT_TR_NOOP)\(", source):
            visitor.visit(ast.parse(source))
        asked |= visitor.texts
        wrong += [f"{path.relative_to(ROOT)}, {each}" for each in visitor.wrong]
    assert not wrong, "\n".join(wrong)
    assert len(asked) > 1000
    assert sorted(asked) == sorted(found)


# Shown


_ENGLISH = re.compile(r"\b[A-Za-z]{2,}\b")
_NOT_SHOWN = {"objectName", "styleSheet", "windowFilePath", "html", "inputMask", "accessibleIdentifier", "windowRole"}
_GERMAN_KEYS = {"Strg", "Umschalt", "Entf", "Alt", "Links", "Rechts"}
_SAME = {"INPUT", "OUTPUT", "LeNet", "MNIST", "CPU", "cpu", "tanh", "me"} | _GERMAN_KEYS
"""In every language; "me" is the name of the first person."""


def properties_of(shown: QObject) -> Iterator[str]:
    kind = shown.metaObject()
    for index in range(kind.propertyCount()):
        name = str(kind.property(index).name())  # typed as bytes
        value = shown.property(name) if name not in _NOT_SHOWN else None
        if isinstance(value, str):
            yield value


def texts_of(window: QWidget) -> Iterator[str]:
    """All texts of a window that can be seen, pointed at or heard."""
    yield from texts_painted(window)
    for action in window.findChildren(QAction):
        yield from properties_of(action)
    for widget in (window, *visible_widgets(window)):
        yield from properties_of(widget)
        if isinstance(widget, QComboBox):
            yield from (widget.itemText(index) for index in range(widget.count()))
        if isinstance(widget, QTabBar):
            yield from (widget.tabText(index) + widget.tabToolTip(index) for index in range(widget.count()))
        if isinstance(widget, Spoken):
            yield widget.spoken_value()


WRITTEN_IN_TR = "a text must be written out within self.tr(), or within tr() of lenet_gui/base/translate.py"


def english_in(window: QWidget) -> set[str]:
    plain = {re.sub(r"<[^>]*>|&\w+;", " ", text).replace("&", "") for text in texts_of(window)}
    return {text for text in plain if set(_ENGLISH.findall(text)) - _SAME}


@pytest.mark.usefixtures("translated")
@pytest.mark.parametrize("state", [*STATES, "number", "activity"])
def test_no_english_is_left_in_the_main_window(drawn: MainWindow, answer_of: AnswerOf, state: str) -> None:
    bring_to(drawn, answer_of, state)
    if state == "penalty":
        drawn.drawer.why.rival.activated.emit(9)
    elif state == "number":
        answer_of(lambda: write(drawn, "2026", left=0.08, height=0.27))
        drawn.numbers.show_how()
        drawn.numbers.sweep.wanted.trigger()
    elif state == "activity":
        taught = TeachingRound(judged=22, right_before=20, right_after=22, share=1.0)
        drawn.footer.activity.show_activities([of_teaching(0.5, None, 0), of_teaching(None, taught, 0)])
    assert not english_in(drawn), WRITTEN_IN_TR


@pytest.mark.usefixtures("translated")
@pytest.mark.parametrize("name", [*BESIDE, "outcome"])
def test_no_english_is_left_in_the_other_windows(drawn: MainWindow, qtbot: QtBot, name: str) -> None:
    window = open_beside(drawn, qtbot, "my digits" if name == "outcome" else name)
    if name == "outcome":
        doubt = TaughtDigit("k", 4, 4, 4, looks_like=9, left_out=True)
        taught = TeachingRound(judged=22, right_before=20, right_after=22, share=0.5, each=(doubt,))
        pair = Pair(("A", "B"), (1234, 1239), 1250, (0.49, 0.51), [], "")
        bar = drawn.my_digits.show_window().teach_bar
        bar.show_outcome(pair, words_of(taught), warning_of(taught), True)
        bar.doubts.show_doubts([(written(1)[4], doubt)])
    found = english_in(window)
    for tabs in window.findChildren(QTabWidget):
        for index in range(1, tabs.count() if tabs.isVisible() else 0):
            tabs.setCurrentIndex(index)
            found |= english_in(window)
    assert not found, WRITTEN_IN_TR


@pytest.mark.usefixtures("translated")
@pytest.mark.parametrize("term", Term)
def test_no_english_is_left_in_cards(qtbot: QtBot, term: Term) -> None:
    view = QWidget()
    qtbot.addWidget(view)
    view.show()
    assert not english_in(show_card(term, view, view.rect())), WRITTEN_IN_TR
