"""Tests of ``lenet_gui.drawings``."""
