"""重大行政决策, and what the public says of a draft."""
