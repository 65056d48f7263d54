"""SIGKILL from outside at every request and every commit of a run, and what must be true after the next runs."""
