"""稿件 on the desk: the room; its own screens are in the modules beside."""

from typing import Any

from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.casework.rooms import Column, Filter, Room, Section, Todo, declare
from huiyin.editorial import actions, rules
from huiyin.editorial.forms import FORMS
from huiyin.editorial.models import Manuscript
from huiyin.editorial.models.chains import PERMISSIONS

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


def mine(found: Any, actor: Actor) -> Any:
    """What waits for this actor: own drafts, steps it has the right to, texts to be released."""
    kinds = [kind for kind, permission in PERMISSIONS.items() if actor.may(permission)]
    waiting = found.waiting_for(kinds)
    if actor.may("editorial.draft"):
        waiting = waiting | found.filter(state=State.DRAFTING, drafter_key=actor.key)
    if actor.may("editorial.release"):
        waiting = waiting | found.filter(state=State.RELEASABLE)
    return waiting


def _pointless(manuscript: Manuscript) -> frozenset[str]:
    """What state and rule allow, but the record does not; and what has its button elsewhere."""
    page = manuscript.page
    unmet = {
        "withdraw": not page.live,
        "give_up": not page.live,
        "void": page.first_published_at is not None,
        "expire": True,
        "hold_back": True,
        "recount": True,
        "restore_validity": page.validity not in ("部分有效", "失效", "废止"),
    }
    return SIDE_FORMS | {name for name, is_so in unmet.items() if is_so}


def _links(manuscript: Manuscript, actor: Actor) -> list[tuple[str, str]]:
    page = manuscript.page
    told = []
    if manuscript.state == State.DRAFTING and actor.may(CMS):
        told.append(("打开编辑器", f"/cms/pages/{page.pk}/edit/"))
    if page.live:
        told.append(("在门户上查看", page.permanent_address))
    told.append(("各版本对照", f"/desk/manuscripts/{manuscript.pk}/compare/"))
    return told


ROOM = declare(
    Room(
        key="manuscripts",
        label="稿件",
        unit="篇",
        model=Manuscript,
        permissions=(VIEW,),
        workflow=actions.workflow,
        columns=(
            Column("标题", lambda m: m.title, "page__draft_title", "reference"),
            Column("编号", lambda m: m.reference, "reference", "number"),
            Column("起草人", lambda m: m.drafter_name, "drafter_name"),
            Column("环节", lambda m: m.step_label, "step_kind"),
            Column("起算日期", lambda m: m.received_on, "received_on", "date"),
            Column("期限", lambda m: m.due_on, "due_on", "due"),
            Column("状态", lambda m: m.state, "state", "state"),
        ),
        filters=(
            Filter(
                "drafter",
                "起草人",
                lambda actor: [(actor.key, "我起草的")],
                lambda found, value: found.filter(drafter_key=value),
            ),
            Filter(
                "due",
                "期限",
                lambda actor: [("late", "已逾期")],
                lambda found, value: found.open().filter(due_on__lt=timezone.localdate()),
            ),
        ),
        date_column="received_on",
        search=("page__draft_title", "page__index_number", "page__doc_number", "reference"),
        related=("agency", "page"),
        sections=(
            Section(
                "稿件",
                ("reference", "drafter_name", "release_at", "expire_at", "void_reason"),
            ),
        ),
        todo=Todo(
            open=lambda found: found.open(),
            is_open=lambda m: m.state in Manuscript.OPEN,
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
        forms=FORMS,
        likely=(
            "approve", "submit", "release", "return_", "schedule", "attach", "recall", "correct",
            "set_expiry", "unschedule", "give_up", "take_over", "abolish", "amend_partly",
            "restore_validity", "withdraw",
        ),
        pointless=_pointless,
        order="-received_on",
        extra="editorial/desk/work.html",
        links=_links,
    )
)  # fmt: skip
