"""Binding sentences to exact characters: splitting, attributing, verifying. Pure functions."""
