"""Tests of ``lenet_gui.style``."""
