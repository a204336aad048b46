"""信用信息查询单: what the records say of a subject at one moment, as a numbered paper with its code."""

from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from huiyin.audit import log
from huiyin.audit.actors import Actor
from huiyin.common import days
from huiyin.files import word
from huiyin.letters import issuing
from huiyin.letters.layout import to_template
from huiyin.letters.models import PaperCode
from huiyin.letters.texts import LetterText
from huiyin.organisations.models import Organisation, held_in

from .listed import Listed, digest_of, listed
from .models import Statement, Subject
from .naming import public_name

ISSUE = "subjects.issue_statement"
TITLE = "信用信息查询单"
SERIES = "信查"
NEWEST = 20
"""Papers that a page lists."""
BY_ITSELF = "网站按申请自动出具"
SCOPE = {
    True: "出具时在本机关网站公示的信息，公示期满或者撤下的不列",
    False: "本机关台账中的行政许可、信用承诺和公示期内的行政处罚",
}


def may_be_issued(subject: Subject) -> bool:
    """Of a natural person the register knows no name."""
    return bool(subject.uscc and subject.name)


@transaction.atomic
def issue(
    subject: Subject,
    agency: Organisation,
    *,
    actor: Actor,
    at: datetime,
    asked_by: str,
    purpose: str,
) -> Statement:
    """出具: for the subject, by a person of the agency, with who asked for it and what for.

    Raises:
        PermissionDenied: the actor may not.
        ValidationError: the agency has no code for its documents.
    """
    if not (may_be_issued(subject) and actor.may(ISSUE, agency.pk)):
        raise PermissionDenied("您的岗位不能出具这个主体的信用信息查询单。")
    parts = listed(subject.body(), agency.pk, is_public=False)
    return _issued(
        Statement(asked_by=asked_by, purpose=purpose, signer=actor.name[:100]),
        subject, agency, parts, actor=actor, at=at,
    )  # fmt: skip


@transaction.atomic
def issue_public(
    subject: Subject, agency: Organisation, *, actor: Actor, at: datetime
) -> Statement:
    """出具 of what is public now, to anybody; the same paper again while it says the same that day.

    Raises:
        LookupError: nothing of this subject is public.
        ValidationError: the agency has no code for its documents.
    """
    # two at once draw one paper; what points to the subject meanwhile need not wait
    Subject.objects.select_for_update(no_key=True).get(pk=subject.pk)
    parts = listed(subject.body(is_public=True), agency.pk, is_public=True)
    if not (subject.has_page and any(part.total for part in parts)):
        raise LookupError(f"nothing is public of subject {subject.pk}")
    last = Statement.objects.filter(subject=subject, agency=agency, is_public=True).last()
    today = timezone.localdate(at)
    if last and timezone.localdate(last.issued_at) == today and last.digest == digest_of(parts):
        return last
    paper = Statement(is_public=True, signer=BY_ITSELF)
    return _issued(paper, subject, agency, parts, actor=actor, at=at)


def _issued(
    paper: Statement,
    subject: Subject,
    agency: Organisation,
    parts: list[Listed],
    *,
    actor: Actor,
    at: datetime,
) -> Statement:
    paper.subject, paper.agency, paper.issued_at = subject, agency, at
    paper.digest, paper.year = digest_of(parts), timezone.localdate(at).year
    paper.series = issuing.series_of(agency, SERIES)
    issuing.number_and_keep(
        paper, TITLE, lambda: _drawn(paper, parts, timezone.localtime(at)), agency=agency, at=at
    )
    log.record(
        actor, "subjects.statement.issue", subject, at=at,
        document_number=str(paper), purpose=paper.purpose, is_public=paper.is_public,
    )  # fmt: skip
    return paper


def _drawn(paper: Statement, parts: list[Listed], moment: datetime) -> bytes:
    """The Word file."""
    organ = paper.agency.on(moment).name
    values: dict[str, str | list[str]] = {
        "机关名称": organ,
        "文书名称": TITLE,
        "文号": str(paper),
        "成文日期": days.written(timezone.localdate(moment)),
        "名称": public_name(paper.subject) if paper.is_public else paper.subject.name,
        "代码": "，原代码".join(_codes(paper)),
        "范围": SCOPE[paper.is_public],
        "截至": f"{days.written(timezone.localdate(moment))}{moment:%H}时{moment:%M}分",
        "用途": [f"用途：{paper.purpose}"] if paper.purpose else [],
        "说明": f"以上由{organ}的记录自动列出，名称和案情中的个人信息已经遮挡。"
        "内容以后有变化的，扫描首页下方的二维码可以核验。",
    }
    for number, part in enumerate(parts, 1):
        values[f"小结{number}"] = f"{_NUMERALS[number]}、{part.label}{_counted(part)}"
        values[f"记录{number}"] = list(part.lines) or ["没有记录。"]
    return word.fill(to_template(_text(len(parts))), values, title=f"{paper} {TITLE}", at=moment)


def _codes(paper: Statement) -> list[str]:
    """The code that is used, then those that were joined to it."""
    body = paper.subject.body(is_public=paper.is_public)
    others = Subject.objects.filter(pk__in=body).exclude(uscc__in=["", paper.subject.uscc])
    return [paper.subject.uscc, *others.order_by("pk").values_list("uscc", flat=True)]


_NUMERALS = "〇一二三四五六七八九"


def _counted(part: Listed) -> str:
    shown = len(part.lines)
    return (
        f"（{part.total}件）" if shown == part.total else f"（{part.total}件，列出最近{shown}件）"
    )


def _text(parts: int) -> LetterText:
    lines = [
        "查询对象：{{名称}}",
        "统一社会信用代码：{{代码}}",
        "查询范围：{{范围}}",
        "截至时间：{{截至}}",
        "{{用途}}",
    ]
    for number in range(1, parts + 1):
        lines += [f"# {{{{小结{number}}}}}", f"{{{{记录{number}}}}}"]
    return LetterText(TITLE, (*lines, "{{说明}}"))


def by_code(subject: Subject, code: str) -> Statement | None:
    """The public paper of this subject with this code on it."""
    paper_code = PaperCode.objects.filter(code=code).first()
    if paper_code is None:
        return None
    papers = Statement.objects.select_related("pdf").filter(
        subject__in=subject.body(), is_public=True
    )
    return papers.filter(pdf=paper_code.file_id).first()


def code_of(paper: Statement) -> str:
    return PaperCode.objects.get(file=paper.pdf_id).code


def issued(body: Collection[int], actor: Actor) -> list[Statement]:
    """What was issued at the desk of agencies in which this actor may issue one, the latest first."""
    papers = Statement.objects.filter(held_in(actor, ISSUE), subject__in=body, is_public=False)
    return list(papers.order_by("-pk")[:NEWEST])
