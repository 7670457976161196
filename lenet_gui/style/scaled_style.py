"""The program's style, with boxes to check that are as large as the text beside them."""

from PySide6.QtWidgets import QProxyStyle, QStyle, QStyleOption, QWidget

_Metric = QStyle.PixelMetric
_SCALED = frozenset(
    (
        _Metric.PM_IndicatorWidth,
        _Metric.PM_IndicatorHeight,
        _Metric.PM_ExclusiveIndicatorWidth,
        _Metric.PM_ExclusiveIndicatorHeight,
    )
)


class ScaledStyle(QProxyStyle):
    """Fusion knows the size of the screen's pixels, but not that a person chose another size of text."""

    def __init__(self, name: str, percent: int) -> None:
        super().__init__(name)
        self._percent = percent

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        usual = super().pixelMetric(metric, option, widget)
        return usual * self._percent // 100 if metric in _SCALED else usual
