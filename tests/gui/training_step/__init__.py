"""Tests of ``lenet_gui.training_step``."""
