"""Tests of ``lenet_gui.keeping``."""
