"""The kernels of C1 and C3."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.parameters.kernels.picture import c1_kernels, c3_kernels
from lenet_gui.parameters.kernels.table import KernelTable
from lenet_gui.parameters.scale_bar import ScaleBar
from lenet_gui.parameters.section import heading, page_of
from model.network.parameters import Parameters
from model.network.recognition import Recognition
from model.network.wiring import Unit


class KernelsPage(QWidget):
    """C1's six kernels above C3's sixty, arranged as in the paper's Table I.

    Signals:
        chosen: the layer and map that the person chose.
    """

    chosen = Signal(str, int)

    def __init__(self, scale: ActivationScale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.c1 = KernelTable(scale, self.tr("C1: six kernels on INPUT"), c1_kernels())
        self.table_i = KernelTable(scale, self.tr("C3: sixty kernels on the S2 maps, Table I"), c3_kernels())
        self.c1_scale, self.c3_scale = ScaleBar(scale), ScaleBar(scale)
        c1_title = self.tr("C1: six kernels, all on INPUT")
        c3_title = self.tr("C3, the paper's Table I: each column is a C3 map, with a kernel for each S2 map it reads")
        self.setLayout(
            page_of(heading(c1_title, self.c1_scale), (self.c1, 2), heading(c3_title, self.c3_scale), (self.table_i, 7))
        )
        for table in (self.c1, self.table_i):
            table.chosen.connect(self.chosen)

    def show_parameters(self, parameters: Parameters) -> None:
        """Show kernels, each layer on its own scale."""
        self.c1.show_kernels(c1_kernels(parameters), self.c1_scale.fit(parameters.c1_weight))
        self.table_i.show_kernels(c3_kernels(parameters), self.c3_scale.fit(parameters.c3_weight))

    def show_recognition(self, answer: Recognition) -> None:
        """Show an answer's maps in the heads."""
        self.c1.show_recognition(answer)
        self.table_i.show_recognition(answer)

    def choose(self, unit: Unit | None) -> None:
        """Highlight a unit's map."""
        for table in (self.c1, self.table_i):
            table.mark(unit)
