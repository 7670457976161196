"""Tests of ``lenet_gui.training.runs``."""
