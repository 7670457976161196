"""Tests of ``lenet_gui.workers``."""
