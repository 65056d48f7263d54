"""Is the audit right? A site with planted defects on real WordPress, read by the audit and by a visitor that knows nothing of it."""
