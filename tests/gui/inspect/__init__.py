"""Tests of ``lenet_gui.inspect``."""
