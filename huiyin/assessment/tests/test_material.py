"""自评材料: the same cells in every format; a package that is verified without this system."""

import io
import json
import subprocess
import zipfile
from pathlib import Path

import docx
import lxml.html
import pypdfium2
import pytest
from django.core.management import call_command

from huiyin.assessment import actions
from huiyin.assessment.material import TYPES, html, material, word, write
from huiyin.assessment.models import Assessment
from huiyin.organisations.models import Organisation

from .trial import COPY

pytestmark = pytest.mark.django_db


@pytest.fixture
def assessed(standing, robot, morning):
    """Appealed against, with evidence."""
    matter = standing("open")
    line = matter.scores.first()
    actions.attach(matter, item=line, copy=COPY, actor=robot, at=morning)
    return actions.appeal(matter, item=line, reason="已经更新", actor=robot, at=morning)


def packed(text):
    return "".join(text.split())


def test_every_format_says_the_same_cell_by_cell(assessed, morning):
    said = material(assessed)
    wanted = [[list(table.heads), *map(list, table.rows)] for table in said.tables]
    assert [table.heading[0] for table in said.tables] == list("一二三四五")
    document = docx.Document(io.BytesIO(word.to_docx(said)))
    assert [[[c.text for c in r.cells] for r in t.rows] for t in document.tables] == wanted
    page = lxml.html.fromstring(html.to_html(said))
    cells = [
        [[c.text_content() for c in row.iterfind("*")] for row in table.iterfind(".//tr")]
        for table in page.iterfind(".//table")
    ]
    assert cells == wanted
    kept = json.loads(write(said, "json", at=morning).content)
    assert [[one["heads"], *one["rows"]] for one in kept["tables"]] == wanted
    assert [one["sha256"] for one in kept["evidence"]] == [p.file.sha256 for _, p in said.evidence]
    pdf = pypdfium2.PdfDocument(word.to_pdf(said, at=morning))
    drawn = packed("".join(one.get_textpage().get_text_bounded() for one in pdf))
    missing = [cell for table in wanted for row in table for cell in row if not _is_in(cell, drawn)]
    assert missing == []


def _is_in(cell, drawn):
    """Whether a page shows the cell: its lines may stand beside those of its neighbours."""
    words = packed(cell)
    return all(words[place : place + 2] in drawn for place in range(0, len(words) - 1, 2))


def unpacked(content, folder):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
        return archive.namelist()


def test_the_package_verifies_itself(assessed, morning, tmp_path):
    whole = write(material(assessed), "zip", at=morning)
    names = unpacked(whole.content, tmp_path)
    title = "云溪市城市管理局2025年度政务公开考核自评材料"
    assert names == [
        f"{title}.docx", f"{title}.pdf", f"{title}.html", f"{title}.json",
        "佐证/001-A-01-会议记录.txt", "SHA256SUMS",
    ]  # fmt: skip
    assert whole.missing == ()
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"],  # noqa: S607
        cwd=tmp_path, check=False, capture_output=True,
    )  # fmt: skip
    assert (done.returncode, done.stdout.count(b"OK\n")) == (0, 5)
    assert (tmp_path / names[4]).read_bytes() == COPY.content


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        pytest.param(Path.unlink, "文件不在存储中", id="gone"),
        pytest.param(
            lambda path: path.write_bytes(b"other"), "不是当时保存的", id="another content"
        ),
    ],
)
def test_missing_evidence_is_named_and_ends_with_1(assessed, tmp_path, capsys, damage, why):
    proof = assessed.scores.first().proofs.get()
    damage(Path(proof.file.content.path))
    out = tmp_path / "自评.zip"
    with pytest.raises(SystemExit) as ended:
        report(2025, "-o", str(out), "--format=zip")
    assert ended.value.code == 1
    assert why in capsys.readouterr().err
    names = unpacked(out.read_bytes(), tmp_path)
    assert "缺失文件.txt" in names
    told = (tmp_path / "缺失文件.txt").read_text()
    assert told.startswith("001-A-01-会议记录.txt：")
    assert proof.file.sha256 in told


def report(year, *more):
    call_command("report", "self-evaluation", f"--year={year}", *more)


@pytest.mark.parametrize("form", TYPES)
def test_the_command_writes_each_form_of_agency_and_unit(standing, bureau, tmp_path, form):
    unit = Organisation.objects.create(name="环卫处", slug="huanwei", parent=bureau)
    standing("open")
    standing("open", unit=unit)
    for more in ([], ["--unit=huanwei"]):
        out = tmp_path / f"{len(more)}.{form}"
        report(2025, f"--format={form}", f"-o{out}", *more)
        assert out.stat().st_size > 500


@pytest.mark.parametrize(
    ("more", "says"),
    [
        pytest.param([], "没有1999年度的考核", id="a year without an assessment"),
        pytest.param(
            ["--unit=nobody"], "没有网址标识为 nobody 的单位", id="a unit that is not there"
        ),
        pytest.param(["--as-of=2020-01-01"], "没有 --as-of", id="a day"),
        pytest.param(["--format=zip"], "须用 -o 指明", id="a zip to nowhere"),
    ],
)
def test_what_is_not_there_is_wrong_usage(bureau, capsys, more, says):
    with pytest.raises(SystemExit) as ended:
        report(1999, *more)
    assert ended.value.code == 2
    assert says in capsys.readouterr().err


def test_of_two_organisers_the_command_does_not_choose(standing, bureau, capsys):
    Assessment.objects.filter(pk=standing("open").pk).update(
        agency=Organisation.objects.create(name="市政府办", slug="szfb")
    )
    standing("open")
    with pytest.raises(SystemExit) as ended:
        report(2025, f"--agency={bureau.uscc}")
    assert ended.value.code == 2
    assert "有几个机关组织的考核" in capsys.readouterr().err
