"""Tests of ``model.digits.photo``."""
