"""Tests of ``lenet_gui.why``."""
