"""Measurements on the machine at hand. `python -m bench` runs all, each in a process of its own.

A measurement is a module with `run() -> dict` of plain figures; what they are held against is in
`targets.py`. A slow machine misses targets, which is no failure; a measurement that breaks off, or
lacks a figure that has a line in the table, is named at the end and fails the whole.
"""
