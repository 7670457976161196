"""Tests of ``lenet_gui.training.forms``."""
