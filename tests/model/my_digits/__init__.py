"""Tests of ``model.my_digits``."""
