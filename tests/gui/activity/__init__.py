"""Tests of ``lenet_gui.activity``."""
