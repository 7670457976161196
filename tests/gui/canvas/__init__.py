"""Tests of ``lenet_gui.canvas``."""
