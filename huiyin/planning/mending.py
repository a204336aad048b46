"""限期整改 out of a task of the plan that is being done: what is owed of it, and the files that were brought."""

from collections.abc import Iterator

from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.coordination.models import HANDLE
from huiyin.files import keeping
from huiyin.organisations.models import Organisation
from huiyin.rectification import findings
from huiyin.rectification.findings import Copy, Finding
from huiyin.workdays.due import DueDay

from .models import KEEP, VIEW, PlanItem

DEMAND = "查明原因，按计划完成，报送进展和佐证材料。"


def opening(item: PlanItem, actor: Actor) -> str:
    """Where this person orders that it be mended; empty where nobody may, or where it is ordered already."""
    if item.state != PlanItem.State.ISSUED:
        return ""
    return findings.openings([item], item.agency_id, actor).get(item.pk, "")


def _problem(item: PlanItem) -> str:
    """What is late today; nothing where the form has to say what else is wrong."""
    today = timezone.localdate()
    quarters = item.quarters.filter(
        due_on__lt=today, reported_on__isnull=True, ended_on__isnull=True
    )
    said = [
        f"{one.get_number_display()}进展应于{DueDay(one.due_on).written}前报送，没有报送。"
        for one in quarters
    ]
    if item.due_on < today:
        said.append(f"应于{DueDay(item.due_on).written}前完成，没有完成。")
    return "\n".join([f"计划任务“{item.text}”", *said]) if said else ""


def _copies(item: PlanItem) -> Iterator[Copy]:
    for proof in item.evidence.select_related("file"):
        yield Copy(proof.file.name, proof.file.media_type, keeping.content_of(proof.file))


def _read(key: int, agency: Organisation) -> Finding | None:
    items = PlanItem.objects.filter(agency=agency, state=PlanItem.State.ISSUED)
    item = items.select_related("unit").filter(pk=key).first()
    if item is None:
        return None
    return Finding(
        about=item,
        unit=item.unit,
        subject=item.text,
        problem=_problem(item),
        demand=DEMAND,
        origin=f"工作计划 {item.reference}",
        copies=lambda: _copies(item),
    )


def _link(key: int, actor: Actor) -> tuple[str, str] | None:
    item = PlanItem.objects.visible_to(actor, VIEW, KEEP, HANDLE).filter(pk=key).first()
    return (f"计划任务 {item.reference}", item.get_absolute_url()) if item else None


findings.declare(PlanItem, _read, _link)
