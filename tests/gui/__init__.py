"""Tests of ``lenet_gui``."""
