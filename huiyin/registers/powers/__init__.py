"""权责清单: what an agency may do, and what the list said before."""
