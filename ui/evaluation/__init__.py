"""Runs of suites and cases of one's own on the page."""
