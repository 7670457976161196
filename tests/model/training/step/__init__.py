"""Tests of ``model.training.step``."""
