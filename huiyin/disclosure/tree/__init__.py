"""The tree of the portal: agencies, columns and documents, how they are released, counted and found."""
