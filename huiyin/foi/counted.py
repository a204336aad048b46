"""The register of applications as figures see it: itself, and what is joined to it."""

from huiyin.figures.registry import Ledger

from .models import Application

APPLICATIONS = Ledger(
    Application,
    begins="received_on",
    facts={
        "answered_on": ("decision",),
        "correction_asked_on": (),
        "correction_received_on": (),
    },
    traits=("applicant_kind",),
    limits=("due_on",),
)
REMEDIES = Ledger(
    Application,
    begins="remedies__filed_on",
    facts={"remedies__decided_on": ("remedies__outcome",)},
    traits=("remedies__kind",),
)
"""One row a proceeding: an application that is contested twice stands in it twice."""
FEES = Ledger(Application, begins="fees__noticed_on", facts={"fees__paid_on": ()})
