"""Tests of ``model.training``."""
