"""订阅: readers who get what is new by e-mail."""
