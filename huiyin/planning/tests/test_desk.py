"""The pages of the plan: items taken over in one form, the board, who is let in, how many queries."""

import re
from datetime import date

import pytest
from django.utils import timezone

from huiyin.accounts.models import User
from huiyin.planning.models import Document, PlanItem

from .conftest import make
from .files import plan_file
from .trial import TUESDAY

pytestmark = pytest.mark.django_db
KEY = re.compile(r'name="form_key" value="([^"]+)"')
TABLE = (
    ("序号", "重点任务", "责任单位", "完成时限"),
    ("1", "改造公共厕所十座", "督办科", "9月底前"),
    ("2", "整治占道经营行为", "某某科", "长期"),
)


@pytest.fixture
def boss(client):
    client.force_login(User.objects.create_superuser("boss", name="秦示例"))
    return client


def upload(client, **values):
    said = {
        "name": "2027年工作要点", "issuer": "云川市人民政府", "issued_on": "2026-01-20",
        "year": "2027", "file": plan_file("一、重点任务", table=TABLE), **values,
    }  # fmt: skip
    return client.post("/desk/plan-documents/new/", said)


def rows(document, **ticked):
    """The form as the page proposes it, with what a person changes: `first__unit`."""
    sent = {}
    for place, item in zip(("first", "second"), document.items.all(), strict=True):
        said = {"is_taken": "on", "text": item.task, "unit": item.unit_id or "", "measure": ""}
        said["due_on"] = item.due_on.isoformat() if item.due_on else ""
        changes = {k.partition("__")[2]: v for k, v in ticked.items() if k.startswith(place)}
        sent |= {f"item{item.pk}-{k}": v for k, v in (said | changes).items() if v is not None}
    return sent


def test_a_document_is_read_and_its_items_are_proposed(boss, bureau):
    answer = upload(boss)
    assert answer.status_code == 302
    document = Document.objects.get()
    duban = bureau.units.get(slug="duban")
    assert [(one.label, one.unit, one.due_on) for one in document.items.all()] == [
        ("1", duban if duban.name == "督办科" else None, date(2027, 9, 30)),
        ("2", None, None),
    ]
    page = boss.get(answer["Location"]).text
    assert "改造公共厕所十座" in page


def test_a_file_that_says_nothing_is_refused_at_its_field_and_the_words_stay(boss, bureau):
    answer = upload(boss, file=plan_file("一、重点任务", name="旧.doc"))
    assert answer.status_code == 302  # its content decides: it is a docx
    wrong = plan_file("x")
    wrong.file.seek(0)
    wrong.file.write(b"\xd0\xcf\x11\xe0")
    wrong.file.seek(0)
    answer = upload(boss, file=wrong)
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]
    assert answer.context["form"]["name"].value() == "2027年工作要点"


def test_the_same_file_is_registered_once(boss, bureau):
    content = plan_file("一、整治市容市貌环境").read()
    for status in (302, 422):
        file = plan_file("x")
        file.file.seek(0)
        file.file.truncate()
        file.file.write(content)
        file.size = len(content)
        file.file.seek(0)
        assert upload(boss, name=f"要点{status}", file=file).status_code == status
    assert Document.objects.count() == 1


def test_what_is_ticked_goes_into_the_plan_and_nothing_typed_is_lost(boss, bureau):
    upload(boss)
    document = Document.objects.get()
    address = f"/desk/plan-documents/{document.pk}/items/"
    sent = rows(document, first__unit=bureau.pk, second__text="整治占道经营，划定摊点")
    refused = boss.post(address, sent)
    assert refused.status_code == 422
    assert "请选择责任单位" in refused.text
    assert "请填写完成期限" in refused.text
    assert "整治占道经营，划定摊点" in refused.text
    assert not PlanItem.objects.exists()
    sent = rows(document, first__unit=bureau.pk, second__is_taken=None)
    sent["form_key"] = KEY.search(boss.get(address).text)[1]
    for _ in range(2):
        assert boss.post(address, sent).status_code == 302
    taken = PlanItem.objects.get()
    assert (taken.text, taken.unit, taken.due_on, taken.year) == (
        "改造公共厕所十座", bureau, date(2027, 9, 30), 2027,
    )  # fmt: skip
    page = boss.get(address).text
    assert f"{taken.reference}</a>" in page
    assert page.count('-is_taken"') == 2, "one box, by its name and its id"


def test_nothing_ticked_is_said(boss, bureau, registered):
    answer = boss.post(f"/desk/plan-documents/{registered.pk}/items/", {})
    assert answer.status_code == 422
    assert "请勾选要列入的条目" in answer.text


def test_the_board_shows_each_quarter_in_words(boss, standing, robot, morning):
    make("report", standing("issue"), robot, morning)
    page = boss.get(f"/desk/plan-board/?year=2026&day={TUESDAY}")
    (line,) = page.context["board"].lines
    assert [light.said for light in line.lights] == ["绿灯 已报", "", "", ""]
    assert "绿灯 已报" in page.text
    assert ("good", "已报", 1) in page.context["board"].counts
    for form in ("xlsx", "csv"):
        file = boss.get(f"/desk/plan-board/?year=2026&export={form}")
        assert file["Content-Disposition"].startswith("attachment")
    assert boss.get("/desk/plan-board/?export=exe").status_code == 404


def test_the_board_as_of_a_day_knows_nothing_of_later_days(boss, standing, robot, morning):
    make("confirm", make("report_done", standing("issue"), robot, morning), robot, morning)
    before = boss.get("/desk/plan-board/?year=2026&day=2026-02-01").context["board"].lines[0]
    assert before.lights[0].mark != "完成"
    after = boss.get(f"/desk/plan-board/?year=2026&day={TUESDAY}").context["board"].lines[0]
    assert after.lights[0].said == "绿灯 完成"


def test_more_tasks_are_no_more_queries(boss, standing, django_assert_max_num_queries):
    standing("issue", text="整治广告牌匾")
    boss.get("/desk/plan-board/?year=2026")
    for number in range(9):
        standing("issue", text=f"整治广告牌匾{number}处")
    with django_assert_max_num_queries(10):
        boss.get("/desk/plan-board/?year=2026")


def test_a_day_to_come_is_today(boss, standing):
    standing()
    page = boss.get("/desk/plan-board/?year=2026&day=2099-01-01")
    assert page.context["board"].day == timezone.localdate()
