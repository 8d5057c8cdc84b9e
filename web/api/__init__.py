"""The JSON API under /api/v1: each verb and list of `engine.app.Application`, for whom it is."""
