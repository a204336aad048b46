"""Measurements on the machine at hand. `python -m bench` runs all, each in a process of its own.

A measurement is a module with `run() -> dict` of plain figures; what they are held against is in
`targets.py`. Nothing here fails on a slow machine.
"""
