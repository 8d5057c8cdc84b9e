"""What an office does: start, claim, complete, return, escalate."""
