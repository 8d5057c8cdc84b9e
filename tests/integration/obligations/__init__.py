"""Obligations: what each verb does to them, the two clocks, pauses, what moves them."""
