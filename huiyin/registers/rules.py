"""Rights that are the same in every special register."""

VOID = "registers.void_register"
