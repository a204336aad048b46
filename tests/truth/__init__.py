"""What must be so in any account of a bureau that claims to be true: rules over all records.

`HUIYIN_HOME=… python -m tests.truth` asks a copy of the demonstration and prints `rule TAB fault`
lines. A rule yields what contradicts it; `tests/test_demonstration_truth.py` proves of each that it
finds its own kind of lie.
"""
