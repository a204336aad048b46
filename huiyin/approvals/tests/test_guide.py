"""许可事项办理规定 by sub-kind, 收件 by ticking, and the guide that everybody reads."""

import re
from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from huiyin.approvals import actions
from huiyin.approvals.desk import ROOM, NotifyForm
from huiyin.approvals.forms import TICKED, AmendForm, MaterialsInput, RegisterForm
from huiyin.approvals.matter_rules import HandlingRule, rule_of, rules_on
from huiyin.approvals.models import LicenceApplication
from huiyin.casework.workflow import MoveForbiddenError
from huiyin.licensing.models import LicenceMatter
from huiyin.web.kept import memory

from . import trial

pytestmark = pytest.mark.django_db
DAY = trial.AT.date()
USUAL = {
    "statutory_days": 20, "promised_days": 10, "materials": "行政许可申请表\n运输车辆资料",
    "document_name": "准予行政许可决定书", "licence_type": "核准", "basis": "云城管〔2026〕3号",
}  # fmt: skip


def waste():
    return LicenceMatter.objects.get(name="城市建筑垃圾处置核准")


@pytest.fixture
def rule(actor):
    """A row of 建筑垃圾 from a day on, for the kind 运输 unless another is named."""
    keeper = actor("approvals.keep_rules")

    def make(sub_kind="运输", since=DAY, **values):
        values = {"matter": waste(), "sub_kind": sub_kind, "valid_from": since} | USUAL | values
        return actions.RULES.set(actor=keeper, at=trial.AT, **values)

    return make


def begin(bureau, robot, sub_kind, **values):
    record = trial.application(bureau, matter=waste(), sub_kind=sub_kind, **values)
    return actions.register(record, actor=robot, at=trial.AT)


@pytest.mark.parametrize(
    ("rows", "sub_kind", "day", "promised"),
    [
        pytest.param([], "运输", 0, 20, id="none of its own: the matter's"),
        pytest.param([("运输", 0, 10)], "运输", 0, 10, id="its own wins"),
        pytest.param([("运输", 0, 10)], "消纳", 0, 20, id="and is no other's"),
        pytest.param([("运输", 1, 10)], "运输", 0, 20, id="not before its day"),
        pytest.param([("运输", 0, 10), ("运输", 2, 8)], "运输", 2, 8, id="until the next"),
        pytest.param([("运输", 0, 10), ("", 2, 15)], "运输", 2, 10, id="whatever the matter's later says"),
        pytest.param([("运输", 0, 10), ("运输", 0, 9)], "运输", 0, 9, id="set anew for the same day"),
    ],
)  # fmt: skip
def test_which_row_holds(rule, rows, sub_kind, day, promised):
    for kind, after, days in rows:
        kinds = "" if kind else "产生、运输、消纳"
        rule(kind, DAY + timedelta(days=after), promised_days=days, sub_kinds=kinds)
    held = rule_of(rules_on(DAY + timedelta(days=day), waste().pk), sub_kind)
    assert held.promised_days == promised


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"sub_kind": "焚烧"}, "sub_kind"),
        ({"sub_kinds": "车辆、船舶"}, "sub_kinds"),
        ({"promised_days": 21}, "promised_days"),
        ({"since": DAY - timedelta(days=1)}, "valid_from"),
    ],
    ids=["no such kind", "kinds of a kind", "longer than the law", "backdated"],
)
def test_what_no_row_may_say(rule, values, field):
    with pytest.raises(ValidationError) as refused:
        rule(**values)
    assert field in refused.value.message_dict


def test_a_matter_without_kinds_has_no_row_of_a_kind(rule):
    with pytest.raises(ValidationError, match="不分办理项"):
        rule(matter=trial.road())


def test_rows_are_set_by_their_right_alone(actor):
    with pytest.raises(MoveForbiddenError):
        actions.RULES.set(
            actor=actor("approvals.decide_application"), at=trial.AT, matter=waste(), **USUAL
        )


def test_days_materials_and_the_notice_follow_the_kind(rule, bureau, robot):
    rule()
    moved, other = (begin(bureau, robot, kind, received_on=DAY) for kind in ("运输", "产生"))
    assert (moved.promised_days, other.promised_days) == (10, 20)
    assert moved.promised_on < moved.decide_due_on
    assert moved.missing == ["运输车辆资料"]
    assert "运输合同或者运输车辆资料" in other.missing
    assert NotifyForm(matter=moved).initial["lacking"] == "请提交运输车辆资料"


def test_a_kind_that_the_matter_does_not_have_is_refused(rule, bureau, robot):
    rule()
    with pytest.raises(ValidationError, match="产生、运输、消纳"):
        begin(bureau, robot, "焚烧", received_on=DAY)


def test_a_new_row_rewrites_nothing(rule, bureau, robot):
    before = begin(bureau, robot, "运输", received_on=DAY)
    rule(since=DAY + timedelta(days=1))
    before.refresh_from_db()
    assert (before.promised_days, before.rule.promised_days) == (20, 20)


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ([(TICKED, "甲"), (TICKED, "乙"), ("materials", "")], "甲\n乙"),
        ([(TICKED, "甲"), ("materials", " 丁 \r\n\r\n戊")], "甲\n丁\n戊"),
        ([(TICKED, "甲"), ("materials", "甲\n丁")], "甲\n丁"),
        ([(TICKED, "别的事项的"), ("materials", "")], "别的事项的"),
        ([("materials", "甲\n乙")], "甲\n乙"),
        ([], ""),
    ],
    ids=["ticked", "and typed", "typed again", "of another matter", "typed alone", "nothing"],
)
def test_what_is_ticked_is_stored_one_a_line(sent, stored):
    data = QueryDict(urlencode(sent))
    assert MaterialsInput(["甲", "乙"]).value_from_datadict(data, {}, "materials") == stored


def test_what_was_stored_comes_back_as_boxes_and_lines():
    html = MaterialsInput(["甲", "乙"]).render("materials", "乙\n丁<b>", {"id": "id_materials"})
    assert re.findall(r'value="(.)"( checked)?', html) == [("甲", ""), ("乙", " checked")]
    assert re.search(r"<textarea[^>]*>\s*丁&lt;b&gt;</textarea>", html)


@pytest.mark.parametrize(
    ("initial", "listed"),
    [
        ({}, False),
        ({"matter": "x"}, False),
        ({"matter": "999999"}, False),
        ({"matter": "{road}"}, True),
        ({"matter": "{road}", "received_on": "2004-06-30"}, False),
        ({"matter": "{road}", "received_on": "2004-07-xx"}, False),
    ],
    ids=["no matter", "nonsense", "unknown", "a matter", "before its rule", "no day"],
)
def test_the_boxes_come_with_the_matter(initial, listed):
    initial = {name: value.format(road=trial.road().pk) for name, value in initial.items()}
    form = RegisterForm(initial=initial)
    assert bool(form.listed) is listed
    assert ("现场位置图" in str(form["materials"])) is listed


def test_each_kind_is_a_link_to_its_own_list(rule):
    rule(since=DAY)
    offered = {one.words: one.address for one in RegisterForm().offered}
    assert len(offered) == LicenceMatter.objects.count() + 2
    query = QueryDict(offered["城市建筑垃圾处置核准（运输）"].removeprefix("?"))
    form = RegisterForm(initial=query.dict() | {"received_on": DAY})
    assert form.listed == ["行政许可申请表", "运输车辆资料"]
    assert form["sub_kind"].value() == "运输"


@pytest.mark.parametrize("move", ["amend", "correct"])
def test_a_later_form_begins_with_what_was_handed_in(bureau, robot, move):
    matter = actions.register(trial.application(bureau), actor=robot, at=trial.AT)
    html = str(ROOM.form_of(move)(matter=matter)["materials"])
    assert html.count("checked") == 1
    assert html.count("checkbox") == len(matter.rule.listed)


def test_newest_materials_take_the_place_of_what_was_sent(bureau, robot):
    """Somebody else took one away meanwhile: the boxes of the old page do not bring it back."""
    matter = actions.register(trial.application(bureau), actor=robot, at=trial.AT)
    data = QueryDict(urlencode({TICKED: "行政许可申请表", "materials": "", "content": "新"}), True)
    LicenceApplication.objects.filter(pk=matter.pk).update(materials="现场位置图")
    matter.refresh_from_db()
    merged = AmendForm(data, matter=matter).over({"materials": "行政许可申请表"})
    assert merged["materials"].value() == "现场位置图"
    kept = AmendForm(data, matter=matter).over({})
    assert kept["materials"].value() == "行政许可申请表"


def test_the_guide_says_what_holds_today(client, rule):
    today = timezone.localdate()
    rows = {
        "conditions": "车辆密闭\n有核准的线路", "fees": "按次收费20元", "location": "样例路1号二楼",
        "enquiries": "0000-7654321", "certificate_name": "处置核准证",
    }  # fmt: skip
    rule(since=max(today, DAY), **rows)
    page = client.get(f"/services/{waste().pk}/").content.decode()
    for words in (*rows["conditions"].splitlines(), *list(rows.values())[1:], "运输车辆资料", "10个工作日",
                  "20个工作日", "云城管〔2026〕3号", "30个工作日前", "视为准予延续", "行政复议", "消纳"):  # fmt: skip
        assert words in page, words
    listed = client.get("/services/").content.decode()
    assert "承诺10至20个工作日内决定" in listed


def test_a_kind_tells_what_it_leaves_out_as_its_matter_does(client, rule):
    day = max(timezone.localdate(), DAY)
    rule("", day, sub_kinds="产生、运输、消纳", location="样例路1号", conditions="有处置方案")
    rule(since=day, location="样例路2号", materials="行政许可申请表")
    page = client.get(f"/services/{waste().pk}/").content.decode()
    assert [page.count(words) for words in ("样例路1号", "样例路2号")] == [2, 1]
    shared = page.partition("各办理项相同的")[2]
    assert page.count("有处置方案") == shared.count("有处置方案") == 1
    assert "申请材料</dt>" not in shared


def test_a_new_row_stands_on_a_kept_page_at_once(client, rule, monkeypatch):
    monkeypatch.setattr(memory, "LOOK_EVERY", 0)
    address, day = f"/services/{waste().pk}/", max(timezone.localdate(), DAY)
    asked = "还没有逐项核对"
    assert asked in client.get(address).content.decode()
    for kind in ("产生", "运输", "消纳"):
        rule(kind, day)
    page = client.get(address).content.decode()
    assert asked not in page
    assert "随软件提供" not in page


def test_a_row_of_tomorrow_is_not_told_today(client, rule):
    rule(since=max(timezone.localdate(), DAY) + timedelta(days=1), location="明天路1号")
    assert "明天路1号" not in client.get(f"/services/{waste().pk}/").content.decode()


def test_every_matter_is_in_the_list_and_has_its_form(client, django_assert_max_num_queries):
    page = client.get("/services/").content.decode()
    addresses = re.findall(r'href="(/services/\d+/)"', page)
    assert len(addresses) == LicenceMatter.objects.count()
    for address in addresses:
        assert client.get(address).status_code == 200
        blank = client.get(f"{address}form/").content.decode()
        assert "行政许可申请表" in blank
        assert "☐" in blank
    with django_assert_max_num_queries(8):
        client.get("/services/?q=1")


@pytest.mark.parametrize("end", ["", "form/"])
def test_a_matter_that_is_not_handled_has_no_guide(client, end):
    HandlingRule.objects.filter(matter=trial.road()).update(valid_from=date(2999, 1, 1))
    road = trial.road().pk
    assert client.get(f"/services/{road}/{end}").status_code == 404
    assert f"/services/{road}/" not in client.get("/services/").content.decode()
    assert client.post(f"/services/{waste().pk}/{end}").status_code == 405


def test_the_guide_is_in_sight(client):
    assert 'href="/services/"' in client.get("/licences/").content.decode()
    assert 'href="/services/"' in client.get("/sitemap/").content.decode()
