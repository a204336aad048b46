"""Documents of a demonstration year: invented texts of the kinds that such a bureau publishes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from huiyin.audit.actors import Actor
from huiyin.disclosure import actions
from huiyin.disclosure.models import ColumnPage, DocumentAttachment, DocumentPage, Validity
from huiyin.editorial import actions as editorial
from huiyin.organisations.models import Organisation
from huiyin.workdays.load import calendar

from . import attachments, texts, words
from .clock import office_hour, workdays_of

BUILD = "城乡建设、环境保护\\城乡建设（含住房）"
OPENNESS = "综合政务\\政务公开"
SAFETY = "市场监管、安全生产监管\\安全生产监管"
MONEY = "财政、金融、审计\\财政"
RULES, EXPLAINING = "wenjian", "jiedu"
REVIEWED = "旧站迁移来的演示信息，当时由承办科室和分管负责人审核"
TWICE = "这条公告重复发布，内容以同日发布的另一条为准"


@dataclass(frozen=True)
class Recipe:
    """How many documents of one kind a column gets in a year, and what they are like."""

    column: str
    count: int
    genre: str
    theme: str
    numbered: str = ""
    """发文机关代字 of numbered documents"""


RECIPES = [
    Recipe("dongtai", 44, "其他", BUILD),
    Recipe("gonggao", 16, "公告", BUILD),
    Recipe("wenjian", 6, "通知", BUILD, "云城管规"),
    Recipe("jiedu", 6, "政策解读", BUILD),
    Recipe("guihua", 4, "规划", BUILD, "云城管"),
    Recipe("quanze", 2, "其他", BUILD),
    Recipe("xuke", 6, "其他", BUILD),
    Recipe("chufa", 8, "其他", BUILD),
    Recipe("yusuan", 3, "报告", MONEY),
    Recipe("caigou", 6, "公告", MONEY),
    Recipe("yingji", 4, "方案", SAFETY, "云城管"),
    Recipe("jianyi", 8, "函", BUILD, "云城管建提"),
    Recipe("tuijin", 5, "通知", OPENNESS, "云城管办"),
    Recipe("zhidu", 2, "通知", OPENNESS, "云城管办"),
]


def year(
    agency: Organisation, narrator: Actor, columns: dict[str, ColumnPage], number: int
) -> Iterator[int]:
    """Publish the documents of a year in the order of their days; yields after each one."""
    random = Random(f"documents {number}")
    days = workdays_of(number)[5:]
    plan = [(random.choice(days), recipe) for recipe in RECIPES for _ in range(recipe.count)]
    counts: dict[str, int] = {}
    rules: list[DocumentPage] = []
    for formed, recipe in sorted(_explained(plan), key=_order):
        counts[recipe.column] = counts.get(recipe.column, 0) + 1
        values = _values(random, agency, recipe, formed, counts[recipe.column])
        if recipe.column == EXPLAINING:
            rule = rules[counts[EXPLAINING] - 1]
            values |= {"interprets": rule, "published_at": rule.published_at + timedelta(minutes=5)}
        page = _publish(random, agency, narrator, columns[recipe.column], recipe, values)
        if recipe.column == RULES:
            rules.append(page)
        yield 1


def _explained(plan: list[tuple[date, "Recipe"]]) -> list[tuple[date, "Recipe"]]:
    """政策解读 is written together with its document: the n-th with the n-th."""
    days = iter(sorted(formed for formed, recipe in plan if recipe.column == RULES))
    return [
        (next(days) if recipe.column == EXPLAINING else formed, recipe) for formed, recipe in plan
    ]


def _order(planned: tuple[date, "Recipe"]) -> tuple[date, bool, str]:
    formed, recipe = planned
    return formed, recipe.column == EXPLAINING, recipe.column


def afterwards(agency: Organisation, releaser: Actor, columns: dict[str, ColumnPage]) -> None:
    """A rule gave way to that of the next year; an announcement stood on the site twice."""
    found = DocumentPage.objects.child_of(columns[RULES])
    old, new = (found.get(title=texts.rule_title(agency, year, 2)) for year in (2020, 2021))
    at = new.published_at + timedelta(hours=1)
    editorial.abolish(
        editorial.adopt(old, actor=releaser, at=at),
        actor=releaser,
        at=at,
        validity=Validity.ABOLISHED,
        on=new.effective_on,
        replacement=new.index_number,
    )
    announcements = DocumentPage.objects.child_of(columns["gonggao"]).order_by("published_at")
    twice = announcements.filter(formed_on__year=2021)[3]
    at = twice.published_at + timedelta(days=1)
    editorial.withdraw(
        editorial.adopt(twice, actor=releaser, at=at), actor=releaser, at=at, reason=TWICE
    )


def standing(agency: Organisation, narrator: Actor, columns: dict[str, ColumnPage]) -> None:
    """What every bureau shows from the first day: the guide and its functions."""
    for column, title, body in (
        ("zhinan", f"{agency.name}政府信息公开指南", texts.guide(agency)),
        ("jigou", f"{agency.name}机构职能", texts.functions(agency)),
    ):
        formed = date(2020, 1, 3)
        values = _standing(agency, title, body, formed)
        values["category"] = columns[column].title
        actions.publish_document(
            columns[column], agency, values,
            reviewed=REVIEWED, actor=narrator, at=values["published_at"],
        )  # fmt: skip


def _standing(agency: Organisation, title: str, body: str, formed: date) -> dict[str, Any]:
    return {
        "title": title,
        "index_number": "",
        "issuer": agency.name,
        "formed_on": formed,
        "published_at": office_hour(Random(title), formed),
        "theme": OPENNESS,
        "genre": "其他",
        "source": agency.name,
        "body": body,
    }


def _values(
    random: Random, agency: Organisation, recipe: Recipe, formed: date, serial: int
) -> dict[str, Any]:
    title, body = texts.write(random, recipe.column, formed, serial, agency)
    released = calendar(agency.region).add(formed, random.choice([0, 0, 1, 1, 2, 3, 5]))
    number = f"{recipe.numbered}〔{formed.year}〕{serial + 2}号" if recipe.numbered else ""
    values: dict[str, Any] = {
        "title": title,
        "index_number": "",
        "doc_number": number,
        "issuer": agency.name,
        "formed_on": formed,
        "published_at": office_hour(random, released),
        "theme": recipe.theme,
        "genre": recipe.genre,
        "validity": Validity.VALID if recipe.numbered else "",
        "keywords": "城市管理,云溪市",
        "source": agency.name,
        "author": words.person(random),
        "body": body,
    }
    if recipe.column == RULES:
        values["effective_on"] = formed + timedelta(days=30)
    return values


def _publish(
    random: Random,
    agency: Organisation,
    narrator: Actor,
    column: ColumnPage,
    recipe: Recipe,
    values: dict[str, Any],
) -> DocumentPage:
    values["category"] = column.title
    files: list[DocumentAttachment] = []
    if recipe.column in {"caigou", "yusuan", "xuke"}:
        files.append(attachments.table(values["title"], random))
    elif recipe.column in {RULES, "yingji"}:
        files.append(attachments.paper(values["title"], values["body"]))
    return actions.publish_document(
        column, agency, values, attachments=files,
        reviewed=REVIEWED, actor=narrator, at=values["published_at"],
    )  # fmt: skip
