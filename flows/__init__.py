"""When: the order of the steps, what makes them durable, and the `masthead` command."""
