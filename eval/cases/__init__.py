"""The questions that suites ask, and the formats they are read from."""
