"""发布以后: corrected, withdrawn, abolished, amended; always with who, when and why."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError

from huiyin.audit.actors import Actor
from huiyin.disclosure import publishing
from huiyin.disclosure.models import DocumentPage, Validity
from huiyin.editorial import rules
from huiyin.editorial.models import Manuscript, Outcome

from .flow import State, as_it_is_public, back_to_drafting, reason_of, user_of, workflow

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
def correct(manuscript: Manuscript, *, actor: Actor, at: datetime, reason: str) -> None:
    """更正: a new round on a new revision; what is public stays so until that is released."""
    reason_of(reason, "更正的原因")
    if manuscript.state != State.HELD:  # what was held was never released: its writers stay barred
        manuscript.since_revision = manuscript.page.latest_revision_id or 0
    if manuscript.page.latest_revision_id is None:
        manuscript.page.save_revision(user=user_of(actor), clean=False, changed=False)
    manuscript.drafter_key, manuscript.drafter_name = actor.key, actor.name[:40]
    back_to_drafting(manuscript, Outcome.RECALLED, at.date())


@workflow.move("撤下", sources=PUBLIC, target=State.WITHDRAWN, rule=rules.may_withdraw)
def withdraw(manuscript: Manuscript, *, actor: Actor, at: datetime, reason: str) -> None:
    """撤下: not public any more, from this moment; the address says so, with the reason."""
    _take_down(manuscript, reason_of(reason, "撤下的原因；它会显示在原网址上"), actor, at)


@workflow.move("到期撤下", sources=PUBLIC, target=State.WITHDRAWN, rule=rules.is_clock)
def expire(manuscript: Manuscript, *, actor: Actor, at: datetime) -> None:
    """到期撤下: the set time is over."""
    if manuscript.expire_at is None or at < manuscript.expire_at:
        raise ValidationError("还没有到撤下的时间")
    _take_down(manuscript, "公开期限已满", actor, at)


def _take_down(manuscript: Manuscript, reason: str, actor: Actor, at: datetime) -> None:
    page: DocumentPage = manuscript.page
    if not page.live:
        raise ValidationError("这条信息现在没有公开，不需要撤下")
    if manuscript.state != State.PUBLISHED:
        back_to_drafting(manuscript, Outcome.RECALLED, at.date())
        as_it_is_public(page, actor)
    page.withdrawn_at, page.withdrawn_reason = at, reason[:300]
    with publishing.gate(actor):
        page.unpublish()
    manuscript.release_at = manuscript.expire_at = None


@workflow.move("废止或宣布失效", sources={State.PUBLISHED}, rule=rules.may_withdraw)
def abolish(
    manuscript: Manuscript,
    *,
    actor: Actor,
    at: datetime,
    validity: str,
    on: date,
    replacement: str = "",
    reason: str = "",
) -> None:
    """废止: stays readable, says that it is not in force, and by what it was replaced.

    `replacement` is the index number of the public document that takes its place.
    """
    if validity not in (Validity.ABOLISHED, Validity.LAPSED):
        raise ValidationError({"validity": "请选择废止或失效"})
    page: DocumentPage = manuscript.page
    if page.formed_on and on < page.formed_on:
        raise ValidationError({"on": f"不能早于成文日期 {page.formed_on}，请核对"})
    _set(page, actor, at, validity=validity, abolished_on=on)
    if replacement:
        new = _other(manuscript, replacement, "replacement")
        _set(new, actor, at, replaces=page)


@workflow.move("登记部分修改", sources={State.PUBLISHED}, rule=rules.may_withdraw)
def amend_partly(
    manuscript: Manuscript, *, actor: Actor, at: datetime, by: str, reason: str = ""
) -> None:
    """部分修改: another public document changed some of its articles; both point to each other."""
    new = _other(manuscript, by, "by")
    _set(manuscript.page, actor, at, validity=Validity.PARTLY)
    _set(new, actor, at, amends=manuscript.page)


@workflow.move("恢复有效", sources={State.PUBLISHED}, rule=rules.may_withdraw)
def restore_validity(manuscript: Manuscript, *, actor: Actor, at: datetime, reason: str) -> None:
    """恢复有效: it was marked in error; the links from what was said to replace it go too."""
    reason_of(reason, "恢复的原因")
    page: DocumentPage = manuscript.page
    if page.validity in ("", Validity.VALID):
        raise ValidationError("这份文件现在就是有效的")
    for new in DocumentPage.objects.filter(replaces=page):
        _set(new, actor, at, replaces=None)
    for new in DocumentPage.objects.filter(amends=page):
        _set(new, actor, at, amends=None)
    _set(page, actor, at, validity=Validity.VALID, abolished_on=None)


def _other(manuscript: Manuscript, number: str, field: str) -> DocumentPage:
    """Another public document of this agency by its index number or permanent address."""
    plain = number.strip().partition("/i/")[2] or number.strip()
    found: DocumentPage | None = (
        DocumentPage.objects.live()
        .filter(agency=manuscript.agency_id, index_number=plain)
        .exclude(pk=manuscript.page_id)
        .first()
    )
    if found is None:
        raise ValidationError({field: f"本机关没有索引号为“{plain[:64]}”的另一条公开信息，请核对"})
    return found


def _set(page: DocumentPage, actor: Actor, at: datetime, **values: Any) -> None:
    """Facts about a public document, not its text; its readers see them at once."""
    for name, value in values.items():
        setattr(page, name, value)
    with publishing.gate(actor):
        page.save(clean=False)
    publishing.released(page, actor=actor, at=at, verb="update")
