"""Tests of ``model.teaching``."""
