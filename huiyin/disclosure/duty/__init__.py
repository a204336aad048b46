"""What the law wants published: what is due, what is missing, the guide (条例第十二条)."""
