"""Django's engine for PostgreSQL, with time limits, and without session state that a pooler would
lose.
"""
