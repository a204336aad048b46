"""联系、回访、重办: their rates, terms and letters."""
