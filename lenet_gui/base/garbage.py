"""Python's garbage collection, between two events of the GUI thread only."""

import gc

from PySide6.QtCore import QObject, Qt, Slot

from lenet_gui.base.timers import timer

EVERY_MS = 200


class GarbageCollector(QObject):
    """Collects what is due, now and then, instead of Python.

    Python collects in whichever thread happens to make the next object. Among the garbage may be Qt's own objects, such
    as a window that was closed, or its timers. Destroyed by a worker while the GUI thread handles an event, they may
    end the program with a segmentation fault.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        due = timer(self, EVERY_MS, self._collect, repeats=True)
        due.setTimerType(Qt.TimerType.CoarseTimer)
        due.start()

    @Slot()
    def _collect(self) -> None:
        """The oldest generation that is due by Python's own thresholds, and those younger; with 0, one never is."""
        due = [0 < most < count for count, most in zip(gc.get_count(), gc.get_threshold(), strict=True)]
        if any(due):
            gc.collect(max(generation for generation, is_due in enumerate(due) if is_due))
