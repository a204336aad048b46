"""Files of other agencies in the sum: added up beside frozen reports, and nothing guessed."""

import io
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from huiyin.accounts.models import User
from huiyin.files.models import StoredFile
from huiyin.organisations.actions import appoint
from huiyin.organisations.roles import ensure_posts
from huiyin.report_audit.overview import examine
from huiyin.report_audit.tests.samples import Look, consistent, html, pdf, word
from huiyin.report_audit.tests.samples import data as as_json
from huiyin.reports.annual import data
from huiyin.reports.annual.totals import total
from huiyin.reports.models import AnnualReport

from .annual_trial import AT, ROBOT, begun
from .test_annual_totals import frozen

pytestmark = pytest.mark.django_db
BEFORE = replace(consistent(40, 2024), agency="清河市教育局", published="2025-01-20")
EDUCATION = replace(consistent(41, 2025, BEFORE), agency="清河市教育局", published="2026-01-20")
OLDER = replace(consistent(43, 2019), agency="清河市教育局")
TRAFFIC = replace(consistent(42, 2025), agency="清河市交通运输局", published="2026-02-09")
WRONG = TRAFFIC.with_cell("r4.person", TRAFFIC.cells["r4.person"] + 50)


def summed(files, *agencies, expected=()):
    overview = examine([(name, make(sample, Look())) for name, make, sample in files])
    return total(agencies, 2025, AT.date(), files=overview, expected=expected)


def told(parts):
    return {part.name: "；".join(part.faults) for part in parts}


def test_files_of_each_kind_and_a_frozen_report(bureau):
    frozen(bureau, 2)
    files = [("a.pdf", pdf, EDUCATION), ("b.html", html, TRAFFIC), ("last.json", as_json, BEFORE)]
    sums = summed(files, bureau)
    assert [(part.name, part.file) for part in sums.counted] == [
        ("云溪市城市管理局", ""), ("清河市教育局", "a.pdf"), ("清河市交通运输局", "b.html"),
    ]  # fmt: skip
    for key in ("r1.total", "r3_1.person", "reconsideration.total", "licences.decided"):
        both = EDUCATION.cells[key] + TRAFFIC.cells[key]
        own = sums.parts[0].values[key]
        assert sums.values[key] == both + own, key
    assert told(sums.missing) == {}
    assert "清河市教育局" not in told(sums.faulty)
    assert "期限是2026-01-31" in told(sums.faulty)["清河市交通运输局"]
    assert sums.table().heads[3:] == ("合计", *(part.name for part in sums.counted))


def test_what_does_not_hold_is_named_with_its_cell():
    late = told(summed([("b.html", html, WRONG)]).faulty)["清河市交通运输局"]
    assert "四、结转下年度继续办理" in late
    assert "相差50" in late


def test_what_follows_not_from_the_file_of_last_year():
    less = EDUCATION.with_cell("r2.person", EDUCATION.cells["r2.person"] + 3)
    files = [("a.html", html, less), ("last.html", html, BEFORE)]
    assert "上年" in told(summed(files).faulty)["清河市教育局"]


# files, and what is said of them; none is added up
UNCOUNTED = [
    pytest.param([("old.html", html, BEFORE), ("older.html", html, OLDER)], {"清河市教育局": "是2019年的报告"}, id="of another year"),
    pytest.param([("a.html", html, EDUCATION), ("a2.html", html, EDUCATION.with_cell("r1.person", 1))], {"清河市教育局": "收到 2 份数字不同的报告（a.html、a2.html），请只留正确的一份"}, id="two that differ"),
    pytest.param([("x.pdf", lambda *_: b"%PDF-1.4 nothing", None)], {"x.pdf": "读不出："}, id="unreadable"),
    pytest.param([], {"清河市教育局": "没有收到"}, id="not sent"),
]  # fmt: skip


@pytest.mark.parametrize(("files", "said"), UNCOUNTED)
def test_what_is_not_counted_is_named(files, said):
    sums = summed(files, expected=() if files else ("清河市教育局",))
    assert sums.counted == []
    assert told(sums.missing).keys() == said.keys()
    for name, words in said.items():
        assert words in told(sums.missing)[name]


def test_the_same_report_twice_counts_once():
    sums = summed([("a.html", html, EDUCATION), ("a.docx", word, EDUCATION)])
    assert sums.values["r1.total"] == EDUCATION.cells["r1.total"]
    assert "只计一份" in told(sums.faulty)["清河市教育局"]


def test_a_file_of_an_agency_that_works_here(bureau):
    """Its frozen report counts; while it has none, the file does, and that is said."""
    file = replace(EDUCATION, agency=bureau.name)
    begun(bureau)
    sums = summed([("own.html", html, file)], bureau)
    assert sums.values["r1.total"] == file.cells["r1.total"]
    assert "本系统里的报告起草中，还没有定稿，按文件计" in told(sums.faulty)[bureau.name]
    AnnualReport.objects.all().delete()
    frozen(bureau, 2)
    sums = summed([("own.html", html, file)], bureau)
    assert sums.values["r1.total"] == 2
    assert "（own.html）与定稿的报告有" in told(sums.faulty)[bureau.name]


def test_our_own_frozen_data_is_read_back(bureau):
    """The JSON of one installation is a file of another."""
    report = frozen(bureau, 2)
    content = data.written(data.public(report.data))
    sums = total([], 2025, AT.date(), files=examine([("annual.json", content)]))
    assert {key: value for key, value in sums.values.items() if value} == {
        key: Decimal(value) for key, value in report.data["cells"].items() if Decimal(value)
    }
    assert told(sums.missing) == told(sums.faulty) == {}


@pytest.fixture
def upload(client, bureau):
    user = User.objects.create_user("gongkai", name="魏雅琴")
    post = ensure_posts(bureau)["信息公开岗"]
    appoint(user, post, actor=ROBOT, at=AT, since=date(2019, 1, 1))
    client.force_login(user)

    def send(*files, **more):
        reports = [SimpleUploadedFile(name, make(sample, Look())) for name, make, sample in files]
        return client.post("/desk/reports/2025/annual-total/", {"reports": reports, **more})

    return send


def test_the_page_opens_each_number_to_its_files(upload):
    files = StoredFile.objects.count()
    answer = upload(
        ("a.html", html, EDUCATION), ("b.html", html, TRAFFIC), agencies="清河市水务局\n"
    )
    page = answer.content.decode()
    assert "清河市水务局：没有收到" in " ".join(page.split())
    assert 'href="#of-r1-total"' in page
    behind = page.partition('id="of-r1-total"')[2].partition("</table>")[0]
    for sample, name in ((EDUCATION, "a.html"), (TRAFFIC, "b.html")):
        assert name in behind
        assert f">{sample.cells['r1.total']}<" in behind
    assert StoredFile.objects.count() == files, "nothing is kept"


def test_the_sum_is_taken_along(upload):
    answer = upload(("a.html", html, EDUCATION), **{"as": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    rows = {row[1:3]: row[3:] for row in sheet.iter_rows(values_only=True)}
    line = ("一、本年新收政府信息公开申请数量", "申请人情况／总计")
    assert rows[line][0] == EDUCATION.cells["r1.total"]


def test_without_a_file_the_form_says_so(upload):
    answer = upload()
    assert answer.status_code == 422
    assert "请选择文件" in answer.content.decode()


def test_the_command_over_a_folder(tmp_path, capsys, bureau):
    (tmp_path / "a.html").write_bytes(html(EDUCATION, Look()))
    (tmp_path / "agencies.txt").write_text("清河市教育局\n清河市水务局\n")
    folder = tmp_path / "out.json"
    with pytest.raises(SystemExit) as ended:
        call_command(
            "annual_total", str(tmp_path / "a.html"), "--year=2025",
            f"--agencies={tmp_path / 'agencies.txt'}", f"-o={folder}", "--json",
        )  # fmt: skip
    assert ended.value.code == 1
    said = json.loads(capsys.readouterr().out)
    assert said["cells"]["r1.total"] == EDUCATION.cells["r1.total"]
    parts = {one["agency"]: one for one in said["agencies"]}
    assert parts["清河市水务局"]["faults"] == ["没有收到"]
    assert parts[bureau.name]["counted"] is False
    assert folder.exists()
