"""The suites that come with Dateline, as data: one JSON Lines file each."""
