"""The Streamlit app. It shows what `rag` returns and holds no logic of retrieval or answering."""
