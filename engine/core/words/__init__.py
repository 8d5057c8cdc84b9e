"""The words of every message, one file per subject, each with a table WORDS: code -> (id, en)."""
