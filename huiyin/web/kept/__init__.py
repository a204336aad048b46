"""Public pages and values kept in memory, and the door that answers from it before Django does."""
