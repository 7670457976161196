"""Tests of ``lenet_gui.teaching``."""
