"""Tests of ``model.training.engine``."""
