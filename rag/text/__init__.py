"""What a text says, in exact pieces: sentences, words, marks, numbers, dates, names, speakers. Pure functions."""
