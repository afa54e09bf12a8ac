"""Briefs for other eyes: JSON, Markdown, a page, a letter, a feed. Text from articles is escaped for each."""
