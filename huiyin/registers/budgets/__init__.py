"""预算决算: the tables, their rows and their sums."""
