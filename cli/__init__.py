"""The `sopan` command."""
