"""Tests of ``lenet_gui.training.curves``."""
