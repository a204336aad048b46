"""诉求分类: the tree that requests are sorted into, kept by the office; never rewritten, only versioned."""
