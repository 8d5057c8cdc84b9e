"""How a notice reaches a person: words, channels, in-app."""
