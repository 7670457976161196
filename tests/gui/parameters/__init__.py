"""Tests of ``lenet_gui.parameters``."""
