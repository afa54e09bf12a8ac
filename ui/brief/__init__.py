"""A brief on the page."""
