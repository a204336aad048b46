"""校对: what is wrong with a text before it goes public. Pure functions, text in, findings out.

`run(Document, Context)` applies every check; `read(html)` makes the body of a document;
`repair(html, finding)` puts a suggestion in its place.
"""

from .document import Attachment, Body, Context, Document, Term, Unseen
from .engine import run
from .finding import LABELS, Finding, Severity, Where
from .reading import read
from .registry import RULES, Rule
from .repair import MovedError, repair
from .wording import built_in

__all__ = [
    "LABELS",
    "RULES",
    "Attachment",
    "Body",
    "Context",
    "Document",
    "Finding",
    "MovedError",
    "Rule",
    "Severity",
    "Term",
    "Unseen",
    "Where",
    "built_in",
    "read",
    "repair",
    "run",
]
