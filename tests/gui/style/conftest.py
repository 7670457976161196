"""What tests of the style share."""

import pytest
from PySide6.QtWidgets import QApplication

from lenet_gui.base.colour_scheme import ColourScheme


@pytest.fixture(params=["light", "dark"])
def _scheme(request: pytest.FixtureRequest, qapp: QApplication) -> None:
    ColourScheme(qapp).choose(request.param)
    QApplication.processEvents()
