"""Faults between the program and WordPress at any request of a publish, and what must be true after the next runs."""
