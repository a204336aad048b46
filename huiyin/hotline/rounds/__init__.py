"""收集: online doors are looked at in rounds, each recorded; a half-day without one is seen."""
