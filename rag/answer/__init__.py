"""Evidence to an answer: admitting, prompting, drafting, extracting, assembling. Mostly pure."""
