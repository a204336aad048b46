"""What can be asked of whom, beside a matter."""

from datetime import date

from django.core.exceptions import ValidationError

from huiyin.casework.faults import refuse
from huiyin.casework.models import Matter
from huiyin.casework.numbering import Numbers
from huiyin.coordination.models import Assignment, Supervision


def begin(asked: Assignment | Supervision, numbers: Numbers, day: date) -> None:
    """What both are when they are new: they can be asked, and have a number.

    Raises:
        ValidationError: by field name.
    """
    asked.subject = asked.subject.strip()
    _check(asked, day)
    is_numbered = not asked.reference
    asked.full_clean(exclude={"reference"} if is_numbered else None)
    if is_numbered:
        numbers.give(asked, day.year)


def _check(asked: Assignment | Supervision, since: date) -> None:
    """Of a unit of the agency that holds the matter or of another agency, until a day to come."""
    if asked.about.agency_id != asked.agency_id:
        raise ValidationError({"number": "只能办理本机关的事项"})
    if asked.about.state == Matter.VOIDED:
        raise ValidationError({"number": "这件事项已经作废，不能再交办、督办"})
    wrong, unit = {}, asked.unit
    if not unit.is_agency and unit.agency.pk != asked.agency_id:
        wrong["unit"] = "只能选择本机关的内设机构或所属单位，或者其他机关"
    if asked.due_on < since:
        wrong["due_on"] = f"期限 {asked.due_day} 早于今天，请核对"
    refuse(wrong)
