"""A stale post refreshed in order: chosen, briefed, drafted where it needs it, approved, and written as the same post."""
