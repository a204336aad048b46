"""区分处理 through the door: drawn, found, previewed, released; what strangers and rivals get."""

import io
import itertools
import json

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from huiyin.audit.models import Entry
from huiyin.files import intake, keeping, plans
from huiyin.files.tests import planted
from huiyin.files.tests import redaction_samples as files
from huiyin.files.tests.redaction_samples import NUMBER, PHONE, SECRET
from huiyin.files.tests.test_redaction import in_a_comment, in_metadata, read
from huiyin.foi import redacting
from huiyin.foi.models import ApplicationFile, FileRole
from tests.hostile import pages as hostile

from . import factories
from . import paper_samples as samples
from .redacting_room import GROUND, HERE, Room

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("coarse_pages")]
KEPT = "公开内容"


@pytest.fixture
def case(bureau, robot, morning):
    return samples.application(bureau, robot, morning)


@pytest.fixture
def room(client, case, robot, morning, bureau):
    room = Room(client, case, robot, morning)
    room.user = room.enter(bureau)
    return room


def carrier(mark):
    sample = files.Sample()
    page = sample.page(sample.text(f"{KEPT}{SECRET}", files.LEFT, files.TOP))
    mark(sample, page)
    return sample.bytes()


def picture():
    """A photograph that says where it was taken."""
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = SECRET
    sheet = Image.new("RGB", (400, 300), "white")
    sheet.paste((10, 20, 30), (60, 60, 200, 90))
    sheet.save(out, "JPEG", exif=exif)
    return out.getvalue()


def in_metadata_and_a_note(sample, page):
    in_metadata(sample, page)
    in_a_comment(sample, page)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(carrier(in_metadata_and_a_note), id="once more beside the page"),
        pytest.param(files.plain(SECRET, f"{KEPT} {SECRET}", Rotate=270), id="turned, two places"),
    ],
)
def test_what_is_found_and_boxed_without_script_is_gone(room, content):
    attached = room.attach(content)
    room.open(attached)
    assert room.post(attached, "find", words=SECRET, **GROUND).status_code == 302
    page = room.client.get(room.address(attached))
    assert SECRET in page.content.decode()  # shown to the clerk as what lies beneath
    assert room.finish(attached).status_code == 302
    result = room.result()
    first, second = read(result)
    assert SECRET not in "".join(first + second)
    if b"/Rotate" not in content:  # sideways words stay as a picture only
        assert KEPT in "".join(first)
    assert SECRET.encode("utf-16-be") not in result
    assert not pikepdf.open(io.BytesIO(result)).docinfo


def test_a_filled_field_is_gone_from_the_result(room):
    sample = files.Sample()
    page = sample.page(sample.text(KEPT, files.LEFT, files.TOP))
    field = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx,
        T=pikepdf.String("who"), V=pikepdf.String(SECRET), Rect=pikepdf.Array([72, 500, 300, 530]),
    )  # fmt: skip
    held = sample.pdf.make_indirect(field)
    page.obj.Annots = pikepdf.Array([held])
    sample.pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([held]))
    attached = room.attach(sample.bytes())
    room.open(attached)
    place = {"x": "10", "y": "35", "width": "60", "height": "8"}
    assert room.post(attached, "add", **GROUND, **place).status_code == 302
    assert SECRET in room.client.get(room.address(attached)).content.decode()
    assert room.finish(attached).status_code == 302
    assert SECRET not in "".join(itertools.chain(*read(room.result())))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        pytest.param(files.scan(dpi=72), intake.PDF, id="a scan"),
        pytest.param(picture(), intake.JPEG, id="a photograph"),
    ],
)
def test_pictures_are_covered_where_the_box_is(room, content, kind):
    attached = room.attach(content, kind)
    plan = room.open(attached)
    room.post(attached, "add", **GROUND, x="10", y="10", width="40", height="30")
    preview = room.client.get(room.address(attached, "result/1.png"))
    shown = Image.open(io.BytesIO(preview.content)).convert("L")
    assert shown.getpixel((shown.width // 5, shown.height * 2 // 5 - 6)) < 12
    assert room.finish(attached).status_code == 302
    assert SECRET.encode() not in room.result()
    plan.refresh_from_db()
    assert plan.original.sha256 == attached.file.sha256


def test_the_applicant_gets_the_result_and_the_grounds_and_not_the_original(room):
    original = files.plain(SECRET)
    attached = room.attach(original, for_applicant=True)
    room.open(attached)
    room.post(attached, "find", words=SECRET, **GROUND)
    room.finish(attached)
    given = ApplicationFile.objects.filter(application=room.case, is_for_applicant=True)
    assert [one.file.name for one in given] == ["附件一.pdf", redacting.LIST_NAME]
    assert {one.role for one in given} == {FileRole.ANSWER}
    listed = "".join(read(intake.content_of(given[1].file))[0])
    assert "第1页第1处" in listed
    assert "个人隐私" in listed
    for one in given:
        with one.file.content.open("rb") as stored:
            assert stored.read(7) == b"huiyin1"
    assert intake.content_of(attached.file) == original


def test_the_applicant_downloads_it_on_the_tracking_page(room, robot, morning):
    attached = room.attach(files.plain(f"{KEPT}{SECRET}"))
    room.open(attached)
    room.post(attached, "find", words=SECRET, **GROUND)
    room.finish(attached)
    factories.answered(room.case, actor=robot, at=morning, decision="r3_2")
    room.client.logout()
    typed = {"number": room.case.reference, "code": room.case.query_code}
    page = room.client.post("/track/", typed, follow=True).content.decode()
    assert "附件一.pdf" in page
    assert redacting.LIST_NAME in page
    assert attached.file.name not in page
    (given,) = room.given()
    words = "".join(read(room.client.get(f"/track/files/{given.pk}/").content)[0])
    assert KEPT in words
    assert SECRET not in words
    assert room.client.get(f"/track/files/{attached.pk}/").status_code == 404


def test_the_log_says_who_why_and_how_many_but_never_what(room):
    attached = room.attach(files.plain(f"{SECRET}{NUMBER}"))
    room.open(attached)
    room.post(attached, "find", words=SECRET, detect="on", **GROUND)
    room.finish(attached)
    entry = Entry.objects.get(verb="files.redaction.release")
    assert entry.actor_name == "张某"
    assert entry.facts["boxes"] == 2
    assert entry.facts["grounds"] == {"E15": 2}
    assert entry.facts["original"] == attached.file.sha256
    assert entry.facts["result"] == room.given()[0].file.sha256
    everything = json.dumps(list(Entry.objects.values_list("facts", flat=True)), ensure_ascii=False)
    assert SECRET not in everything
    assert NUMBER not in everything


def test_a_secret_that_survives_is_named_and_nothing_is_given(room):
    attached = room.attach(files.plain(SECRET, f"{KEPT}{SECRET}"))
    room.open(attached)
    room.post(attached, "add", **GROUND, x="10", y="12", width="80", height="5")
    answer = room.finish(attached)
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "没有通过检查，没有生成文件" in said
    assert SECRET in said
    assert "第 1 页" in said
    assert not room.given()
    assert room.plan(attached).released_id is None
    assert Entry.objects.filter(verb="files.redaction.refused").count() == 1


def test_what_stops_the_last_step(room):
    attached = room.attach(files.plain(f"{KEPT}{SECRET}"))
    room.open(attached)
    room.post(attached, "find", words=SECRET, **GROUND)
    for fields, said in (
        ({"name": f"{SECRET}的材料"}, "文件名里有遮盖掉的内容"),
        ({"name": "区分处理依据清单"}, "留给依据清单"),
        ({"looked": ""}, "请逐页核对预览后勾选"),
        ({"name": ""}, "请更正"),
    ):
        answer = room.finish(attached, **fields)
        assert answer.status_code == 422, said
        assert said in answer.content.decode(), said
    assert not room.given()


def test_a_reason_must_not_tell_what_is_covered(room):
    attached = room.attach(files.plain(SECRET))
    room.open(attached)
    room.post(attached, "find", words=SECRET, ground="E15", reason=f"{SECRET}的隐私")
    answer = room.finish(attached)
    assert answer.status_code == 422
    assert "申请人会看到，请改写" in answer.content.decode()


def test_the_second_of_two_clerks_is_told_and_overwrites_nothing(room, bureau):
    attached = room.attach(files.plain(SECRET))
    plan = room.open(attached)
    room.post(attached, "add", **GROUND, **HERE)
    late = room.client.post(
        room.address(attached),
        {"version": plan.version, "page": 1, "do": "add", **GROUND, **HERE, "reason": "商业秘密"},
    )
    assert late.status_code == 409
    said = late.content.decode()
    assert "张某刚刚改动了这份方案" in said
    assert "商业秘密" in said  # what was typed is kept
    assert [box.reason for box in plans.boxes_of(room.plan(attached))] == ["个人隐私"]
    stale = room.client.post(
        room.address(attached, "finish/"), {"version": 1, "name": "附件", "looked": "on"}
    )
    assert stale.status_code == 302
    assert not room.given()


def test_a_draft_is_resumed_changed_and_emptied(room):
    attached = room.attach(files.plain(SECRET, KEPT))
    room.open(attached)
    room.post(attached, "add", **GROUND, **HERE)
    assert "继续区分处理" in room.client.get(f"/desk/foi/{room.case.pk}/files/").content.decode()
    room.post(attached, "edit", number=0, ground="E16-1", reason="内部流程", **HERE)
    (box,) = plans.boxes_of(room.plan(attached))
    assert (box.code, box.reason) == ("E16-1", "内部流程")
    room.post(attached, "drop", number=0)
    assert not room.plan(attached).boxes
    assert room.client.get(room.address(attached, "finish/")).status_code == 302


def test_a_redaction_done_again_takes_the_first_result_back(room):
    attached = room.attach(files.plain(SECRET, PHONE))
    room.open(attached)
    room.post(attached, "find", words=SECRET, **GROUND)
    room.finish(attached, name="第一稿")
    room.open(attached)
    assert len(room.plan(attached).boxes) == 1  # begins with the boxes of the first
    room.post(attached, "find", detect="on", **GROUND)
    room.finish(attached, name="第二稿")
    assert [one.file.name for one in room.given()] == ["第二稿.pdf"]
    lists = ApplicationFile.objects.filter(file__name=redacting.LIST_NAME, is_for_applicant=True)
    assert lists.count() == 1
    grounds = redacting.grounds_of(room.case)
    assert [ground.portion for ground in grounds] == ["《第二稿.pdf》第1页第1处、第1页第2处"]
    form = room.client.get(f"/desk/foi/{room.case.pk}/draft_answer/")
    assert "《第二稿.pdf》第1页第1处" in form.content.decode()


def test_what_is_given_as_it_is_carries_nothing_unseen(room):
    """Through the action and the form; what nobody can look into is refused with what to do."""
    given = room.attach(planted.FILES["docx"]["deleted"](), intake.DOCX, for_applicant=True)
    kept = room.attach(planted.FILES["docx"]["deleted"](), intake.DOCX)
    assert not planted.says(keeping.content_of(given.file))
    assert planted.says(keeping.content_of(kept.file))
    sealed = planted.ofd(info=f"<ofd:Author>{planted.SECRET}</ofd:Author>")
    answer = room.client.post(
        f"/desk/foi/{room.case.pk}/files/",
        {"file": SimpleUploadedFile("答复.ofd", sealed), "for_applicant": "on"},
    )
    assert (answer.status_code, "原软件" in answer.text) == (422, True)


def test_what_lies_beyond_the_limits_of_readers_is_refused_in_words(tight_readers, room):
    """A material for the applicant is not kept; one to be redacted opens no tool."""
    address = f"/desk/foi/{room.case.pk}/files/"
    forms, strokes = (hostile.PDFS[name]() for name in ("forms in forms", "a stream of strokes"))
    typed = {"file": SimpleUploadedFile("a.pdf", forms), "for_applicant": "on"}
    answer = room.client.post(address, typed)
    assert (answer.status_code, "再试" in answer.text) == (422, True)
    assert not ApplicationFile.objects.filter(application=room.case).exists()
    kept = room.attach(strokes)
    answer = room.client.get(f"{address}{kept.pk}/redact/")
    assert (answer.status_code, "再试" in answer.text) == (422, True)


def test_a_material_sent_twice_is_one(room):
    address = f"/desk/foi/{room.case.pk}/files/"
    key = room.client.get(address).text.partition('name="form_key" value="')[2].partition('"')[0]
    content = planted.FILES["docx"]["deleted"]()
    for _ in range(2):
        file = SimpleUploadedFile("说明.docx", content)
        assert room.client.post(address, {"file": file, "form_key": key}).status_code == 302
    assert ApplicationFile.objects.filter(application=room.case).count() == 1
