"""依申请公开的文书: every letter of an application, from its wording to the archive.

`draw` makes a draft as Word and PDF, `freeze` numbers and seals it, `case_file` puts the whole
case into one PDF. `needs` tells what the desk has to ask the clerk.
"""

from huiyin.letters.issuing import content

from .case_file import case_file
from .drawing import draw, freeze, needs, redraw
from .kinds import FAMILY, KINDS, Kind
from .remedies import Way, way

__all__ = [
    "FAMILY",
    "KINDS",
    "Kind",
    "Way",
    "case_file",
    "content",
    "draw",
    "freeze",
    "needs",
    "redraw",
    "way",
]
