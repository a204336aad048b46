"""校对: what is wrong with a text before it goes public; the office's own list of terms."""
