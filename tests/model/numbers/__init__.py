"""Tests of ``model.numbers``."""
