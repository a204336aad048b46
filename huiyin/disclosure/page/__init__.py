"""What the public reads: pages of the tree, a document on paper, what it is related to."""
