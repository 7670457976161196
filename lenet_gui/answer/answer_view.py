"""The answer: the digit in large, its penalty and margin."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lenet_gui.answer.f6_view import F6View
from lenet_gui.base import theme
from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.base.elided_label import ElidedLabel
from model.network.recognition import Recognition, Verdict
from model.network.records import Rejection


class AnswerView(QWidget):
    """The winning digit beside F6's picture, its penalty, the runner-up and the margin; or why there is no answer."""

    def __init__(self, scale: ActivationScale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = False
        self._limits: Rejection | None = None
        self._digit = ElidedLabel(self.tr("Digit"), quiet=False, sample="0", centred=True)
        self._digit.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        font = self._digit.font()
        font.setPointSizeF(font.pointSizeF() * 4.5)
        font.setBold(True)
        self._digit.setFont(font)
        self._words = ElidedLabel(self.tr("Answer in words"), quiet=False, centred=True)
        self._penalty = ElidedLabel(self.tr("Penalty"), quiet=True, centred=True)
        self._margin = ElidedLabel(self.tr("Margin"), quiet=True, centred=True)
        self.f6 = F6View(scale)
        top = QHBoxLayout()
        top.addStretch(1)
        top.addWidget(self._digit)
        top.addSpacing(12)
        top.addWidget(self.f6)
        top.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 4)
        layout.setSpacing(2)
        layout.addLayout(top)
        layout.addWidget(self._words)
        layout.addWidget(self._penalty)
        layout.addWidget(self._margin)
        self.setAccessibleName(self.tr("Answer"))
        self._colour()
        self._say("·", self.tr("The network is loading ..."))

    @property
    def text(self) -> str:
        """All texts of the view in one line."""
        return " ".join(f"{self._digit.text} {self._words.text} {self._penalty.text} {self._margin.text}".split())

    def show_recognition(self, answer: Recognition) -> None:
        """Show an answer."""
        self.f6.show_recognition(answer)
        second = answer.ranking[1]
        penalty = self.tr("penalty {penalty}").format(penalty=f"{answer.penalty:.1f}")
        margin = self.tr("margin {margin} to {second}").format(margin=f"{answer.margin:.1f}", second=second)
        if answer.verdict is Verdict.BLANK:
            self._say("–", self.tr("Nothing drawn"))
        elif answer.verdict is Verdict.SEVERAL:
            digits = " ".join(map(str, answer.several))
            self._say("?", self.tr("Several digits: {digits}. Draw one at a time").format(digits=digits))
        elif answer.verdict is Verdict.UNSURE:
            either = self.tr("{digit} or {second}? Too close to call").format(digit=answer.digit, second=second)
            self._say("?", either, penalty, margin)
        elif answer.verdict is Verdict.NO_DIGIT:
            self._say("?", self.tr("Not a digit (nearest: {digit})").format(digit=answer.digit), penalty, margin)
        else:
            template = self.tr("Read as {digit}, changed") if answer.changes else self.tr("Read as {digit}")
            self._say(str(answer.digit), template.format(digit=answer.digit), penalty, margin)
        known = answer.verdict is Verdict.DIGIT
        if known is not self._known:
            self._known = known
            self._colour()
        if answer.rejection is not self._limits:
            self._tell_limits(answer.rejection)

    def _tell_limits(self, rejection: Rejection) -> None:
        self._limits = rejection
        text = self.tr(
            "The ten digits and rubbish share 100 % between them (the posterior of eq. 9): the smaller a penalty, the "
            "larger its share. Rubbish counts as a penalty of {rubbish}. An answer needs {least} % or more."
        )
        least = f"{100 * rejection.least_share:.0f}"
        self.setToolTip(text.format(rubbish=f"{rejection.rubbish_penalty:.0f}", least=least))

    def _say(self, digit: str, words: str, penalty: str = "", margin: str = "") -> None:
        changed = words != self._words.text
        self._digit.set_text(digit)
        self._words.set_text(words)
        self._penalty.set_text(penalty)
        self._margin.set_text(margin)
        if changed:
            self.setAccessibleDescription(words)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def _colour(self) -> None:
        base = self.palette()
        palette = QPalette(base)
        palette.setColor(QPalette.ColorRole.WindowText, theme.accent(base) if self._known else theme.quiet(base))
        self._digit.setPalette(palette)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._colour()
        super().changeEvent(event)
