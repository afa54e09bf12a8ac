"""What several pages show: citations, sources, escapes, style."""
