"""On the desk: what is offered to whom, and what a wrong form says."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from huiyin.assessment import actions
from huiyin.assessment.models import Assessment, Item, Method
from huiyin.organisations.models import Organisation

from .trial import item

pytestmark = pytest.mark.django_db


def at(matter, line):
    return f"/desk/assessments/{matter.pk}/lines/{line.pk}/"


def test_a_rubric_is_put_in_force_when_it_adds_up(person, bureau, robot, morning):
    client = person("考核组织岗")
    first = actions.register(item(bureau, part="一（60分）"), actor=robot, at=morning)
    page = f"/desk/rubric-years/{bureau.slug}/2025/"
    answer = client.get(page)
    assert "合计60分，不是100分" in answer.content.decode()
    assert "启用2025年度细则" not in answer.content.decode()
    refused = client.post(page)
    assert (refused.status_code, "没有启用" in refused.content.decode()) == (422, True)
    actions.register(item(bureau, code="B-01", part="二（40分）"), actor=robot, at=morning)
    assert client.post(page).status_code == 302
    first.refresh_from_db()
    assert first.state == Item.State.IN_FORCE
    assert client.get(f"/desk/rubric/{first.pk}/").status_code == 200


def test_a_unit_scores_with_a_reason_and_brings_evidence(standing, person, bureau):
    client, matter = person("考核联络岗"), standing("scoring")
    line = matter.scores.first()
    sent = {"what": "score", "item": line.pk, "deducted": "0.5", "said": ""}
    refused = client.post(at(matter, line), sent)
    assert refused.status_code == 422
    assert "请写明理由" in refused.content.decode()
    assert client.post(at(matter, line), {**sent, "said": "少一次培训"}).status_code == 302
    file = SimpleUploadedFile("培训.png", PNG, "image/png")
    assert client.post(at(matter, line), {"what": "attach", "file": file}).status_code == 302
    nothing = client.post(at(matter, line), {"what": "attach"})
    assert "请填写网页地址，或者选择一个文件" in nothing.content.decode()
    elsewhere = client.post(at(matter, line), {"what": "attach", "address": "https://a.cn/"})
    assert (elsewhere.status_code, "只能保存本网站" in elsewhere.content.decode()) == (422, True)
    shown = client.get(at(matter, line)).content.decode()
    assert "扣 0.5 分　少一次培训" in shown
    proof = line.proofs.get()
    address = f"/desk/assessments/{matter.pk}/evidence/{proof.pk}/"
    assert client.get(address).content == PNG
    Path(proof.file.content.path).unlink()
    gone = client.get(address)
    assert (gone.status_code, proof.file.sha256 in gone.content.decode()) == (410, True)


PNG = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\nIDATx\x9cc\0\1"
    b"\0\0\5\0\1\r\n-\xb4\0\0\0\0IEND\xaeB`\x82"
)


def test_what_is_not_open_is_refused_in_words(standing, person):
    client, matter = person("考核复核岗"), standing("scoring")
    line = matter.scores.first()
    assert client.post(at(matter, line), {"what": "review"}).status_code == 409
    assert client.post(at(matter, line), {"what": "score"}).status_code == 403
    assert client.post(at(matter, line), {"what": "fly"}).status_code == 404
    assert client.post(f"/desk/assessments/{matter.pk}/computed/").status_code == 403


def test_computing_is_a_button(standing, person, morning):
    Method.objects.create(code="A-01", measure="foi.late", valid_from=morning.date(), basis="测试")
    matter = standing("scoring", year=timezone.localdate().year)
    client = person("考核联络岗")
    assert "计算有评分方法的指标" in client.get(f"/desk/assessments/{matter.pk}/").content.decode()
    assert client.post(f"/desk/assessments/{matter.pk}/computed/").status_code == 302
    page = client.get(at(matter, matter.scores.first())).content.decode()
    assert "超期依申请公开" in page


def test_another_unit_is_not_there(standing, person, bureau):
    own = Organisation.objects.create(name="法规科", short_name="法规科", slug="fg", parent=bureau)
    client, matter = person("考核联络岗", of=own), standing("confirmed")
    for address in (f"/desk/assessments/{matter.pk}/", at(matter, matter.scores.first())):
        assert client.get(address).status_code == 404
    assert client.get("/desk/assessments/").status_code == 200
    shown = client.get("/desk/assessment-results/").content.decode()
    assert "还没有已确认的结果" in shown


@pytest.mark.parametrize("form", ["docx", "pdf", "html", "zip"])
def test_the_file_in_each_format(standing, person, form):
    client, matter = person("考核组织岗"), standing("open")
    answer = client.get(f"/desk/assessments/{matter.pk}/file.{form}")
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    assert client.get(f"/desk/assessments/{matter.pk}/file.exe").status_code == 404


def test_an_assessment_is_begun_from_the_form(person, bureau, standing):
    standing("scoring", year=2024)
    unit = Organisation.objects.create(name="法规科", short_name="法规科", slug="fg", parent=bureau)
    client = person("考核组织岗")
    sent = {"agency": bureau.slug, "unit": unit.pk, "year": "2020", "group": "科室"}
    refused = client.post("/desk/assessments/new/", sent)
    assert "还没有2020年度的考核细则" in refused.content.decode()
    assert client.post("/desk/assessments/new/", {**sent, "year": "2024"}).status_code == 302
    assert Assessment.objects.get(unit=unit).scores.count() == 2


def test_methods_and_terms_are_rows(person, time_machine, morning):
    time_machine.move_to(morning)
    client = person("考核组织岗")
    page = client.get("/desk/assessment-rules/").content.decode()
    assert "检查：逐栏检查：有内容" in page
    sent = {
        "what": "method", "code": "A-01", "measure": "foi.late", "valid_from": "2026-03-03",
        "basis": "云政办〔2026〕1号",
    }  # fmt: skip
    assert client.post("/desk/assessment-rules/", sent).status_code == 302
    assert Method.objects.get(code="A-01").measure == "foi.late"
