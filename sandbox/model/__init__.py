"""A stand-in for the Claude API that computes its answers from the documents of the request. It is no writer."""

from sandbox.model.server import KEY, MARK, Running, start

__all__ = ["KEY", "MARK", "Running", "start"]
