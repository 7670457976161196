"""Tests of ``lenet_gui.base``."""
