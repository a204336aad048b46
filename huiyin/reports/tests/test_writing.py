"""What the office writes for its summary: whose it is, its versions, last year's words, both doors."""

import io
import json
from datetime import UTC, date, datetime, timedelta

import docx
import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from huiyin.audit.actors import Actor, ActorKind, system
from huiyin.audit.models import Entry
from huiyin.casework.workflow import MoveForbiddenError, StaleMoveError
from huiyin.organisations.models import Organisation
from huiyin.planning.actions import plans
from huiyin.reports import composing, word
from huiyin.reports.actions import writing
from huiyin.reports.models import OfficeParagraph, Summary
from huiyin.reports.rules import WRITE
from huiyin.reports.summary import slots
from huiyin.reports.text import words

from .trial import item

pytestmark = pytest.mark.django_db
ROUNDS, GROUP, TODAY = "hotline/rounds", "organisation/leading-group", date(2026, 3, 3)


@pytest.fixture
def clerk(bureau):
    return Actor(ActorKind.PERSON, "张某", "7", grants={bureau.pk: frozenset({WRITE})})


@pytest.fixture
def write(bureau, clerk, morning):
    def save(text, *, year=2020, slot=ROUNDS, seen=0, actor=clerk, agency=bureau):
        return writing.write_paragraph(agency, year, slot, text, actor=actor, at=morning, seen=seen)

    return save


def composed(bureau, year=2020, **options):
    return composing.compose(bureau, year, today=TODAY, **options)


def texts(report):
    return [words(one) for one in report.paragraphs()]


def test_it_stands_in_the_text_with_its_author(write, bureau):
    write("每天上午、下午各查看一次。\n\n  专人负责交办。 ")
    report = composed(bureau).report
    own = [one for one in report.paragraphs() if one.origin and one.origin.slot == ROUNDS]
    assert [words(one) for one in own] == ["每天上午、下午各查看一次。", "专人负责交办。"]
    assert {(one.origin.author, one.origin.year) for one in own} == {("张某", 2020)}


def test_the_day_of_the_office_begins_at_its_own_midnight(bureau, clerk):
    """Half an hour into the day in Shanghai it is still the day before in UTC."""
    after_midnight = datetime(2026, 3, 2, 16, 30, tzinfo=UTC)
    arrange(bureau, clerk, after_midnight, dated_on=TODAY)
    assert composed(bureau).frame.dated_on == TODAY


def test_every_version_is_kept(write, bureau):
    write("一天两次。")
    write("一天三次。", seen=1)
    write("", seen=2)
    versions = OfficeParagraph.objects.filter(slot=ROUNDS)
    assert [(one.version, one.text) for one in versions] == [
        (1, "一天两次。"), (2, "一天三次。"), (3, ""),
    ]  # fmt: skip
    assert not [one for one in composed(bureau).report.paragraphs() if one.origin]
    facts = Entry.objects.filter(verb="reports.paragraph").order_by("pk").values_list("facts")
    assert [one["text"] for (one,) in facts] == ["一天两次。", "一天三次。", ""]


def test_the_same_words_make_no_version(write):
    write("一天两次。")
    assert write(" 一天两次。\n", seen=1) is None
    assert OfficeParagraph.objects.count() == 1


def test_an_empty_form_makes_no_version(write):
    assert write("  \n ") is None


def test_last_years_words_are_a_proposal_and_no_text(write, bureau, clerk, morning):
    before = write("一天两次。", year=2019)
    page = composed(bureau)
    assert page.before[ROUNDS] == before
    assert not [one for one in page.report.paragraphs() if one.origin]
    taken = writing.take_over(bureau, 2020, ROUNDS, actor=clerk, at=morning, seen=0)
    assert (taken.text, taken.taken_from, taken.author) == ("一天两次。", before, "张某")
    assert "一天两次。" in texts(composed(bureau).report)


def test_a_proposal_can_be_left(write, bureau):
    write("一天两次。", year=2019)
    left = write("")
    assert (left.version, left.text) == (1, "")
    assert composed(bureau).said[ROUNDS] == left


def test_what_was_emptied_last_year_is_no_proposal(write, bureau, clerk, morning):
    write("一天两次。", year=2019)
    write("", year=2019, seen=1)
    assert ROUNDS not in composed(bureau).before
    with pytest.raises(ValidationError, match="上年没有写过"):
        writing.take_over(bureau, 2020, ROUNDS, actor=clerk, at=morning, seen=0)


def test_an_old_tab_is_refused_and_says_who_was_quicker(write, bureau):
    write("一天两次。")
    other = Actor(ActorKind.PERSON, "李某", "8", grants={bureau.pk: frozenset({WRITE})})
    with pytest.raises(StaleMoveError, match="张某已改过"):
        write("一天一次。", actor=other)
    with pytest.raises(StaleMoveError):
        write("一天一次。", seen=5)
    assert OfficeParagraph.objects.count() == 1


@pytest.mark.parametrize(
    ("slot", "text", "said"),
    [
        ("nowhere", "甲", "没有这个位置"),
        ("measures", "加强督办", "没有这个位置"),
        ("followed", "都已落实", "没有这个位置"),
        (ROUNDS, "共{no.such.figure}", "no.such.figure"),
        (ROUNDS, "共{hotline.received", "不成对"),
        (ROUNDS, "字" * 3001, "最多 3000 个字"),
    ],
)
def test_what_cannot_be_is_refused_and_says_why(write, slot, text, said):
    with pytest.raises(ValidationError, match=said):
        write(text, slot=slot)
    assert not OfficeParagraph.objects.exists()


def test_a_placeholder_becomes_a_cited_figure(write, bureau, licence):
    licence()
    write("窗口办理许可{licensing.decided}。")
    report = composed(bureau).report
    assert "窗口办理许可1件。" in texts(report)
    assert "licensing.decided" in {cited.key for cited in report.cited()}


@pytest.mark.parametrize("who", ["nobody", "another right", "elsewhere"])
def test_nobody_else_writes(bureau, morning, who):
    there = Organisation.objects.create(
        name="水务局", short_name="水务", slug="swj", is_agency=True
    )
    grants = {
        "nobody": {},
        "another right": {bureau.pk: frozenset({"editorial.draft", "reports.keep_plans"})},
        "elsewhere": {there.pk: frozenset({WRITE}), bureau.pk: frozenset()},
    }[who]
    actor = Actor(ActorKind.PERSON, "某人", "9", grants=grants)
    common = {"actor": actor, "at": morning, "seen": 0}
    frame = writing.Frame("", "某局", None, None)
    for act in (
        lambda: writing.write_paragraph(bureau, 2020, ROUNDS, "甲", **common),
        lambda: writing.arrange(bureau, 2020, frame, **common),
        lambda: writing.choose_measures(bureau, 2020, [], **common),
    ):
        with pytest.raises(MoveForbiddenError):
            act()
    assert not OfficeParagraph.objects.exists()
    assert not Summary.objects.exists()


def test_agencies_do_not_mix(write, bureau):
    there = Organisation.objects.create(
        name="水务局", short_name="水务", slug="swj", is_agency=True
    )
    write("一天两次。", actor=system("test"))
    write("一天五次。", actor=system("test"), agency=there)
    assert "一天五次。" not in texts(composed(bureau).report)
    assert "一天五次。" in texts(composed(there).report)


def arrange(bureau, actor, at, *, seen=0, **values):
    frame = {"addressee": "市政务公开办", "signature": bureau.name, "dated_on": None, "as_of": None}
    return writing.arrange(
        bureau, 2020, writing.Frame(**frame | values), actor=actor, at=at, seen=seen
    )


def test_the_frame_is_kept_and_stands_in_the_text(bureau, clerk, morning):
    day = date(2020, 11, 17)
    arrange(bureau, clerk, morning, addressee="市政务公开办：", dated_on=day, as_of=day)
    report = composed(bureau).report
    assert (report.addressee, report.signed, report.written_on) == (
        "市政务公开办",
        bureau.name,
        day,
    )
    assert report.title.endswith("（截至11月17日）")
    entry = Entry.objects.get(verb="reports.frame")
    assert entry.facts["changes"]["dated_on"] == [None, "2020-11-17"]


def test_a_later_day_than_the_papers_is_not_under_its_date(bureau, clerk, morning):
    arrange(bureau, clerk, morning, dated_on=date(2020, 11, 17))
    report = composed(bureau, as_of=date(2020, 12, 1)).report
    assert (report.written_on, report.period) == (TODAY, "2020-01-01/2020-12-01")


def test_last_years_frame_is_the_usual_one(bureau, clerk, morning):
    assert composed(bureau).report.addressee == "云溪市人民政府"
    arrange(bureau, clerk, morning, signature="市城管局")
    frame = composed(bureau, year=2021).frame
    assert (frame.addressee, frame.signature, frame.dated_on) == ("市政务公开办", "市城管局", None)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"dated_on": date(2019, 12, 31)}, "dated_on"),
        ({"dated_on": date(2026, 3, 4)}, "dated_on"),
        ({"as_of": date(2026, 3, 4)}, "as_of"),
        ({"dated_on": date(2020, 11, 17), "as_of": date(2020, 11, 18)}, "as_of"),
        ({"signature": "  "}, "signature"),
    ],
)
def test_a_frame_that_cannot_be_is_refused_at_its_field(bureau, clerk, morning, values, field):
    with pytest.raises(ValidationError) as refused:
        arrange(bureau, clerk, morning, **values)
    assert set(refused.value.message_dict) == {field}
    assert not Summary.objects.exists()


EARLY = datetime(2026, 3, 2, 17, 30, tzinfo=UTC)
"""Half past one in the morning of TODAY, as a server's clock tells it."""


@pytest.mark.parametrize("name", ["dated_on", "as_of"])
def test_the_day_begins_at_midnight_here(bureau, clerk, name):
    kept = arrange(bureau, clerk, EARLY, **{name: TODAY})
    assert getattr(kept, name) == TODAY
    with pytest.raises(ValidationError, match="还没有到"):
        arrange(bureau, clerk, EARLY, seen=1, **{name: TODAY + timedelta(days=1)})


def test_two_frames_at_once(bureau, clerk, morning):
    arrange(bureau, clerk, morning)
    with pytest.raises(StaleMoveError, match="张某已改过"):
        arrange(bureau, clerk, morning, addressee="别处")


def enter(bureau, morning, **values):
    return plans.enter(item(bureau, **values), actor=system("test"), at=morning)


def choose(bureau, clerk, morning, *items, year=2020, seen=0):
    keys = [one.pk for one in items]
    return writing.choose_measures(bureau, year, keys, actor=clerk, at=morning, seen=seen)


def next_steps(report):
    return [one for one in texts(report) if one.startswith("下一步")]


def test_without_measures_nothing_is_promised(bureau, licence, morning):
    licence(published_on=date(2020, 12, 1))
    enter(bureau, morning, year=2021, due_on=date(2021, 6, 30))
    assert next_steps(composed(bureau).report) == []


def test_chosen_measures_are_the_next_steps(bureau, clerk, morning):
    late = enter(bureau, morning, year=2021, due_on=date(2021, 9, 30), text="修订办理制度。")
    soon = enter(bureau, morning, year=2021, due_on=date(2021, 6, 30), text="组织培训")
    choose(bureau, clerk, morning, late, soon)
    assert next_steps(composed(bureau).report) == ["下一步，一是组织培训；二是修订办理制度。"]
    entry = Entry.objects.get(verb="reports.measures")
    assert set(entry.facts["measures"]) == {late.reference, soon.reference}


@pytest.mark.parametrize(
    ("year", "is_offered"), [(2019, False), (2020, True), (2021, True), (2022, False)]
)
def test_items_of_the_year_and_the_next_are_offered(bureau, morning, year, is_offered):
    measure = enter(bureau, morning, year=year, due_on=date(year, 12, 31))
    assert (measure in composed(bureau).offered) is is_offered


@pytest.mark.parametrize("end", ["void", "another agency's", "another year's", "done"])
def test_what_is_not_offered_cannot_be_chosen(bureau, clerk, morning, end):
    there = Organisation.objects.create(
        name="水务局", short_name="水务", slug="swj", is_agency=True
    )
    year = 2023 if end == "another year's" else 2021
    agency = there if end == "another agency's" else bureau
    measure = enter(agency, morning, year=year, due_on=date(year, 12, 31))
    if end == "void":
        plans.void(measure, actor=system("test"), at=morning, reason="重复")
    if end == "done":
        plans.finish(
            measure, actor=system("test"), at=morning, done_on=date(2020, 12, 30), result="已办"
        )
    with pytest.raises(ValidationError):
        choose(bureau, clerk, morning, measure)
    assert not Summary.objects.exists()


def test_what_was_done_on_a_day_is_not_offered_from_its_first_hour(bureau, clerk, morning):
    measure = enter(bureau, morning)
    plans.finish(measure, actor=system("test"), at=morning, done_on=TODAY, result="已办")
    assert measure not in composed(bureau, year=2026).offered
    with pytest.raises(ValidationError, match="重新选择"):
        writing.choose_measures(bureau, 2026, [measure.pk], actor=clerk, at=EARLY, seen=0)


def test_a_measure_stands_as_it_stood_when_the_report_ends(bureau, clerk, morning):
    """Done in the year after, it was a next step; done before, it was none."""
    measure = enter(bureau, morning, year=2020, due_on=date(2020, 12, 31), text="组织培训")
    choose(bureau, clerk, morning, measure)
    robot = system("t")
    plans.finish(measure, actor=robot, at=morning, done_on=date(2020, 11, 18), result="已办")
    assert next_steps(composed(bureau, as_of=date(2020, 11, 17)).report) == ["下一步，组织培训。"]
    assert next_steps(composed(bureau, as_of=date(2020, 11, 18)).report) == []
    again = plans.resume(measure, actor=robot, at=morning, reason="误登记")
    plans.finish(again, actor=robot, at=morning, done_on=date(2021, 5, 6), result="已办")
    assert next_steps(composed(bureau).report) == ["下一步，组织培训。"]


def test_next_year_says_what_became_of_them(bureau, clerk, morning):
    """As of a day: done after it is not done yet."""
    done, open_, dropped = (
        enter(bureau, morning, year=2021, due_on=date(2021, 6, day), text=text)
        for day, text in ((1, "组织培训"), (2, "修订制度"), (3, "开通热线"))
    )
    not_named = enter(bureau, morning, year=2021, due_on=date(2021, 6, 4), text="没有写进总结的")
    choose(bureau, clerk, morning, done, open_, dropped)
    plans.finish(done, actor=system("t"), at=morning, done_on=date(2021, 5, 6), result="已办")
    plans.drop(dropped, actor=system("t"), at=morning - timedelta(days=1700), reason="另有安排")
    text = " ".join(texts(composed(bureau, year=2021).report))
    assert "“组织培训”已落实；“修订制度”正在落实；“开通热线”不再实施。" in text
    assert not_named.text not in text
    earlier = " ".join(texts(composed(bureau, year=2021, as_of=date(2021, 5, 5)).report))
    assert "“组织培训”、“修订制度”、“开通热线”正在落实" in earlier


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"year": 1999}, "year"),
        ({"due_on": date(2025, 12, 31)}, "due_on"),
        ({"text": " 。"}, "text"),
        ({"unit": None}, "unit"),
        ({"basis": ""}, "basis"),
        ({"problem": ""}, "problem"),
    ],
)
def test_a_measure_that_nobody_decided_is_refused(bureau, morning, values, field):
    with pytest.raises(ValidationError) as refused:
        enter(bureau, morning, **values)
    assert set(refused.value.message_dict) == {field}
    assert not plans.PlanItem.objects.exists()


@pytest.mark.parametrize(
    "values", [{"done_on": date(2026, 3, 4), "result": "已办"}, {"done_on": TODAY, "result": " "}]
)
def test_done_has_a_day_that_came_and_a_proof(bureau, morning, values):
    measure = enter(bureau, morning)
    with pytest.raises(ValidationError):
        plans.finish(measure, actor=system("t"), at=morning, **values)


def test_the_command_line_says_the_same(write, bureau, clerk, morning, capsys, tmp_path):
    write("每天上午、下午各查看一次。")
    arrange(bureau, clerk, morning, dated_on=date(2020, 11, 17))
    chosen = enter(bureau, morning, year=2021, due_on=date(2021, 6, 30), text="组织培训")
    choose(bureau, clerk, morning, chosen, seen=1)
    page = composed(bureau).report
    call_command("report", "summary", "--year", "2020", "--format", "json")
    said = json.loads(capsys.readouterr().out)
    assert said == json.loads(json.dumps(page.as_json(), default=str))
    file = tmp_path / "总结.docx"
    call_command("report", "summary", "--year", "2020", "--format", "docx", "-o", str(file))
    known = docx.Document(io.BytesIO(word.to_docx(page, "http://x"))).paragraphs
    assert [p.text for p in docx.Document(str(file)).paragraphs] == [p.text for p in known]
    text = "\n".join(p.text for p in known)
    for one in (
        "每天上午、下午各查看一次。",
        "下一步，组织培训。",
        "市政务公开办：",
        "2020年11月17日",
    ):
        assert one in text
    assert "张某" not in text, "the paper is the office's"


def test_every_place_can_be_written(write, bureau):
    for slot in slots():
        write(f"这里是{slots()[slot].label}。", slot=slot)
    text = texts(composed(bureau).report)
    assert all(f"这里是{slots()[slot].label}。" in text for slot in slots())
