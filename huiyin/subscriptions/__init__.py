"""订阅: readers who are told by e-mail of what is new."""
