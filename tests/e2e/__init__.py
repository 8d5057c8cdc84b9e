"""A real server, a real Chromium, people at work."""
