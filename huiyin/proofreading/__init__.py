"""校对: faults of a text before publication; the office's own list of terms."""
