"""Other frameworks' answers with citations, on the same articles, embedder and language model: one module each."""
