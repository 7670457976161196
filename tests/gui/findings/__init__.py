"""Tests of ``lenet_gui.findings``."""
