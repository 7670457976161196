"""The window: PySide6 views over :mod:`model`, which knows nothing of them."""
