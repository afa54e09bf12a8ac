"""Question to passages and evidence: time words, fusion, recency, copies, caps, sentences."""
