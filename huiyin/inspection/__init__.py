"""网站自查: what an inspection would find, found first."""
