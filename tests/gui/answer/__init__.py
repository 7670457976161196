"""Tests of ``lenet_gui.answer``."""
