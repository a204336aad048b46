"""Try every move of a workflow: from every state, with and without every right, by everybody.

A `Trial` is the table of one kind of matter: a `Row` for each move, a `Start` for each way to
make a new one, and the way to each state. `Stage` brings one matter to each state by real moves, and
`faults` tries everything against the table. Each attempt is rolled back, so that one matter a
state is enough. `survivors` breaks each rule on purpose, and names what the table would not have noticed.
"""

from .faults import faults
from .mutants import survivors
from .stage import Stage, declared_rights
from .tables import (
    CLERK,
    EVERYBODY,
    STRANGER,
    SYSTEM,
    VISITOR,
    Grants,
    Person,
    Rights,
    Row,
    Scene,
    Start,
    Trial,
    also_elsewhere,
    of_the_unit,
    someone,
    stays,
)

__all__ = [
    "CLERK",
    "EVERYBODY",
    "STRANGER",
    "SYSTEM",
    "VISITOR",
    "Grants",
    "Person",
    "Rights",
    "Row",
    "Scene",
    "Stage",
    "Start",
    "Trial",
    "also_elsewhere",
    "declared_rights",
    "faults",
    "of_the_unit",
    "someone",
    "stays",
    "survivors",
]
