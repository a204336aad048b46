"""Working with a database that is slow, silent, away or behind a pooler."""
