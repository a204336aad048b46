"""Records → sentences: each recorded sentence from the figures it cites, whatever they are."""

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huiyin.disclosure.models import ColumnType
from huiyin.disclosure.tree.actions import add_column, agency_page
from huiyin.figures import registry
from huiyin.figures.registry import Ratio, Reading, Scope
from huiyin.figures.regular import Regular
from huiyin.reports import findings, summary
from huiyin.reports.findings import Checked, Finding
from huiyin.reports.summary import applications, disclosure, hotline, licences, problems
from huiyin.reports.text import Citer, Paragraph, words

from .worked import WORKED

pytestmark = pytest.mark.django_db
END = date(2026, 3, 3)


@pytest.fixture
def figures(monkeypatch):
    """`figures({"foi.received": 3})`: what each figure says; all others are 0 or say nothing."""

    def say(values, pending=None):
        def read(asked, scope):
            is_now = scope.start.year == 2020
            return {
                one.key: _reading(one, values if is_now else {}, pending or {}) for one in asked
            }

        monkeypatch.setattr(registry, "read", read)

    return say


def _reading(figure, values, pending):
    value = values.get(figure.key)
    is_empty = value is None and (figure.among is not None or isinstance(figure, Regular))
    if value is None and not isinstance(figure, Ratio | Regular):
        value = 0
    return Reading(figure, value, is_empty, pending.get(figure.key, 0))


@pytest.fixture
def columns(bureau, robot, morning):
    page = agency_page(bureau, actor=robot, at=morning)
    for slug, title, kind in (
        ("guifan", "规范性文件", ColumnType.POLICY),
        ("jiedu", "政策解读", ColumnType.INTERPRETATION),
        ("tian", "建议提案办理", ColumnType.RESPONSE),
    ):
        add_column(page, title, slug=slug, column_type=kind, actor=robot, at=morning)


def texts(recorded, bureau, as_of=None):
    cite = Citer(Scope.year(bureau.pk, 2020, as_of, today=END))
    return [words(Paragraph(runs)) for runs in recorded(cite)]


SENTENCES = [
    pytest.param(disclosure.published, {}, {}, ["统计期内未主动公开政府信息。"], id="nothing out"),
    pytest.param(
        disclosure.published,
        {"disclosure.published": 5, "disclosure.published.guifan": 3, "disclosure.published.jiedu": 2,
         "disclosure.rules": 3, "disclosure.interpretations": 2,
         "disclosure.on-time": Decimal("97.4")},
        {},
        ["2020年，通过政府门户网站主动公开政府信息5条。其中，规范性文件3条、政策解读2条。"
         "公开规范性文件3条，发布政策解读2条。按照《中华人民共和国政府信息公开条例》第二十六条规定的公开期限，"
         "主动公开及时率97.4%。"],
        id="by column and kind",
    ),
    pytest.param(
        disclosure.published,
        {"disclosure.published": 1, "disclosure.on-time": Decimal(0)},
        {},
        ["2020年，通过政府门户网站主动公开政府信息1条。"
         "按照《中华人民共和国政府信息公开条例》第二十六条规定的公开期限，均超过期限才发布。"],
        id="out, and late",
    ),
    pytest.param(disclosure.registers, {}, {}, [], id="empty registers are left out"),
    pytest.param(
        disclosure.registers,
        {"registers.powers": 3, "registers.powers.type-01": 2, "registers.powers.type-02": 1,
         "registers.officers": 7, "registers.budgets": 2, "registers.finals": 1,
         "registers.three": 1},
        {},
        ["2020年末，公开权责清单事项3项（行政许可2项、行政处罚1项）；公布在册行政执法人员7人；"
         "公开本年度部门预算表2张，公开上年度部门决算表1张，其中“三公”经费表1张。"],
        id="registers",
    ),
    pytest.param(disclosure.decisions, {}, {}, [], id="no decision"),
    pytest.param(
        disclosure.decisions,
        {"registers.decisions.consulted": 2, "registers.opinions": 8,
         "registers.opinions.adopted": 5, "registers.feedback.on-time": Decimal(100),
         "registers.decisions.published": 1},
        {},
        ["就重大行政决策事项公开征求意见2件，收到公众意见8条，采纳（含部分采纳）5条，"
         "意见采纳情况按期公布率100%，公布重大行政决策结果1件。"],
        id="a decision from draft to outcome",
    ),
    pytest.param(
        disclosure.proposals, {"disclosure.proposals": 8}, {},
        ["公开人大代表建议和政协提案办理情况8条。"], id="proposals",
    ),
    pytest.param(
        applications.handled, {}, {}, ["统计期内未收到政府信息公开申请。"], id="no application"
    ),
    pytest.param(
        applications.handled,
        {"foi.received": 3, "foi.closed": 3, "foi.answered": 3, "foi.reconsidered": 1,
         "foi.answered.on-time": Decimal(100), "foi.table.r3_1.total": 2, "foi.table.r3_1.person": 2,
         "foi.table.r3_3_7.total": 1, "foi.table.r3_7.total": 3},
        {},
        ["共受理依申请公开3件，办结3件，按期答复率100%。"
         "办理结果为：予以公开2件、不予公开（属于行政执法案卷）1件。"
         "因政府信息公开，1件引起行政复议，未发生行政诉讼。"],
        id="the year of the seed",
    ),
    pytest.param(
        applications.handled,
        {"foi.closed": 1, "foi.litigated": 1},
        {},
        ["统计期内未收到新的政府信息公开申请，办结1件（均为终结办理）。"
         "因政府信息公开，1件引起行政诉讼，未发生行政复议。"],
        id="what was brought over and lapsed",
    ),
    pytest.param(
        applications.handled,
        {"foi.received": 2, "foi.closed": 2, "foi.answered": 1, "foi.carried-over": 1,
         "foi.answered.on-time": Decimal(0)},
        {},
        ["共受理依申请公开2件，办结2件（其中答复1件，其余为终结办理），已到期限的均未按期答复，"
         "结转下年继续办理1件。未发生因政府信息公开引起的行政复议和行政诉讼。"],
        id="late, and carried over",
    ),
    pytest.param(licences.decided, {}, {}, [], id="an agency without licences"),
    pytest.param(
        licences.decided,
        {"licensing.decided": 4, "licensing.decided.sanitation": 4, "licensing.published": 3,
         "licensing.published.on-time": Decimal("66.7")},
        {},
        ["共办理各类行政许可4件，其中，市容环卫类4件。",
         "按照许可决定作出之日起七个工作日内公示的要求，已在政府门户网站公示3件，公示及时率66.7%。"],
        id="licences",
    ),
    pytest.param(
        licences.decided,
        {"licensing.decided": 1, "licensing.published.on-time": Decimal(0)},
        {},
        ["共办理各类行政许可1件。",
         "按照许可决定作出之日起七个工作日内公示的要求，均尚未公示，已到期限的均未按期公示。"],
        id="none made public",
    ),
    pytest.param(hotline.handled, {}, {}, ["统计期内未收到热线和留言。"], id="no request"),
    pytest.param(
        hotline.handled,
        {"hotline.received": 9, "hotline.answered": 9, "hotline.mayor-hotline.received": 7,
         "hotline.interaction.received": 2, "hotline.kind.help": 9, "hotline.rated": 4,
         "hotline.on-time": Decimal(100), "hotline.satisfied": Decimal(75),
         "hotline.days-mean": Decimal("2.3"), "hotline.days-median": Decimal(2)},
        {},
        ["共受理热线留言9件，其中，市长热线7件、政民互动2件，全部办结。",
         "按诉求类型分，求助9件。",
         "按时办结率100%；平均办理时间2.3个工作日，半数工单不超过2个工作日；对已办结的回访评价4件，满意率（含基本满意）75%。"],
        id="all answered",
    ),
    pytest.param(
        hotline.handled,
        {"hotline.received": 2, "hotline.rated": 1, "hotline.satisfied": Decimal(0),
         "hotline.on-time": Decimal(0)},
        {},
        ["共受理热线留言2件；均在办理中。",
         "已到期限的均未按时办结；对已办结的回访评价1件，均为不满意。"],
        id="none in time, none content",
    ),
    pytest.param(hotline.supervision, {}, {}, [], id="no door was used"),
    pytest.param(
        hotline.supervision,
        {"hotline.mayor-hotline.received": 7, "hotline.kind.report": 3, "hotline.kind.mistake": 1},
        {},
        ["2020年，通过市长热线等渠道接受社会监督，收到举报3件、网站找错1件，均未办结。"],
        id="doors",
    ),
    pytest.param(
        hotline.supervision,
        {"hotline.mayor-hotline.received": 7, "hotline.kind.report": 3, "hotline.watched.answered": 3},
        {},
        ["2020年，通过市长热线等渠道接受社会监督，收到举报3件，均已办结。"],
        id="each has its answer",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("recorded", "values", "pending", "sentences"), [*SENTENCES, *WORKED])
def test_a_sentence_is_what_its_figures_say(
    figures, columns, bureau, recorded, values, pending, sentences
):
    figures(values, pending)
    assert texts(recorded, bureau) == sentences


def test_a_year_that_runs_says_until_when(figures, columns, bureau):
    figures(
        {"foi.received": 3, "foi.closed": 2, "foi.answered": 2, "foi.carried-over": 1,
         "foi.answered.on-time": Decimal(100), "registers.officers": 2, "hotline.late": 5,
         "hotline.overdue": 2},
        {"foi.answered.on-time": 1},
    )  # fmt: skip
    day = date(2020, 11, 17)
    assert texts(applications.handled, bureau, day)[0].startswith(
        "共受理依申请公开3件，办结2件，按期答复率100%（另有1件期限未到，未计入），截至11月17日正在办理1件。"
    )
    assert texts(disclosure.registers, bureau, day) == ["截至11月17日，公布在册行政执法人员2人。"]
    assert "其中截至11月17日尚未答复的2件" in texts(problems.sentences, bureau, day)[0]


def test_the_telephone_is_what_the_agency_publishes(figures, bureau):
    bureau.telephone = "0000-2345678"
    bureau.save()
    figures({"hotline.mayor-hotline.received": 7})
    assert texts(hotline.supervision, bureau) == [
        "2020年，公布联系电话0000-2345678，通过市长热线等渠道接受社会监督。"
    ]


KNOWN = {"foi.late": 0, "licensing.published.late": 0, "hotline.late": 0}
CLEAN = Checked("网站自查", date(2020, 11, 16), ())
FOUND = Checked(
    "网站自查",
    date(2020, 11, 16),
    (Finding("附件下载", 3, "/desk/a/"), Finding("错别字", 1, "/desk/b/")),
)
PROBLEMS = [
    pytest.param(
        {}, None,
        ["统计期内没有行政许可公示、依申请公开答复、热线留言办理到期的记录，不作评价。"],
        id="nothing could be judged",
    ),
    pytest.param(
        KNOWN, None, ["统计期内行政许可公示、依申请公开答复、热线留言办理均未超过期限。"],
        id="no fault among what was judged",
    ),
    pytest.param(
        {"hotline.late": 0}, CLEAN,
        ["统计期内热线留言办理均未超过期限。11月16日网站自查没有未达标的指标。"
         "统计期内没有行政许可公示、依申请公开答复到期的记录，不作评价。"],
        id="in part",
    ),
    pytest.param(
        KNOWN | {"licensing.published.late": 2}, None,
        ["2020年工作中还存在一些不足：行政许可公示不够及时，超过七个工作日才公示或者尚未公示的2件。"],
        id="one is not numbered",
    ),
    pytest.param(
        KNOWN | {"hotline.dissatisfied": 4, "hotline.late": 3, "hotline.overdue": 3, "foi.late": 1,
                 "inspection.columns.late": 6, "inspection.columns.overdue": 2},
        FOUND,
        ["2020年工作中还存在一些不足：一是依申请公开答复不够及时，超过法定期限才答复或者尚未答复的1件；"
         "二是热线留言办理存在超期，超过期限才答复或者尚未答复的3件，2020年末均尚未答复；"
         "三是栏目更新不够及时，超过更新期限没有新内容的6次，其中2020年末仍未更新的2个；"
         "四是热线留言办理质量有待提高，回访评价为不满意的4件；"
         "五是信息发布质量有待提高，11月16日网站自查未达标的指标有“附件下载”3处、“错别字”1处。"],
        id="the gravest first",
    ),
    pytest.param(
        {"hotline.dissatisfied": 4}, None,
        ["2020年工作中还存在一些不足：热线留言办理质量有待提高，回访评价为不满意的4件。",
         "统计期内没有行政许可公示、依申请公开答复、热线留言办理到期的记录，不作评价。"],
        id="a problem, and what could not be judged",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("values", "check", "sentences"), PROBLEMS)
def test_problems_come_from_figures_and_findings(
    figures, bureau, monkeypatch, values, check, sentences
):
    figures(values)
    monkeypatch.setattr(findings, "_sources", {"x": lambda scope: check})
    assert texts(problems.sentences, bureau) == sentences


ODD = re.compile(
    r"[，；、：。]{2}|（）|[，；、：]$|(?<![\d.])0(?!\d|\.)\w|—|没有记录(?!，不作评价)"
)
DATES = re.compile(r"\d{4}年(?:末)?|\d{1,2}月\d{1,2}日")


COUNT = st.sampled_from([0, 1, 12])
SHARE = st.sampled_from([None, Decimal(0), Decimal("97.4"), Decimal(100)])
WITHIN = {
    "hotline.answered": "hotline.received",
    "hotline.rated": "hotline.answered",
    "hotline.overdue": "hotline.late",
    "foi.answered": "foi.closed",
    "licensing.published": "licensing.decided",
    "registers.opinions.adopted": "registers.opinions",
    "assessment.applied": "assessment.confirmed",
    "rectification.closed": "rectification.issued",
    "proposals.replied": "proposals.received",
    "inspection.columns.overdue": "inspection.columns.late",
}
"""A part is no more than its whole."""


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_every_number_is_cited_and_every_sentence_stands(data, figures, columns, bureau):
    """Whatever the figures are: no digits but of years and days, no noughts, no broken sentence."""
    known = registry.all_figures(bureau.pk)
    asked = {one.key: one for one in known if not one.is_cell or one.key.endswith("r3_1.total")}
    some = data.draw(st.sets(st.sampled_from(sorted(asked))))
    drawn = {
        key: data.draw(SHARE if isinstance(asked[key], Ratio) else COUNT, label=key)
        for key in sorted(some)
    }
    for part, whole in WITHIN.items():
        drawn[part] = min(drawn.get(part, 0), drawn.get(whole, 0))
    drawn["hotline.closed"] = Decimal(50) if drawn["hotline.answered"] else None
    figures(drawn, dict.fromkeys(drawn, data.draw(st.sampled_from([0, 4]))))
    as_of = data.draw(st.sampled_from([None, date(2020, 11, 17)]))
    report = summary.write(bureau, 2020, written_on=END, as_of=as_of)
    for paragraph in report.paragraphs():
        plain = "".join(run for run in paragraph.runs if isinstance(run, str))
        assert not re.search(r"\d", DATES.sub("", plain)), plain
        text = words(paragraph)
        assert not ODD.search(text), text
        assert text.endswith("。"), text
