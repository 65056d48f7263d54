"""Fixes in order: planned from an audit, approved, applied one object at a time, verified, and taken back."""
