"""信用承诺 on the desk."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from huiyin.audit.actors import Actor
from huiyin.casework import evidence as kept
from huiyin.casework.evidence import FileForm
from huiyin.casework.gate import DeskRequest, enter, matter_or_404
from huiyin.casework.reading import Reading
from huiyin.casework.rooms import Filter, Room, Start, Todo, by_choice, declare, of_states
from huiyin.casework.sheets import Column
from huiyin.publicity.holders import HolderKind
from huiyin.subjects import seeing

from . import actions
from .forms import AmendForm, RegisterForm
from .models import Commitment, Step, Type
from .sheet import SHEET

STEPS = {Step.PUBLISH: "公示", Step.CHECK: "核查履约"}
MOVES = {Step.PUBLISH: {"publish"}, Step.CHECK: {"follow_up", "fulfil", "miss"}}
PUBLICATION = [
    ("yes", "公示中"), ("over", "公示期满"), ("withdrawn", "已撤下"), ("no", "待公示"),
    ("refused", "未同意公示"),
]  # fmt: skip


def _publicity(rows: Any, value: str) -> Any:
    if value == "yes":
        return rows.public()
    if value == "over":
        today = timezone.localdate()
        return rows.valid().filter(
            published_on__isnull=False, withdrawn_on=None, shown_until__lt=today
        )
    if value == "withdrawn":
        return rows.valid().filter(withdrawn_on__isnull=False)
    return rows.filter(published_on=None, may_be_public=value == "no")


def _links(commitment: Commitment, actor: Actor) -> list[tuple[str, str]]:
    links = []
    if commitment.is_public:
        links.append(("在网站上查看公示", reverse("commitment", args=[commitment.pk])))
    if commitment.published_on is not None:
        links.append(
            ("公示回执", reverse("publicity-receipt", args=["commitments", commitment.pk]))
        )
    return [*links, *seeing.links(commitment, actor)]


def _done(commitment: Commitment) -> frozenset[str]:
    """Steps of the duty that is not the first one owed."""
    other = Step.CHECK if commitment.step == Step.PUBLISH else Step.PUBLISH
    return frozenset(MOVES[other])


State = Commitment.State
EVIDENCE = Reading(
    "commitments.evidence.read",
    (actions.REGISTER, actions.PUBLISH, actions.BREACH),
    "材料写明承诺人全名，由登记、公示、认定信用承诺的岗位查看。",
)
ROOM = declare(
    Room(
        key="commitments",
        label="信用承诺",
        unit="件",
        sheet=SHEET,
        permissions=("commitments.view_commitments",),
        workflow=actions.workflow,
        columns=SHEET.columns(
            "reference",
            Column("承诺主体", lambda r: r.shown_holder, "", "title"),
            "type",
            "committed_on",
            "check_on",
            "published_on",
            "state",
        ),
        filters=(
            by_choice("type", "承诺类型", Type.choices),
            by_choice("kind", "主体类别", HolderKind.choices, "holder_kind"),
            Filter("published", "公示", lambda actor: PUBLICATION, _publicity),
        ),
        search=("reference", "holder_name", "matter", "content"),
        related=("agency",),
        todo=Todo(
            open=lambda rows: rows.waiting(),
            is_open=lambda r: r.is_waiting,
            due="due_on",
            step=lambda r: STEPS[r.step],
            mine=of_states(
                {
                    actions.PUBLISH: actions.LIVE,
                    actions.REGISTER: Commitment.CHECKED,
                }
            ),
            steps={
                State.PERFORMING: frozenset({"publish", "follow_up", "fulfil", "miss"}),
                State.UNFULFILLED: frozenset({"publish", "follow_up", "fulfil"}),
                State.FULFILLED: frozenset({"publish"}),
                State.BREACHED: frozenset({"publish"}),
            },
            done=_done,
            heads=(actions.VOID,),
        ),
        forms={
            "amend": AmendForm,
            "fulfil": FileForm,
            "find_breach": FileForm,
            "add_file": FileForm,
        },
        start=Start("register", RegisterForm, actions.register),
        personal_permission=actions.REGISTER,
        ledger="commitments",
        links=_links,
        likely=("publish", "fulfil", "follow_up", "miss", "find_breach", "add_file"),
        extra="commitments/desk/files.html",
        evidence=EVIDENCE,
    )
)


@require_GET
def evidence(request: DeskRequest, pk: int, evidence: int) -> HttpResponse:
    """A file of the commitment, for whoever works on it; each look is an entry."""
    commitment = matter_or_404(request, enter(request, ROOM.key), pk)
    note = partial(EVIDENCE.note, request.actor, commitment, evidence=evidence)
    return kept.given_out(commitment.evidence, evidence, note)
