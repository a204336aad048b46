"""Documents of a demonstration year: invented texts of the kinds that such a bureau publishes."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.disclosure.models import ColumnPage, DocumentAttachment, DocumentPage, Validity
from huiyin.disclosure.tree import actions
from huiyin.editorial import actions as editorial
from huiyin.organisations.models import Organisation
from huiyin.workdays.calendar import add_months
from huiyin.workdays.load import calendar

from . import attachments, periodic, regulations, schedule, standing, texts, words
from .clock import next_workday, office_hour, workday_before
from .phrases import paragraphs
from .schedule import Planned

BUILD = "城乡建设、环境保护\\城乡建设（含住房）"
OPENNESS = "综合政务\\政务公开"
SAFETY = "市场监管、安全生产监管\\安全生产监管"
MONEY = "财政、金融、审计\\财政"
RULES, EXPLAINING = "wenjian", "jiedu"
REVIEWED = "旧站迁移来的演示信息，当时由承办科室和分管负责人审核"
TWICE = "这条公告重复发布，内容以同日发布的另一条为准"
GONE_THROUGH_EACH = 11
"""Months after which a standing page is reviewed: its column asks for it once a year."""
LEFT_ALONE = 14
"""Months for which nobody has looked at 机构职能: the one column that the story lets run late."""
Writer = Callable[[Random, Planned, Organisation], tuple[str, str]]


@dataclass(frozen=True)
class Genre:
    """The kind of documents of one column."""

    genre: str
    theme: str
    code: str = ""
    """发文机关代字 of numbered documents"""
    has_validity: bool = False


GENRES = {
    "dongtai": Genre("其他", BUILD),
    "gonggao": Genre("公告", BUILD),
    "wenjian": Genre("通知", BUILD, "云城管规", has_validity=True),
    "jiedu": Genre("政策解读", BUILD),
    "guihua": Genre("规划", BUILD, "云城管"),
    "quanze": Genre("其他", BUILD),
    "xuke": Genre("其他", BUILD),
    "chufa": Genre("其他", BUILD),
    "yusuan": Genre("报告", MONEY),
    "caigou": Genre("公告", MONEY),
    "yingji": Genre("方案", SAFETY, "云城管", has_validity=True),
    "jianyi": Genre("函", BUILD, "云城管建提"),
    "tuijin": Genre("通知", OPENNESS),
    "zhidu": Genre("通知", OPENNESS, "云城管办", has_validity=True),
}
WRITERS: dict[str, Writer] = {
    "dongtai": texts.news,
    "gonggao": texts.announcement,
    "told-once": texts.single_notice,
    "caigou": texts.procurement,
    "guide": texts.licensing,
    "proposal": texts.proposal,
    "rule": regulations.rule,
    "interpretation": regulations.interpretation,
    "emergency": regulations.emergency,
    "system": regulations.system,
    "penalties": periodic.penalties,
    "hotline": periodic.hotline,
    "powers": periodic.powers,
    "powers-changed": periodic.powers,
    "budget": periodic.account,
    "final-account": periodic.account,
    **dict.fromkeys(("key-points", "self-check", "training"), periodic.openness),
    **dict.fromkeys(
        ("year-plan", "half-year", "sanitation-plan", "parking-plan"), regulations.plan
    ),
}


def year(
    agency: Organisation,
    narrator: Actor,
    columns: dict[str, ColumnPage],
    number: int,
    until: datetime,
) -> Iterator[int]:
    """Publish the documents of a year up to `until`; yields after each one."""
    counts: Counter[str] = Counter()
    planned: list[tuple[datetime, Planned, str]] = []
    for one in schedule.of(number, timezone.localdate(until)):
        random = Random(f"{one.column} {one.what} {one.formed} {one.serial}")
        doc_number = _number(random, counts, one)
        planned.append((released(one), one, doc_number))
    rules: dict[int, DocumentPage] = {}
    for at, one, doc_number in sorted(planned, key=lambda item: item[0]):
        if at > until:
            return
        page = _publish(agency, narrator, columns[one.column], one, doc_number, at, rules)
        if one.column == RULES:
            rules[one.serial] = page
        yield 1


def _number(random: Random, counts: Counter[str], one: Planned) -> str:
    """文号: one series for each 代字 and year, in the order of forming; some numbers are not public."""
    code = GENRES[one.column].code
    if not code or one.what == "half-year":
        return ""
    # every reply to a proposal is public
    counts[code] += 1 if one.what == "proposal" else random.randint(1, 2)
    return f"{code}〔{one.formed.year}〕{counts[code]}号"


def released(one: Planned) -> datetime:
    """When it goes online; an interpretation minutes after its document."""
    same = one.what in ("rule", "interpretation")
    random = Random(f"released {one.formed} {'rule' if same else one.what} {one.serial}")
    lag = random.choice([0, 0, 1, 1, 2, 3]) if one.column != "dongtai" else 0
    at = office_hour(random, calendar().add(one.formed, lag), 1, 3)
    return at + timedelta(minutes=5) if one.what == "interpretation" else at


def _publish(
    agency: Organisation,
    narrator: Actor,
    column: ColumnPage,
    one: Planned,
    doc_number: str,
    at: datetime,
    rules: dict[int, DocumentPage],
) -> DocumentPage:
    random = Random(f"text {one.column} {one.what} {one.formed} {one.serial}")
    title, body = WRITERS[one.what](random, one, agency)
    values = _values(agency, one, at) | {
        "title": title,
        "body": body,
        "doc_number": doc_number,
        "category": column.title,
        "author": words.person(random),
    }
    if one.column == EXPLAINING:
        values["interprets"] = rules[one.serial]
    files: list[DocumentAttachment] = []
    if one.column == "caigou":
        files.append(attachments.table(title, random))
    elif one.column in {RULES, "yingji"}:
        files.append(attachments.paper(title, body))
    return actions.publish_document(
        column, agency, values, attachments=files, reviewed=REVIEWED, actor=narrator, at=at
    )


def _values(agency: Organisation, one: Planned, at: datetime) -> dict[str, Any]:
    """Field values that follow from the kind of document and its dates."""
    genre = GENRES[one.column]
    values: dict[str, Any] = {
        "index_number": "",
        "issuer": agency.name,
        "formed_on": timezone.localdate(at) if one.column == EXPLAINING else one.formed,
        "published_at": at,
        "theme": genre.theme,
        "genre": genre.genre,
        "validity": Validity.VALID if genre.has_validity else "",
        "keywords": "城市管理,云溪市",
        "source": agency.name,
    }
    if one.column == RULES:
        values["effective_on"] = schedule.in_force(one.formed)[0]
    return values


def standing_documents(
    agency: Organisation, narrator: Actor, columns: dict[str, ColumnPage], begun: date
) -> None:
    """Pages that every bureau has from the first day: the guide and its functions."""
    for column, title, body in (
        ("zhinan", f"{agency.name}政府信息公开指南", standing.guide(agency)),
        ("jigou", f"{agency.name}机构职能", standing.functions(agency)),
    ):
        at = office_hour(Random(title), begun)
        values = {
            "title": title,
            "index_number": "",
            "issuer": agency.name,
            "formed_on": begun,
            "published_at": at,
            "category": columns[column].title,
            "theme": OPENNESS,
            "genre": "其他",
            "source": agency.name,
            "body": body,
        }
        actions.publish_document(
            columns[column], agency, values, reviewed=REVIEWED, actor=narrator, at=at
        )


def afterwards(
    agency: Organisation,
    narrator: Actor,
    releaser: Actor,
    columns: dict[str, ColumnPage],
    until: datetime,
) -> Iterator[int]:
    """What became of documents later: rules end, the guide is gone through, a notice stood twice."""
    for each in (
        _gone_through(agency, narrator, columns, until),
        _twice(releaser, columns),
        _ended(agency, releaser, columns, until),
    ):
        yield from each


def _gone_through(
    agency: Organisation, narrator: Actor, columns: dict[str, ColumnPage], until: datetime
) -> Iterator[int]:
    today = timezone.localdate(until)
    for column, body, last in (
        ("zhinan", standing.guide(agency), today),
        ("jigou", standing.functions(agency), add_months(today, -LEFT_ALONE)),
    ):
        page = DocumentPage.objects.child_of(columns[column]).get()
        begun = timezone.localdate(page.published_at)
        for times in range(1, 12 * (until.year - begun.year + 1)):
            day = workday_before(add_months(begun, GONE_THROUGH_EACH * times))
            at = office_hour(Random(f"{column} {day}"), day)
            if day > last or at > until:
                break
            checked = paragraphs([f"本页内容于{day.year}年{day.month}月核对。"])
            values = {"body": body + checked, "last_published_at": at}
            actions.update_document(page, values, reviewed=REVIEWED, actor=narrator, at=at)
            yield 1


def _twice(releaser: Actor, columns: dict[str, ColumnPage]) -> Iterator[int]:
    announcements = DocumentPage.objects.child_of(columns["gonggao"]).order_by("published_at")
    twice = announcements.filter(formed_on__year=schedule.FULL[1])[3:4].first()
    if twice is None:
        return  # the story leaves that year out
    at = office_hour(Random(twice.title), calendar().add(timezone.localdate(twice.published_at), 1))
    editorial.withdraw(
        editorial.adopt(twice, actor=releaser, at=at), actor=releaser, at=at, reason=TWICE
    )
    yield 1


def _ended(
    agency: Organisation, releaser: Actor, columns: dict[str, ColumnPage], until: datetime
) -> Iterator[int]:
    """Rules whose term is over and plans that were revised: repealed by the new one, or lapsed."""
    for column, old, new, on in _endings(agency, until.year):
        at = office_hour(Random(f"ended {old}"), next_workday(on), 2, 3)
        if at > until:
            continue
        pages = DocumentPage.objects.child_of(columns[column])
        page, after = pages.filter(title=old).first(), pages.filter(title=new).first()
        if page is None:
            continue  # of a year that the story leaves out
        editorial.abolish(
            editorial.adopt(page, actor=releaser, at=at),
            actor=releaser,
            at=at,
            validity=Validity.ABOLISHED if after else Validity.LAPSED,
            on=on,
            replacement=after.index_number if after else "",
        )
        yield 1


def _endings(agency: Organisation, last: int) -> Iterator[tuple[str, str, str, date]]:
    """Column, title, title of the successor, first day on which it is no longer in force."""
    for made_in in range(schedule.FULL[0], last + 1):
        for serial in schedule.rules_of(made_in):
            _, end = schedule.in_force(schedule.rule_formed(made_in, serial))
            new = _successor(agency, made_in, serial)
            yield (
                RULES,
                regulations.rule_title(agency, made_in, serial),
                new,
                end + timedelta(days=1),
            )
        for one in schedule.of(made_in, date(made_in, 12, 31)):
            if one.what == "emergency" and made_in > schedule.FULL[0]:
                old = made_in - schedule.PLANS_EACH
                titles = [
                    regulations.emergency_title(agency, plan_year, one.serial)
                    for plan_year in (old, made_in)
                ]
                yield "yingji", titles[0], titles[1], timezone.localdate(released(one))


def _successor(agency: Organisation, made_in: int, serial: int) -> str:
    later = made_in + schedule.RULE_YEARS
    for number in schedule.rules_of(later):
        if regulations.taken_from(later, number) == (made_in, serial):
            return regulations.rule_title(agency, later, number)
    return ""
