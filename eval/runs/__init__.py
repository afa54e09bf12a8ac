"""Stored runs: their folders, what identifies them, thresholds that they must reach."""
