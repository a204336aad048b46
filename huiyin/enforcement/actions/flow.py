"""What all moves of an inspection share: its workflow, what follows from its entry."""

from collections.abc import Sequence

from huiyin.audit.actors import Actor
from huiyin.casework import numbering
from huiyin.casework.workflow import Workflow
from huiyin.enforcement import caps, subject  # noqa: F401 - subject declares the kind
from huiyin.enforcement.models import Inspection
from huiyin.subjects import actions as subjects

State = Inspection.State
NUMBERS = numbering.declare("RQ", "enforcement", 5)


def _begin(inspections: Sequence[Inspection], actor: Actor) -> None:
    """Its business in the register of subjects; the cap, which a table may fill at once."""
    subjects.begin(inspections, actor)
    caps.mark(inspections)
    caps.hold(inspections)


workflow = Workflow(Inspection, began=_begin)
