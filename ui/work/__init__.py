"""Work in threads that outlives a rerun: questions, ingests, models, briefs."""
