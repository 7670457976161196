"""Tests of ``lenet_gui.training.choice``."""
