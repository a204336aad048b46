"""Whatever is declared is tried without a line of its own."""
