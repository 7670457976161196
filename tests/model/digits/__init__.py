"""Tests of ``model.digits``."""
