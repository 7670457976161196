"""Tests of ``lenet_gui.numbers``."""
