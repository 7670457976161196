"""Tests of ``lenet_gui.menus``."""
