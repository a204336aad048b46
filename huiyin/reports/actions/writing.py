"""Writing the yearly summary: versioned paragraphs, and the frame with its audit entries."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from huiyin.audit import log
from huiyin.audit.actors import Actor
from huiyin.casework.faults import refuse
from huiyin.casework.workflow import MoveForbiddenError, StaleMoveError
from huiyin.database.again import retried
from huiyin.organisations.models import Organisation
from huiyin.reports import composing, rules
from huiyin.reports.models import OfficeParagraph, Published, Summary

LONGEST = 3000
"""The greatest length of a paragraph, in characters."""
KIND = Published.Kind.SUMMARY


@retried
@transaction.atomic
def write_paragraph(
    agency: Organisation,
    year: int,
    slot: str,
    text: str,
    *,
    actor: Actor,
    at: datetime,
    seen: int,
    taken_from: OfficeParagraph | None = None,
) -> OfficeParagraph | None:
    """撰写段落: a new version of the office's text in this slot; None if nothing changed.

    `seen` is the version that the writer's page showed, 0 for none. An empty text removes the
    paragraph. `taken_from` is last year's paragraph if it is taken over.

    Raises:
        MoveForbiddenError: the actor may not write for this agency.
        StaleMoveError: somebody else wrote there meanwhile.
        ValidationError: there is no such place, or the text cannot be.
    """
    _permit(actor, agency)
    _lock(agency, year)
    before = latest(agency.pk, year - 1, slot)
    return new_version(
        OfficeParagraph(agency=agency, kind=KIND, year=year, slot=slot, taken_from=taken_from),
        text,
        check=lambda words: composing.check(agency, year, slot, words),
        is_proposed=before is not None,
        seen=seen,
        actor=actor,
        at=at,
    )


def new_version(
    paragraph: OfficeParagraph,
    text: str,
    *,
    check: Callable[[str], None],
    is_proposed: bool,
    seen: int,
    actor: Actor,
    at: datetime,
) -> OfficeParagraph | None:
    """Keep a text as the next version of its slot; None if nothing changed.

    An empty first version is kept where last year's text is proposed: it says that it is left out.

    Raises:
        StaleMoveError, ValidationError: as of `write_paragraph`.
    """
    agency_id, year, slot, kind = (
        paragraph.agency_id, paragraph.year, paragraph.slot, paragraph.kind,
    )  # fmt: skip
    now = latest(agency_id, year, slot, kind)
    _refuse_stale(now, seen)
    words = "\n".join(filter(None, (line.strip() for line in text.splitlines())))
    if words == (now.text if now else "") and (now or not is_proposed):
        return None
    check(words)
    if len(words) > LONGEST:
        raise ValidationError({"text": f"最多 {LONGEST} 个字，现有 {len(words)} 个，请删减"})
    paragraph.version, paragraph.text, paragraph.at = seen + 1, words, at
    paragraph.author, paragraph.author_key = actor.name[:100], actor.key
    paragraph.save()
    source = str(paragraph.taken_from) if paragraph.taken_from else ""
    log.record(
        actor, "reports.paragraph", paragraph, at=at, slot=slot, text=words, taken_from=source
    )
    return paragraph


def _refuse_stale(now: OfficeParagraph | None, seen: int) -> None:
    if (now.version if now else 0) != seen:
        who = f"{now.author}已改过这一段" if now else "这一段已有变化"
        raise StaleMoveError(f"您打开页面以后，{who}，您写的没有保存")


def take_over(
    agency: Organisation, year: int, slot: str, *, actor: Actor, at: datetime, seen: int
) -> OfficeParagraph | None:
    """沿用: this year's paragraph is last year's text, signed by whoever takes it over.

    Raises:
        ValidationError: last year says nothing there.
    """
    before = latest(agency.pk, year - 1, slot)
    if before is None or not before.text:
        raise ValidationError("上年没有写过这一段，请直接撰写")
    return write_paragraph(
        agency, year, slot, before.text, actor=actor, at=at, seen=seen, taken_from=before
    )


def writers(agency_id: int, year: int) -> set[str]:
    """The accounts that wrote a part of the report; none of them may review it."""
    versions = OfficeParagraph.objects.of_year(agency_id, year)
    keys = set(versions.values_list("author_key", flat=True))
    for keys_of_frame in Summary.objects.filter(agency=agency_id, year=year).values_list(
        "writers", flat=True
    ):
        keys |= set(keys_of_frame)
    return keys - {""}


def latest(agency_id: int, year: int, slot: str, kind: str = KIND) -> OfficeParagraph | None:
    """The office's latest text in this slot."""
    versions = OfficeParagraph.objects.of_year(agency_id, year, kind=kind).filter(slot=slot)
    return versions.order_by("-version").first()


@dataclass(frozen=True)
class Frame:
    """Addressee, signature, date of the paper and day of the figures."""

    addressee: str
    signature: str
    dated_on: date | None
    as_of: date | None


@retried
@transaction.atomic
def arrange(
    agency: Organisation, year: int, frame: Frame, *, actor: Actor, at: datetime, seen: int
) -> Summary:
    """版头和落款: kept for the report of that year.

    Raises:
        MoveForbiddenError, StaleMoveError: as of a paragraph.
        ValidationError: a day that cannot be, by field name.
    """
    summary = _begin(agency, year, actor, seen)
    before = log.snapshot(summary) if summary.pk else {}
    summary.addressee = frame.addressee.strip().rstrip("：:")
    summary.signature = frame.signature.strip()
    summary.dated_on, summary.as_of = frame.dated_on, frame.as_of
    _check_days(summary, year, timezone.localdate(at))
    _keep(summary, actor, at)
    changes = log.changes(before, summary)
    logged = {name: pair for name, pair in changes.items() if name in FRAME}
    log.record(actor, "reports.frame", summary, at=at, changes=logged)
    return summary


@retried
@transaction.atomic
def choose_measures(
    agency: Organisation, year: int, items: Sequence[int], *, actor: Actor, at: datetime, seen: int
) -> Summary:
    """选取措施: the items of the work plan that the report names as next steps.

    Raises:
        MoveForbiddenError, StaleMoveError: as of a paragraph.
        ValidationError: an item that is not on offer.
    """
    summary = _begin(agency, year, actor, seen)
    day = composing.last_day(year, summary.as_of or summary.dated_on or timezone.localdate(at))
    offered = {item.pk: item for item in composing.offered(agency.pk, year, day)}
    if set(items) - offered.keys():
        raise ValidationError("选中的措施里有的已经作废、不再实施或不属于本机关，请重新选择")
    was = _names(summary) if summary.pk else []
    _keep(summary, actor, at)
    summary.measures.set([offered[key] for key in items])
    now = _names(summary)
    log.record(actor, "reports.measures", summary, at=at, before=was, measures=now)
    return summary


def _begin(agency: Organisation, year: int, actor: Actor, seen: int) -> Summary:
    _permit(actor, agency)
    _lock(agency, year)
    summary = composing.frame_of(agency, year)
    if summary.version != seen:
        raise StaleMoveError(
            f"您打开页面以后，{summary.changed_by}已改过版头、落款或措施，您填的没有保存"
        )
    return summary


def _keep(summary: Summary, actor: Actor, at: datetime) -> None:
    summary.version += 1
    summary.changed_by, summary.changed_at = actor.name[:100], at
    summary.note_writer(actor)
    summary.full_clean()
    summary.save()


FRAME = ("addressee", "signature", "dated_on", "as_of")


def _names(summary: Summary) -> list[str]:
    return [str(item) for item in summary.measures.order_by("pk")]


def _check_days(summary: Summary, year: int, today: date) -> None:
    faults: dict[str, str] = {}
    for name, day in (("dated_on", summary.dated_on), ("as_of", summary.as_of)):
        if day is not None and day.year < year:
            faults[name] = f"这一天 {year} 年还没有开始，请核对"
        elif day is not None and day > today:
            faults[name] = "这一天还没有到，请核对"
    if not faults and summary.as_of and summary.dated_on and summary.as_of > summary.dated_on:
        faults["as_of"] = "统计截至的日期晚于成文日期，请核对"
    if not summary.signature:
        faults["signature"] = "请填写署名，一般是本机关全称"
    refuse(faults)


def _permit(actor: Actor, agency: Organisation) -> None:
    if not rules.may_write(actor, agency.pk):
        raise MoveForbiddenError("您没有“撰写年度工作总结”的权限")


def _lock(agency: Organisation, year: int) -> None:
    """Serialise the writers of one report, so that the second sees what the first wrote."""
    Organisation.objects.select_for_update().get(pk=agency.pk)
