"""Stand-ins for the outside world: real WordPress sites on loopback, a rehearsal model and a saved web.

Nothing here imports the layers, the flows or the templates: what is tested must not also be the judge.
"""
