"""专项公开, public side: lists, records, downloads, and the opinions form."""
