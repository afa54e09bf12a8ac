"""Measuring: suites over data given by path, metrics with intervals, stored runs."""
