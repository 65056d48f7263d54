"""A stale post gone through again as itself: what is out of date, the new words, and the edits that alone are written."""
