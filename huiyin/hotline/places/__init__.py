"""地名库: the agency's own list of streets, communities, roads and facilities."""
