"""What a person fills in for the special registers, inside and outside the house."""
