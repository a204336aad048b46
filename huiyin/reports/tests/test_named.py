"""What a sentence names beside its figures: people, units and documents, as of the last day."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from huiyin.accounts.models import User
from huiyin.audit.actors import system
from huiyin.disclosure.models import ColumnType
from huiyin.disclosure.tree.actions import add_column, agency_page, publish_document
from huiyin.figures.registry import Scope
from huiyin.organisations.actions import appoint
from huiyin.organisations.models import Organisation
from huiyin.organisations.roles import ensure_posts
from huiyin.reports.summary import disclosure, hotline, organisation
from huiyin.reports.text import Citer, Paragraph, words
from huiyin.structure.models import Charge, Leader, LeadingGroup

pytestmark = pytest.mark.django_db
END = date(2026, 3, 3)
FIRST = date(2020, 1, 2)


def texts(recorded, bureau, year=2020):
    cite = Citer(Scope.year(bureau.pk, year, today=END))
    return [words(Paragraph(runs)) for runs in recorded(cite)]


@pytest.fixture
def duties(bureau):
    """Who did what from January 2020 on, and again otherwise from 2021 on."""
    common = {"agency": bureau, "basis": "云编〔2020〕6号"}
    head = {"seat": "局长", "place": 1, "duties": "主持全面工作"}
    Leader.objects.create(**common, **head, name="甲", valid_from=FIRST)
    deputy = {"seat": "副局长", "place": 2, "duties": "政务公开、热线"}
    Leader.objects.create(**common, **deputy, name="乙", valid_from=FIRST)
    Leader.objects.create(**common, **deputy, name="丁", valid_from=date(2021, 3, 1))
    group = {"name": "政务公开工作领导小组", "head": "甲", "members": "各科室负责人"}
    LeadingGroup.objects.create(
        **common, **group, deputies="乙、丙", office="设在审批科", valid_from=FIRST
    )
    unit = Organisation.objects.get(slug="duban")
    for about in ("hotline", "foi"):
        Charge.objects.create(**common, about=about, unit=unit, valid_from=FIRST)
    return unit


def test_the_leading_group_is_named_by_seats(bureau, duties):
    assert texts(organisation.leading_group, bureau) == [
        "设立政务公开工作领导小组，由局长甲任组长，副局长乙、丙任副组长，各科室负责人为成员，"
        "领导小组办公室设在审批科。",
        "责任分工为：监督指挥科负责热线留言、依申请公开。",
    ]


def test_a_year_shows_the_leaders_and_names_of_its_own_days(bureau, duties):
    duties.earlier.create(
        name="督查科", short_name="督查科", until=date(2021, 6, 30), parent=bureau
    )
    duties.changed_on = date(2021, 7, 1)
    duties.save()
    assert texts(hotline.leadership, bureau) == ["由副局长乙分管热线，督查科统筹协调热线留言办理。"]
    assert texts(hotline.leadership, bureau, 2021) == [
        "由副局长丁分管热线，监督指挥科统筹协调热线留言办理。"
    ]
    assert texts(hotline.leadership, bureau, 2019) == []


def test_a_group_that_is_no_more_is_not_named(bureau, duties):
    LeadingGroup.objects.create(
        agency=bureau,
        basis="云编",
        name="政务公开工作领导小组",
        head="",
        valid_from=date(2021, 1, 1),
    )
    assert len(texts(organisation.leading_group, bureau, 2020)) == 2
    assert texts(organisation.leading_group, bureau, 2021) == [
        "责任分工为：监督指挥科负责热线留言、依申请公开。"
    ]


def test_people_on_posts_are_counted_on_the_last_day(bureau, morning):
    posts = ensure_posts(bureau)
    for name, post, since in (
        ("甲", "信息公开岗", date(2019, 1, 1)),
        ("乙", "信息公开岗", date(2021, 1, 1)),
        ("丙", "信息发布岗", date(2020, 6, 1)),
        ("丁", "热线办理岗", date(2019, 1, 1)),
    ):
        user = User.objects.create_user(name, password="a-long-pass-phrase", name=name)
        appoint(user, posts[post], actor=system("t"), at=morning, since=since)
    assert texts(organisation.persons, bureau) == [
        "明确信息公开岗1人、信息发布岗1人专门负责公开工作。"
    ]
    assert "信息公开岗2人" in texts(organisation.persons, bureau, 2021)[0]
    assert texts(hotline.leadership, bureau) == ["明确热线办理岗1人负责收集、交办和回复。"]


@pytest.fixture
def rules(bureau, robot, morning):
    """Rules of its own work, published on these days."""
    page = agency_page(bureau, actor=robot, at=morning)
    column = add_column(
        page, "公开制度", slug="zhidu", column_type=ColumnType.OTHER, actor=robot, at=morning
    )

    def issue(title, number, day):
        at = datetime(day.year, day.month, day.day, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
        values = {
            "title": title, "doc_number": number, "formed_on": day, "published_at": at,
            "issuer": bureau.name, "source": bureau.name, "body": "<p>一、总则</p>",
        }  # fmt: skip
        publish_document(column, bureau, values, actor=robot, at=at)

    return issue


def test_rules_are_named_with_number_and_day(bureau, rules):
    rules("市城管局关于印发《热线留言办理工作制度》的通知", "云城管〔2020〕5号", date(2020, 5, 20))
    assert texts(disclosure.systems, bureau) == [
        "制定公布工作制度1项：《热线留言办理工作制度》（云城管〔2020〕5号，5月20日公布）。"
    ]
    rules("保密审查制度", "", date(2020, 9, 10))
    assert texts(disclosure.systems, bureau) == [
        "制定公布工作制度2项：《热线留言办理工作制度》（云城管〔2020〕5号，5月20日公布）、"
        "《保密审查制度》（9月10日公布）。"
    ]
    assert texts(hotline.rules, bureau) == [
        "制定公布工作制度《热线留言办理工作制度》（云城管〔2020〕5号，5月20日公布）。"
    ]
    assert texts(disclosure.systems, bureau, 2021) == []


def test_of_many_the_first_are_named_and_all_counted(bureau, rules):
    for number in range(1, 8):
        rules(f"制度之{number}", "", date(2020, 3, number))
    (text,) = texts(disclosure.systems, bureau)
    assert text.startswith("制定公布工作制度7项：")
    assert text.count("《") == 5
    assert text.endswith("等。")
