"""发布以后: corrected, withdrawn, abolished, amended; always with who, when and why."""

from datetime import date, datetime
from typing import Annotated, Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.casework.arguments import Cause
from huiyin.casework.forms import ChoiceField, DayField, LineField, TextField
from huiyin.casework.recount import by_the_system
from huiyin.common import days
from huiyin.disclosure.models import OVER, DocumentPage, Validity
from huiyin.disclosure.tree import publishing
from huiyin.editorial import rules
from huiyin.editorial.models import Manuscript, Outcome
from huiyin.personal.traces import private_in

from .flow import State, as_it_is_public, back_to_drafting, user_of, workflow

PUBLIC = {
    State.PUBLISHED,
    State.DRAFTING,
    State.REVIEWING,
    State.RELEASABLE,
    State.SCHEDULED,
    State.HELD,
}
"""Where the public may be reading it: a text under correction stays up until its next release."""


@workflow.move(
    "更正公开内容",
    sources={State.PUBLISHED, State.WITHDRAWN, State.HELD},
    target=State.DRAFTING,
    rule=rules.may_correct,
)
def correct(manuscript: Manuscript, *, actor: Actor, at: datetime, reason: Cause) -> None:
    """更正: a new round on a new revision; what is public stays so until that is released."""
    if manuscript.state != State.HELD:  # what was held was never released: its writers stay barred
        manuscript.since_revision = manuscript.page.latest_revision_id or 0
    if manuscript.page.latest_revision_id is None:
        manuscript.page.save_revision(user=user_of(actor), clean=False, changed=False)
    manuscript.drafter_key, manuscript.drafter_name = actor.key, actor.name[:40]
    back_to_drafting(manuscript, Outcome.RECALLED, at.date())


def _is_live(manuscript: Manuscript, day: date) -> str:
    return "" if manuscript.page.live else "这条信息现在没有公开，不需要撤下"


@workflow.move(
    "撤下", sources=PUBLIC, target=State.WITHDRAWN, rule=rules.may_withdraw, guard=_is_live
)
def withdraw(
    manuscript: Manuscript,
    *,
    actor: Actor,
    at: datetime,
    reason: Annotated[
        str, TextField("撤下原因", 300, help_text="会显示在原网址上，请用公众看得懂的话")
    ],
) -> None:
    """撤下: not public any more, from this moment; the address says so, with the reason."""
    if label := private_in(reason, is_long=True):  # often just what it is taken down for
        said = f"这里像是{label}。撤下的原因会显示在原网址上，不得填写个人信息"
        raise ValidationError({"reason": said})
    _take_down(manuscript, reason, actor, at)


@workflow.move(
    "到期撤下", sources=PUBLIC, target=State.WITHDRAWN, rule=by_the_system, guard=_is_live
)
def expire(manuscript: Manuscript, *, actor: Actor, at: datetime) -> None:
    """到期撤下: the set time is over."""
    if manuscript.expire_at is None or at < manuscript.expire_at:
        raise ValidationError("还没有到撤下的时间")
    _take_down(manuscript, "公开期限已满", actor, at)


def _take_down(manuscript: Manuscript, reason: str, actor: Actor, at: datetime) -> None:
    page: DocumentPage = manuscript.page
    if manuscript.state != State.PUBLISHED:
        back_to_drafting(manuscript, Outcome.RECALLED, timezone.localdate(at))
        as_it_is_public(page, actor)
    page.withdrawn_at, page.withdrawn_reason = at, reason[:300]
    with publishing.gate(actor, at):
        page.unpublish()
    manuscript.release_at = manuscript.expire_at = None
    publishing.end_at(page, None)


def _is_in_force(manuscript: Manuscript, day: date) -> str:
    """What has ended neither ends nor changes again: that would undo its end in silence."""
    return _has_ended(manuscript.page) if manuscript.page.validity_on(day) in OVER else ""


def _has_no_end(manuscript: Manuscript, day: date) -> str:
    """As above, for an end that is still to come, too."""
    return _has_ended(manuscript.page) if manuscript.page.validity in OVER else ""


def _has_ended(page: DocumentPage) -> str:
    when = days.written(page.abolished_on)
    return f"这份文件已登记{when}{page.validity}。登记有误的，请先办理“恢复有效”，再重新登记"


@workflow.move(
    "废止或宣布失效", sources={State.PUBLISHED}, rule=rules.may_withdraw, guard=_has_no_end
)
def abolish(
    manuscript: Manuscript,
    *,
    actor: Actor,
    at: datetime,
    validity: Annotated[
        str,
        ChoiceField("结果", [(v.value, v.label) for v in (Validity.ABOLISHED, Validity.LAPSED)]),
    ],
    on: Annotated[
        date,
        DayField(
            "废止（失效）日期",
            help_text="填以后的日期，到那一天才废止（失效），此前仍按原来的有效性公开",
        ),
    ],
    replacement: Annotated[
        str, LineField("由哪份文件替代", 200, required=False, help_text="新文件的索引号或固定网址")
    ] = "",
    reason: Annotated[str, TextField("依据或说明", 300, required=False)] = "",
) -> None:
    """废止: stays readable, says that it is not in force, and by what it was replaced.

    From `on`: with a later day it is what it was until then. `replacement` is the index number of
    the public document that takes its place.
    """
    page: DocumentPage = manuscript.page
    if page.formed_on and on < page.formed_on:
        raise ValidationError({"on": f"不能早于成文日期 {page.formed_on}，请核对"})
    _set(page, actor, at, validity_before=page.validity, validity=validity, abolished_on=on)
    if replacement:
        new = _other(manuscript, replacement, "replacement")
        _set(new, actor, at, replaces=page)


@workflow.move(
    "登记部分修改", sources={State.PUBLISHED}, rule=rules.may_withdraw, guard=_is_in_force
)
def amend_partly(
    manuscript: Manuscript,
    *,
    actor: Actor,
    at: datetime,
    by: Annotated[
        str, LineField("由哪份文件修改", 200, help_text="修改它的文件的索引号或固定网址")
    ],
    reason: Annotated[str, TextField("说明", 300, required=False)] = "",
) -> None:
    """部分修改: another public document changed some of its articles; both point to each other."""
    page: DocumentPage = manuscript.page
    new = _other(manuscript, by, "by")
    known = "validity_before" if page.validity in OVER else "validity"  # its end is still to come
    _set(page, actor, at, **{known: Validity.PARTLY})
    _set(new, actor, at, amends=page)


def _is_marked(manuscript: Manuscript, day: date) -> str:
    marked = manuscript.page.validity in {Validity.PARTLY, *OVER}
    return "" if marked else "这份文件现在就是有效的"


@workflow.move("恢复有效", sources={State.PUBLISHED}, rule=rules.may_withdraw, guard=_is_marked)
def restore_validity(manuscript: Manuscript, *, actor: Actor, at: datetime, reason: Cause) -> None:
    """恢复有效: it was marked in error; it is what it was, and the links that the mark made go too."""
    page: DocumentPage = manuscript.page
    if page.validity in OVER:
        link, before = "replaces", page.validity_before or Validity.VALID
    else:
        link, before = "amends", Validity.VALID
    for new in DocumentPage.objects.filter(**{link: page}):
        _set(new, actor, at, **{link: None})
    _set(page, actor, at, validity=before, validity_before="", abolished_on=None)


def _other(manuscript: Manuscript, number: str, field: str) -> DocumentPage:
    """Another public document of this agency by its index number or permanent address."""
    plain = number.strip().partition("/i/")[2] or number.strip()
    document: DocumentPage | None = (
        DocumentPage.objects.live()
        .filter(agency=manuscript.agency_id, index_number=plain)
        .exclude(pk=manuscript.page_id)
        .first()
    )
    if document is None:
        raise ValidationError({field: f"本机关没有索引号为“{plain[:64]}”的另一条公开信息，请核对"})
    return document


def _set(page: DocumentPage, actor: Actor, at: datetime, **values: Any) -> None:
    """Facts about a document, not its text; whoever reads it sees them at once."""
    for name, value in values.items():
        setattr(page, name, value)
    with publishing.gate(actor, at):
        page.save(clean=False)
    publishing.facts_changed(page, actor=actor, at=at)
