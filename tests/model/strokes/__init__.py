"""Tests of ``model.strokes``."""
