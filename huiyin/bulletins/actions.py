"""Every write to a bulletin: compiled each week, sent to the reviews, published when these are done."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from huiyin.audit.actors import Actor, system
from huiyin.casework import numbering
from huiyin.casework.forms import RecordField
from huiyin.casework.ordinary import Ordinary
from huiyin.casework.recount import by_the_system
from huiyin.casework.workflow import Workflow
from huiyin.disclosure.models import ColumnPage
from huiyin.editorial import actions as editorial
from huiyin.editorial.models import Manuscript

from . import listing, rules, weeks, wording
from .models import Bulletin, practice_on

State = Bulletin.State
OPEN = {State.COLLECTED, State.NOTHING}
SELF = system("周公示")
NUMBERS = numbering.declare("ZGS", "bulletins", 4)


def _began(bulletins: Sequence[Bulletin], actor: Actor) -> None:
    for bulletin in bulletins:
        listing.take_in(bulletin)


workflow = Workflow(Bulletin, began=_began)
"""Its pages follow its document: whatever releases or takes down that one drops them."""


def columns_of(bulletin: Bulletin) -> "QuerySet[ColumnPage]":
    """The columns of its agency, where it may be published."""
    page = getattr(bulletin.agency, "page", None)
    columns: QuerySet[ColumnPage] = ColumnPage.objects.live()
    return columns.filter(path__startswith=page.path) if page else columns.none()


@workflow.start("编制", rule=rules.may_compile)
def compile_week(bulletin: Bulletin, *, actor: Actor, at: datetime) -> Bulletin:
    """编制: the bulletin of the week in which `begins_on` lies, with all decisions that belong to it.

    Raises:
        ValidationError: the week is not over, or it has its bulletin.
    """
    today = timezone.localdate(at)
    _place(bulletin, today)
    practice = practice_on(bulletin.begins_on)
    is_nothing = listing.is_nothing(bulletin.agency_id, bulletin.begins_on, bulletin.ends_on)
    is_owed = not is_nothing or (practice is not None and practice.says_nothing)
    bulletin.state = State.COLLECTED if is_owed else State.NOTHING
    if is_owed:
        bulletin.recount()
    bulletin.full_clean(exclude={"reference"})
    NUMBERS.give(bulletin, bulletin.begins_on.year)
    return bulletin


def _place(bulletin: Bulletin, today: date) -> None:
    """Monday and Sunday of its week."""
    if bulletin.begins_on is None:
        raise ValidationError({"begins_on": "请填写这一周的任何一天"})
    bulletin.begins_on = weeks.monday_of(bulletin.begins_on)
    bulletin.ends_on = weeks.sunday_of(bulletin.begins_on)
    if bulletin.ends_on >= today:
        raise ValidationError({"begins_on": f"这一周到 {bulletin.ends_on} 才结束，结束以后编制"})
    twin = Bulletin.objects.filter(agency=bulletin.agency_id, begins_on=bulletin.begins_on).first()
    if twin is not None:
        raise ValidationError(
            {"begins_on": f"这一周的周公示已经编制（{twin.reference}），请打开它"}
        )


def is_complete(bulletin: Bulletin, day: date) -> str:
    """Guard: nothing was entered since that belongs to it."""
    wanting = listing.wanting(bulletin.agency_id, bulletin.begins_on, bulletin.ends_on)
    return "" if any(records.exists() for _, _, records in wanting) else "没有新的决定要列入"


@workflow.move("列入新的决定", sources={State.COLLECTED}, rule=by_the_system, guard=is_complete)
def take_in(bulletin: Bulletin, *, actor: Actor, at: datetime) -> None:
    """列入新的决定: what was entered since the bulletin was compiled."""
    listing.take_in(bulletin)


@workflow.move(
    "送审",
    sources=OPEN,
    target=State.SENT,
    rule=rules.may_send,
    basis="条例第十七条",
)
def send(
    bulletin: Bulletin,
    *,
    actor: Actor,
    at: datetime,
    column: Annotated[
        ColumnPage,
        RecordField("发布到栏目", ColumnPage, columns_of, shown=lambda column: column.title),
    ],
) -> None:
    """送审: its manuscript goes to the reviews; from now on its rows stay what they are."""
    if not columns_of(bulletin).filter(pk=column.pk).exists():
        raise ValidationError({"column": "请选择本机关的栏目"})
    listing.take_in(bulletin)
    values = {
        "title": wording.title(bulletin),
        "formed_on": timezone.localdate(at),
        "theme": "综合政务\\政务公开",
        "genre": "其他",
        "body": wording.body(bulletin),
    }
    manuscript = editorial.begin(column, bulletin.agency, values, actor=actor, at=at)
    bulletin.document = manuscript.page
    bulletin.sent_on = timezone.localdate(at)
    if bulletin.due_on is None:
        bulletin.recount()
    editorial.submit(manuscript, actor=actor, at=at)


def _is_released(bulletin: Bulletin, day: date) -> str:
    return "" if _manuscript_state(bulletin) == Manuscript.State.PUBLISHED else "稿件还没有发布"


def _is_given_up(bulletin: Bulletin, day: date) -> str:
    return "" if _manuscript_state(bulletin) == Manuscript.State.VOIDED else "稿件还在办理"


def _manuscript_state(bulletin: Bulletin) -> str:
    manuscripts = Manuscript.objects.filter(page=bulletin.document_id)
    return manuscripts.values_list("state", flat=True).first() or ""


@workflow.move(
    "发布", sources={State.SENT}, target=State.PUBLISHED, rule=by_the_system, guard=_is_released
)
def publish(bulletin: Bulletin, *, actor: Actor, at: datetime) -> None:
    """发布: its manuscript was released; the first day stays."""
    bulletin.published_on = bulletin.published_on or timezone.localdate(at)


@workflow.move(
    "重新编制", sources={State.SENT}, target=State.COLLECTED, rule=by_the_system, guard=_is_given_up
)
def begin_anew(bulletin: Bulletin, *, actor: Actor, at: datetime) -> None:
    """重新编制: its manuscript was given up; it waits to be sent again."""
    bulletin.document = bulletin.sent_on = None


recount = Ordinary(workflow).recount(sources=Bulletin.OPEN)


def _follow(manuscript: Manuscript, actor: Actor, at: datetime) -> None:
    """After each move of a manuscript the bulletin that it is of is what it says."""
    if manuscript.state not in (Manuscript.State.PUBLISHED, Manuscript.State.VOIDED):
        return
    bulletin = Bulletin.objects.filter(document=manuscript.page_id, state=State.SENT).first()
    if bulletin is None:
        return
    move = publish if manuscript.state == Manuscript.State.PUBLISHED else begin_anew
    move(bulletin, actor=SELF, at=at)


editorial.workflow.followers.append(_follow)
