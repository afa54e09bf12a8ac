"""The question box and the answer."""
