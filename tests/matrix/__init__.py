"""Every address of the desk × every post × two agencies: the world, the asking, the table."""
