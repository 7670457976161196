"""What has to be done again when colours or text change."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget


class Dressed(QWidget):
    """Calls ``_dress`` when the palette or the font has changed; whoever derives from it calls it the first time."""

    def _dress(self) -> None:
        """Set what depends on them; not the widget's own palette or font."""
        raise NotImplementedError

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._dress()
        super().changeEvent(event)
