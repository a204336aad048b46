"""用语表 on the desk: who may, what is stored, what the page says."""

import io
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from huiyin.audit.models import Entry
from huiyin.proofreading import actions, sheets
from huiyin.proofreading.models import Term

pytestmark = pytest.mark.django_db

HEAD = "信息公开负责人"
NEW = {"wrong": "某用语", "right": "好用语", "level": "warning", "is_active": "on"}


@pytest.mark.parametrize(
    ("post", "status"),
    [pytest.param(HEAD, 200, id="head"), pytest.param("热线办理岗", 403, id="somebody else")],
)
def test_who_may(desk, post, status):
    client = desk(post)
    for address in ("", "new/", "export.xlsx", "export.csv"):
        assert client.get(f"/desk/wording/{address}").status_code == status
    assert client.post("/desk/wording/switch/", {"wrong": "再接再励"}).status_code in {302, status}
    assert Term.objects.exists() == (status == 200)


def test_add_change_and_switch(desk, bureau):
    client = desk(HEAD)
    assert client.post("/desk/wording/new/", NEW).status_code == 302
    term = Term.objects.get()
    assert (term.agency, str(term)) == (bureau, "某用语 → 好用语")
    client.post(f"/desk/wording/{term.pk}/", NEW | {"right": "更好的用语"})
    client.post("/desk/wording/switch/", {"wrong": "某用语", "on": "0"})
    term.refresh_from_db()
    assert (term.right, term.is_active) == ("更好的用语", False)
    verbs = list(
        Entry.objects.filter(verb__startswith="proofreading.").values_list("verb", flat=True)
    )
    assert sorted(v.rpartition(".")[2] for v in verbs) == ["add", "change", "off"]
    page = client.get("/desk/wording/?q=某用语").content.decode()
    assert "停用" in page
    assert "更好的用语" in page


@pytest.mark.parametrize(
    ("values", "said"),
    [
        pytest.param({"wrong": ""}, "请填写不当用语", id="nothing"),
        pytest.param({"wrong": "某"}, "不当用语至少两个字", id="one character"),
        pytest.param({"right": "某用语"}, "与不当用语相同", id="the same"),
        pytest.param({"valid_from": "2026-02-01", "valid_until": "2026-01-01"}, "早于起用日期", id="dates"),
        pytest.param({"valid_from": "x"}, "", id="no date"),
    ],
)  # fmt: skip
def test_a_form_says_what_is_wrong(desk, values, said):
    answer = desk(HEAD).post("/desk/wording/new/", NEW | values)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not Term.objects.exists()


def test_a_term_is_kept_once(desk):
    client = desk(HEAD)
    client.post("/desk/wording/new/", NEW)
    assert "已经有这一条" in client.post("/desk/wording/new/", NEW).content.decode()


def test_a_built_in_term_is_the_beginning_of_an_own_one(desk):
    client = desk(HEAD)
    assert "再接再厉" in client.get("/desk/wording/new/?wrong=再接再励").content.decode()
    assert client.get("/desk/wording/new/?wrong=没有的").status_code == 404
    assert client.get("/desk/wording/999/").status_code == 404


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_what_goes_out_comes_in_again(bureau, robot, morning, form):
    term = Term(
        agency=bureau, wrong="某用语", right="=1+1", level="notice", note="依据", unless="某用语言、甲",
        valid_from=date(2026, 1, 2), is_active=False,
    )  # fmt: skip
    actions.save(term, actor=robot, at=morning)
    content = sheets.content(Term.objects.all(), form)
    rows = sheets.read(content, f"a.{form}")
    result = actions.take_in(bureau, rows, actor=robot, at=morning)
    assert (result.created, result.changed, result.unchanged) == (0, 0, 1)
    Term.objects.all().delete()
    assert actions.take_in(bureau, rows, actor=robot, at=morning).created == 1
    again = Term.objects.get()
    assert (again.right, again.level, again.unless, again.valid_from, again.is_active) == (
        "=1+1", "notice", "某用语言、甲", date(2026, 1, 2), False
    )  # fmt: skip


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param("甲,乙\n1,2\n", "第一行应为表头", id="other columns"),
        pytest.param("不当用语,应为\n某,乙\n丙丁,丙丁\n", "第2行", id="two bad rows"),
        pytest.param("不当用语,起用日期\n某用语,去年\n", "第2行", id="no date"),
        pytest.param("不当用语,程度\n某用语,很坏\n", "第2行", id="no level"),
        pytest.param("", "第一行应为表头", id="empty"),
    ],
)
def test_bad_files_change_nothing(bureau, robot, morning, content, said):
    def take_in():
        actions.take_in(bureau, sheets.read(content.encode(), "a.csv"), actor=robot, at=morning)

    with pytest.raises(ValidationError, match=said):
        take_in()
    assert not Term.objects.exists()


def test_upload(desk):
    client = desk(HEAD)
    good = SimpleUploadedFile("a.csv", "不当用语,应为\n某用语,好用语\n".encode())
    assert (
        "新增1条"
        in client.post("/desk/wording/import/", {"file": good}, follow=True).content.decode()
    )
    for name, content in (("a.xlsx", b"nothing"), ("a.pdf", b"x"), ("a.csv", b"\xff\xfe\x00")):
        file = SimpleUploadedFile(name, content)
        page = client.post("/desk/wording/import/", {"file": file}, follow=True).content.decode()
        assert "没有导入" in page
    assert "请填写文件" in client.post("/desk/wording/import/", follow=True).content.decode()
    assert Term.objects.count() == 1


def test_the_rule_holds_without_a_screen(bureau, actor, morning):
    with pytest.raises(PermissionDenied):
        actions.save(Term(agency=bureau, wrong="某用语"), actor=actor(), at=morning)
    with pytest.raises(PermissionDenied):
        actions.take_in(bureau, [], actor=actor("disclosure.import_pages"), at=morning)
    with pytest.raises(ValidationError):
        actions.switch(bureau, "没有的", on=False, actor=actor(actions.PERMISSION), at=morning)


def test_the_export_holds_the_built_in_terms(desk):
    answer = desk(HEAD).get("/desk/wording/export.xlsx?all=1")
    rows = sheets.read(io.BytesIO(answer.content).getvalue(), "a.xlsx")
    assert len(rows) > 400
