"""What answers: Dateline, plainer ways, other frameworks, with replies kept."""
