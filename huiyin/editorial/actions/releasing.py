"""发布: now, at a set time, until a set time; and never anything that was not reviewed."""

from datetime import date, datetime, time, timedelta
from typing import Annotated, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.casework.arguments import Cause
from huiyin.casework.forms import DayField, TickField
from huiyin.casework.ordinary import Ordinary
from huiyin.casework.recount import by_the_system
from huiyin.disclosure.models import DocumentPage
from huiyin.disclosure.tree import publishing
from huiyin.editorial import proof, rules
from huiyin.editorial.models import Manuscript, Picture
from huiyin.files.models import StoredFile
from huiyin.workdays.load import calendar

from .flow import State, clock_start, workflow
from .reviewing import check_nothing_blocks

FARTHEST = timedelta(days=365)


@workflow.move(
    "立即发布",
    sources={State.RELEASABLE, State.SCHEDULED},
    target=State.PUBLISHED,
    rule=rules.may_release,
    limited=True,
)
def release(manuscript: Manuscript, *, actor: Actor, at: datetime) -> None:
    """发布: the reviewed revision becomes public, in the same transaction as all that follows."""
    waits = manuscript.release_at is None or at < manuscript.release_at
    if waits and not actor.is_person:
        raise ValidationError("还没有到定时发布的时间")
    _check_before_the_end(manuscript, at)
    revision = proof.unchanged(manuscript)
    secrecy = proof.completed(manuscript)
    check_nothing_blocks(manuscript)
    first = manuscript.page.first_published_at is None
    revision.content = {
        **revision.content,
        "attribute": secrecy.attribute,
        "attribute_ground": secrecy.ground,
        "go_live_at": None,
        "expire_at": None,
        **({"published_at": at.isoformat()} if first else {}),
    }
    revision.save(update_fields=["content"])
    page = manuscript.page
    page.withdrawn_at, page.withdrawn_reason = None, ""
    DocumentPage.objects.filter(pk=page.pk).update(withdrawn_at=None, withdrawn_reason="")
    _open_files(page.pk, revision.content)
    with publishing.gate(actor, at):
        revision.publish(log_action=True)
    if first:
        DocumentPage.objects.filter(pk=page.pk).update(first_published_at=at, last_published_at=at)
    manuscript.release_at = None
    page.refresh_from_db()


def _open_files(page: int, content: dict[str, Any]) -> None:
    """Attachments and pictures are public from now on, as long as a public document carries them."""
    attached = [item["file"] for item in content.get("attachments", []) if item.get("file")]
    body = content.get("body") or ""
    pictures = Picture.objects.filter(document=page).select_related("file")
    files = [picture.file_id for picture in pictures if f'"{picture.get_absolute_url()}"' in body]
    StoredFile.objects.filter(pk__in=[*attached, *files]).update(is_public=True)


@workflow.move(
    "定时发布",
    sources={State.RELEASABLE},
    target=State.SCHEDULED,
    rule=rules.may_publish,
    limited=True,
)
def schedule(
    manuscript: Manuscript,
    *,
    actor: Actor,
    at: datetime,
    on: Annotated[date, DayField("发布日期", required=False)],
    clock: Annotated[
        time,
        forms.TimeField(
            label="时间", initial=time(9, 0), widget=forms.TimeInput(attrs={"type": "time"})
        ),
    ],
    on_day_off: Annotated[bool, TickField("不是工作日也在这一天发布")] = False,
) -> None:
    """定时发布: `huiyin tick` releases it then; a day off only if somebody says so."""
    moment = datetime.combine(on, clock, timezone.get_default_timezone())
    _check_day(manuscript, moment, at, on_day_off)
    _check_before_the_end(manuscript, moment, "on")
    proof.unchanged(manuscript)
    proof.completed(manuscript)
    check_nothing_blocks(manuscript)
    manuscript.release_at = moment


def _check_before_the_end(manuscript: Manuscript, moment: datetime, field: str = "") -> None:
    """Whatever was set first, the last day or the release: nothing goes out after its end."""
    ends = manuscript.expire_at
    if ends is None or moment < ends:
        return
    last = timezone.localdate(ends) - timedelta(days=1)
    message = f"这条信息只公开到{last}，不能在那以后发布。请先在“设置到期撤下”里改期或者取消"
    raise ValidationError({field: message} if field else message)


def _check_day(manuscript: Manuscript, moment: datetime, at: datetime, on_day_off: bool) -> None:
    if moment <= at:
        raise ValidationError({"on": "发布时间已经过去，请选择以后的时间，或立即发布"})
    if moment > at + FARTHEST:
        raise ValidationError({"on": "发布时间最远可以定在一年以内"})
    days, day = calendar(manuscript.agency.region), timezone.localdate(moment)
    kind, is_off = days.kind(day), not days.is_workday(day)
    if is_off and not on_day_off:
        raise ValidationError(
            {"on_day_off": f"{moment:%Y-%m-%d} 是{kind.value}。确实要在这一天发布，请勾选此项"}
        )


@workflow.move(
    "取消定时", sources={State.SCHEDULED}, target=State.RELEASABLE, rule=rules.may_publish
)
def unschedule(manuscript: Manuscript, *, actor: Actor, at: datetime) -> None:
    """取消定时: it waits for a releaser again."""
    manuscript.release_at = None
    manuscript.start_clock(clock_start(manuscript, at.date()))


@workflow.move(
    "定时发布未成", sources={State.SCHEDULED}, target=State.RELEASABLE, rule=by_the_system
)
def hold_back(manuscript: Manuscript, *, actor: Actor, at: datetime, reason: Cause) -> None:
    """定时发布未成: the time came, but the text may not go out; somebody has to look at it."""
    manuscript.release_at = None
    manuscript.start_clock(clock_start(manuscript, at.date()))


@workflow.move(
    "设置到期撤下",
    sources={State.RELEASABLE, State.SCHEDULED, State.PUBLISHED},
    rule=rules.may_publish,
)
def set_expiry(
    manuscript: Manuscript,
    *,
    actor: Actor,
    at: datetime,
    until: Annotated[
        date | None, DayField("公开到哪一天（含）", required=False, help_text="空着表示长期公开")
    ] = None,
) -> None:
    """设置到期撤下: public up to and including that day; without a day, for good."""
    if until is None:
        manuscript.expire_at = None
        publishing.end_at(manuscript.page, None)
        return
    if until < at.date():
        raise ValidationError({"until": "这一天已经过去。要现在撤下，请用“撤下”"})
    ends = datetime.combine(until, time.min, timezone.get_default_timezone()) + timedelta(days=1)
    if manuscript.release_at is not None and ends <= manuscript.release_at:
        raise ValidationError({"until": "到期日不能早于发布日"})
    manuscript.expire_at = ends
    publishing.end_at(manuscript.page, ends)


recount = Ordinary(workflow).recount(sources=Manuscript.OPEN)
