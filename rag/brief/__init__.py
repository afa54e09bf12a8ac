"""Articles of a window to stories in order: pure stages, called one after the other by the service."""
