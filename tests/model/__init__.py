"""Tests of the engine, package ``model``: no window."""
