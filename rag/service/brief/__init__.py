"""Briefs, step by step: inputs, events, writing, and the run that calls them in order."""
