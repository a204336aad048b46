"""依申请公开的文书: every letter of an application, from its wording to the archive.

`draw` makes a draft as Word and PDF, `freeze` numbers and seals it, `case_file` puts the whole
case into one PDF. `needs` tells what the desk has to ask the clerk.
"""

from .case_file import case_file
from .drawing import content, draw, freeze, needs, redraw
from .kinds import KINDS, Kind, template, template_key
from .remedies import Way, way
from .templates import restore_template, template_faults, upload_template

__all__ = [
    "KINDS",
    "Kind",
    "Way",
    "case_file",
    "content",
    "draw",
    "freeze",
    "needs",
    "redraw",
    "restore_template",
    "template",
    "template_faults",
    "template_key",
    "upload_template",
    "way",
]
