"""培训清单: what went wrong in a quarter, by unit, as material to learn from; nobody outside is named."""
