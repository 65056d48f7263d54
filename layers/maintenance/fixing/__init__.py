"""Layer 5, second half: findings -> fixes that a person can read, edit and take back. Nothing here writes to a site."""
