"""行政许可办件: an application for a licence from its receipt to the service of the decision."""
