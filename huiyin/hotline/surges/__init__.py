"""苗头: what boils up at a place, seen against its own usual weeks, and taken together in one main case."""
