"""Every write to the plan of work, to its documents and terms."""

from .carrying import carry
from .documents import Taking, register, take
from .documents import amend as amend_document
from .documents import void as void_document
from .issuing import assistants_of, follow_task, issue
from .plans import amend, drop, enter, enter_many, finish, resume, units, void, workflow
from .progress import confirm, report, report_done, send_back
from .terms import TERMS

__all__ = [
    "TERMS",
    "Taking",
    "amend",
    "amend_document",
    "assistants_of",
    "carry",
    "confirm",
    "drop",
    "enter",
    "enter_many",
    "finish",
    "follow_task",
    "issue",
    "register",
    "report",
    "report_done",
    "resume",
    "send_back",
    "take",
    "units",
    "void",
    "void_document",
    "workflow",
]
