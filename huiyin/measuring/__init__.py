"""How a requirement is measured: one machinery for the inspection of a site and the rubric of an assessment.

A measure is a function by its name, or a figure by its key; it reads and never writes. What is
found is a value, a limit, faults, evidence; each fault costs points, never more than there are.
"""
