"""稿件 on the desk: the room; its own screens are in the modules beside."""

from typing import Any

from django.db.models import Q

from huiyin.audit.actors import Actor
from huiyin.casework.rooms import Filter, Room, Todo, declare
from huiyin.casework.sheets import Column, Section, Sheet
from huiyin.editorial import actions, origins, rules
from huiyin.editorial.forms import ApproveForm, AttachForm, ScheduleForm
from huiyin.editorial.models import Manuscript
from huiyin.editorial.models.chains import PERMISSIONS
from huiyin.organisations.models import held_in

State = Manuscript.State
VIEW = "editorial.view_manuscripts"
SIDE_FORMS = frozenset({"override", "take_suggestion", "attach", "detach", "clean_files"})
"""Moves whose buttons stand beside the finding or the file that they are about."""


CMS = "wagtailadmin.access_admin"
"""Without it the editor sends to the sign-in again and again."""


def _step(manuscript: Manuscript) -> str:
    if manuscript.state == State.DRAFTING:
        return "起草、送审"
    if manuscript.state == State.REVIEWING:
        return manuscript.step_label
    return "发布" if manuscript.state == State.RELEASABLE else ""


def mine(manuscripts: Any, actor: Actor) -> Any:
    """What waits for this actor: own drafts, steps it has the right to, texts to be released."""
    waiting = Q(pk__in=())
    for kind, permission in PERMISSIONS.items():
        waiting |= Q(state=State.REVIEWING, step_kind=kind) & held_in(actor, permission)
    drafts = Q(state=State.DRAFTING, drafter_key=actor.key) & held_in(actor, "editorial.draft")
    ready = Q(state=State.RELEASABLE) & held_in(actor, "editorial.release")
    return manuscripts.filter(waiting | drafts | ready)


def _links(manuscript: Manuscript, actor: Actor) -> list[tuple[str, str]]:
    page = manuscript.page
    links = []
    if manuscript.state == State.DRAFTING and actor.may(CMS, manuscript.agency_id):
        links.append(("打开编辑器", f"/cms/pages/{page.pk}/edit/"))
    if page.is_public:
        links.append(("在网站上查看", page.permanent_address))
    links.append(("各版本对照", f"/desk/manuscripts/{manuscript.pk}/compare/"))
    return [*links, *origins.of(manuscript, actor)]


SHEET = Sheet(
    Manuscript,
    Section("稿件", "reference", "drafter_name", "release_at", "expire_at", "void_reason"),
    dated_by="received_on",
)
ROOM = declare(
    Room(
        key="manuscripts",
        label="稿件",
        unit="篇",
        sheet=SHEET,
        permissions=(VIEW,),
        workflow=actions.workflow,
        columns=SHEET.columns(
            Column("标题", lambda m: m.title, "page__draft_title", "reference"),
            Column("编号", lambda m: m.reference, "reference", "number"),
            "drafter_name",
            Column("环节", lambda m: m.step_label, "step_kind"),
            Column("起算日期", lambda m: m.received_on, "received_on", "date"),
            Column("期限", lambda m: m.due_on, "due_on", "due"),
            "state",
        ),
        filters=(
            Filter(
                "drafter",
                "起草人",
                lambda actor: [(actor.key, "我起草的")],
                lambda records, value: records.filter(drafter_key=value),
            ),
        ),
        search=("page__draft_title", "page__index_number", "page__doc_number", "reference"),
        related=("agency", "page"),
        todo=Todo(
            open=lambda records: records.open(),
            is_open=lambda m: m.state in Manuscript.OPEN,
            open_states=Manuscript.OPEN,
            due="due_on",
            step=_step,
            unit=lambda m: m.drafter_name,
            mine=mine,
            steps={
                State.DRAFTING: frozenset({"submit"}),
                State.REVIEWING: frozenset({"approve"}),
                State.RELEASABLE: frozenset({"release"}),
            },
            prefetch=("reviews",),
            prepare=rules.know_hands,
            heads=("editorial.manage_chains",),
        ),
        forms={"approve": ApproveForm, "attach": AttachForm, "schedule": ScheduleForm},
        likely=(
            "approve", "submit", "release", "return_", "schedule", "attach", "recall", "correct",
            "set_expiry", "unschedule", "give_up", "take_over", "abolish", "amend_partly",
            "restore_validity", "place", "withdraw",
        ),
        unoffered=lambda manuscript: SIDE_FORMS,
        extra="editorial/desk/work.html",
        links=_links,
    )
)  # fmt: skip
