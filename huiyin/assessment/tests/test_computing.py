"""What the records tell: measured, frozen with its copies, and never over what a unit has said."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from huiyin.assessment import actions, freezing
from huiyin.assessment.models import Assessment, Method
from huiyin.disclosure.models import ColumnType, DocumentPage
from huiyin.disclosure.tree.actions import add_column, agency_page, publish_document
from huiyin.files import keeping
from huiyin.measuring.asking import measured
from huiyin.measuring.base import Ask, Verdict
from huiyin.organisations.models import Organisation
from huiyin.web.kept.page_cache import pages

from .trial import rubric

pytestmark = pytest.mark.django_db


@pytest.fixture
def column(bureau, robot, morning):
    site = agency_page(bureau, actor=robot, at=morning)

    def make(title, slug, kind=ColumnType.OTHER):
        made = add_column(
            site, title, slug=slug, column_type=kind, legal_item="", actor=robot, at=morning
        )
        pages.clear()
        return made

    return make


@pytest.fixture
def publish(bureau, robot, morning):
    def make(within, title, *, at=morning, body="<p>正文。</p>", **values):
        values = {"title": title, "issuer": "某局", "source": "某局", "body": body} | values
        page = publish_document(within, bureau, {"published_at": at, **values}, actor=robot, at=at)
        pages.clear()
        return page

    return make


def method(measure, code="A-01", **values):
    values = {"valid_from": date(2020, 1, 1), "basis": "测试", **values}
    return Method.objects.create(code=code, measure=measure, **values)


@pytest.fixture
def assessment(bureau, robot, morning):
    def make(unit=bureau, year=2026):
        rubric(bureau, year, morning)
        new = Assessment(agency=bureau, unit=unit, year=year, group="市直部门")
        return actions.begin(new, actor=robot, at=morning)

    return make


def computed(matter, robot, morning):
    actions.compute_now(matter, actor=robot, at=morning)
    return matter.scores.select_related("item").get(item__code="A-01")


def test_columns_of_a_list(column, publish, assessment, robot, morning):
    publish(column("预算决算", "yujuesuan"), "2026年预算")
    column("政府采购", "caigou")
    method("columns_filled", checklist="预算决算、政府采购、收费")
    line = computed(assessment(), robot, morning)
    assert (line.verdict, line.faults, line.deduction) == ("broken", 2, Decimal(1))
    assert [sentence for _, sentence in line.evidence] == [
        "“政府采购”没有内容", "“收费”没有这个栏目", "“预算决算”有1条信息",
    ]  # fmt: skip
    assert (line.self_deduction, line.self_reason) == (1, "按计算结果：1个栏目，要求3个栏目")
    assert line.formula.endswith("每个问题扣0.5分，最多扣100分")


def test_a_figure_with_its_records(assessment, robot, morning):
    method("foi.late")
    line = computed(assessment(), robot, morning)
    assert (line.verdict, line.value, line.deduction) == ("met", "没有记录", 0)
    said = json.loads(keeping.content_of(line.proofs.get().file))
    assert said["数据"][0]["统计期"] == "2026-01-01/2026-03-03"
    assert said["数据"][0]["记录"] == []


@pytest.mark.parametrize(
    ("values", "verdict", "note"),
    [
        pytest.param({"measure": "columns_if_any", "checklist": "教育"}, "unmeasured", "是否涉及由人工判断", id="not its business"),
        pytest.param({"measure": "columns_filled"}, "unmeasured", "没有填写要检查的栏目", id="no list"),
        pytest.param({"measure": "nothing.such"}, "failed", "计算没有完成", id="a figure that was renamed"),
        pytest.param({"measure": ""}, "manual", "", id="people judge"),
    ],
)  # fmt: skip
def test_what_cannot_be_computed_says_why(assessment, robot, morning, values, verdict, note):
    method(**values)
    line = computed(assessment(), robot, morning)
    assert (line.verdict, line.self_deduction) == (verdict, None)
    assert note in line.note


def test_a_unit_inside_is_scored_by_people(bureau, assessment, robot, morning):
    method("foi.late")
    unit = Organisation.objects.create(name="法规科", short_name="法规科", slug="fg", parent=bureau)
    line = computed(assessment(unit), robot, morning)
    assert (line.verdict, line.note) == (
        "unmeasured",
        "数据按机关统计，内设机构和所属单位由人工评分",
    )


def test_the_unit_may_say_otherwise_with_a_reason(column, assessment, robot, morning):
    method("columns_filled", checklist="收费")
    matter = assessment()
    line = computed(matter, robot, morning)
    own = {"item": line, "deducted": Decimal(0), "actor": robot, "at": morning}
    with pytest.raises(ValidationError, match="与计算结果不同"):
        actions.score(matter, **own)
    actions.score(matter, said="本局没有收费项目", **own)
    line = computed(matter, robot, morning)
    assert (line.deduction, line.self_deduction, line.self_reason) == (
        Decimal("0.5"), 0, "本局没有收费项目",
    )  # fmt: skip
    assert line.proofs.count() == 1, "what was computed before is replaced"


def test_a_page_is_kept_as_it_was(column, publish, assessment, bureau, robot, morning):
    page = publish(column("预算决算", "yujuesuan"), "2026年预算", body="<p>收入合计100万元。</p>")
    copy = freezing.page(page.permanent_address, at=morning)
    matter = assessment()
    actions.attach(matter, item=matter.scores.first(), copy=copy, actor=robot, at=morning)
    DocumentPage.objects.filter(pk=page.pk).update(body="<p>收入合计200万元。</p>")
    pages.clear()
    proof = matter.scores.first().proofs.get()
    content = keeping.content_of(proof.file).decode()
    assert "收入合计100万元" in content
    assert "<script" not in content
    assert "<link" not in content
    assert f"取得时间 {morning:%Y-%m-%d %H:%M}" in content


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("https://example.org/", "只能保存本网站的网页"),
        ("javascript:alert(1)", "只能保存本网站的网页"),
        ("/desk/foi/", "公众打得开"),
        ("/no-such-page/", "打不开网页"),
    ],
)
def test_only_what_everybody_can_open_is_kept(bureau, morning, address, says):
    with pytest.raises(ValidationError, match=says):
        freezing.page(address, at=morning)


YEARS = {
    "both in time, copied": ((2025, 1, 20), (2026, 1, 20), "上年报告的原话一字没有改动。", "broken", 1),
    "late, written anew": ((2025, 1, 20), (2026, 2, 2), "今年的话全部重新写过一遍。", "broken", 1),
    "in time, written anew": ((2025, 1, 20), (2026, 1, 31), "今年的话全部重新写过一遍。", "met", 0),
    "only one report": (None, (2026, 1, 20), "今年的话全部重新写过一遍。", "unmeasured", 0),
}  # fmt: skip


@pytest.mark.parametrize("case", YEARS)
def test_the_annual_report(column, publish, bureau, morning, case):
    before, now, text, verdict, faults = YEARS[case]
    place = column("信息公开年报", "nianbao", ColumnType.ANNUAL_REPORT)
    for day, body in ((before, "上年报告的原话一字没有改动。"), (now, text)):
        if day:
            at = morning.replace(year=day[0], month=day[1], day=day[2])
            publish(
                place, f"{day[0] - 1}年度政府信息公开工作年度报告", at=at, body=f"<p>{body}</p>"
            )
    ask = Ask(morning, agency=bureau.pk, year=2026)
    result = measured("annual_report_in_time+annual_report_repeats", ask)
    assert (result.verdict, result.faults) == (Verdict(verdict), faults)


def test_policies(column, publish, bureau, morning):
    place = column("规范性文件", "guifan", ColumnType.POLICY)
    policy = publish(place, "垃圾分类办法", doc_number="云城管〔2026〕1号", validity="有效")
    publish(place, "广告管理办法", doc_number="云城管〔2026〕2号")
    publish(column("政策解读", "jiedu", ColumnType.INTERPRETATION), "解读", interprets=policy)
    ask = Ask(morning, agency=bureau.pk, year=2026)
    for name in ("policies_interpreted", "validity_marked"):
        result = measured(name, ask)
        assert [one.sentence.partition("”")[0] for one in result.evidence] == ["“广告管理办法"]


def test_documents_of_the_year_by_their_title(column, publish, bureau, morning):
    place = column("工作动态", "dongtai", ColumnType.NEWS)
    publish(place, "举办政府开放日活动", at=morning.replace(year=2025))
    ask = Ask(morning, agency=bureau.pk, year=2025, subjects=("开放日",))
    assert measured("documents_titled", ask).verdict is Verdict.MET
    later = Ask(morning, agency=bureau.pk, year=2026, subjects=("开放日",))
    assert measured("documents_titled", later).faults == 1


@pytest.mark.parametrize(
    ("body", "application", "papers"),
    [
        pytest.param("可以当面、邮寄、传真提出；办理流程图和申请表附后", 0, 0, id="all is named"),
        pytest.param("可以当面提出", 2, 2, id="nothing but one way"),
    ],
)
def test_ways_to_apply(column, publish, bureau, morning, body, application, papers):
    publish(column("公开指南", "zhinan", ColumnType.GUIDE), "公开指南", body=f"<p>{body}</p>")
    ask = Ask(morning, agency=bureau.pk, year=2026)
    assert measured("application_ways", ask).faults == application
    assert measured("application_papers", ask).faults == papers


def test_search(bureau, column, publish, morning):
    ask = Ask(morning, agency=bureau.pk, year=2026)
    assert measured("search_page", ask).verdict is Verdict.MET
    assert measured("search_orders", ask).verdict is Verdict.UNMEASURED
    place = column("工作动态", "dongtai", ColumnType.NEWS)
    for number in range(3):
        publish(place, f"政务公开工作情况第{number}期")
    assert measured("search_orders", ask).verdict is Verdict.MET
