"""Tests of ``lenet_gui.story``."""
