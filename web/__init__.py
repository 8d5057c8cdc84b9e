"""The JSON API (pages come later)."""
