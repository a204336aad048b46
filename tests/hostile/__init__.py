"""Files that are built to keep a reader busy, each below one megabyte; made when a test asks."""
