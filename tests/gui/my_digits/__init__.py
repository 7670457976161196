"""Tests of ``lenet_gui.my_digits``."""
