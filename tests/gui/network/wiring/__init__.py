"""Tests of ``lenet_gui.network.wiring``."""
