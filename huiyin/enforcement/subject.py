"""Inspections in the register of subjects: at the desk alone, whom we inspected is not published."""

from huiyin.subjects.kinds import Holder, Kind, declare
from huiyin.subjects.models import SubjectKind

from .models import Inspection


def holder(inspection: Inspection) -> Holder:
    """The business by its one code."""
    return Holder(
        SubjectKind(inspection.holder_kind),
        inspection.holder_name,
        inspection.planned_on,
        uscc=inspection.holder_uscc,
    )


declare(
    Kind(
        "行政检查",
        Inspection,
        holder,
        lambda inspection: (inspection.title, inspection.reference, inspection.planned_on),
    )
)
