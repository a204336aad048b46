"""The demonstration's reports of two years, of each kind, in every format: what is handed in can be opened."""

import hashlib
import io
import json
import zipfile

import docx
import lxml.html
import pypdfium2
import pytest

from tests import demonstration

AGENCY = "云溪市城市管理综合执法局"
TITLES = {
    "annual": f"{AGENCY}{{year}}年政府信息公开工作年度报告",
    "summary": "{year}年政务公开及热线留言年度工作总结",
    "self-evaluation": f"{AGENCY}{{year}}年度政务公开考核自评材料",
}
YEARS = (2020, 2021)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")
    demonstration.copy(folder)
    return folder


def letters(text):
    return "".join(text.split())


READ = {
    "docx": lambda content: "".join(p.text for p in docx.Document(io.BytesIO(content)).paragraphs),
    "pdf": lambda content: "".join(
        page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(content)
    ),
    "html": lambda content: lxml.html.fromstring(content).text_content(),
    "json": lambda content: json.loads(content)["title"],
}


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("kind", TITLES)
def test_a_zip_holds_the_report_in_each_format_with_its_digests(home, kind, year):
    out = home / f"{kind}-{year}.zip"
    demonstration.command(home, "report", kind, f"--year={year}", "--format=zip", f"-o{out}")
    with zipfile.ZipFile(out) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    title = TITLES[kind].format(year=year)
    said = {form: letters(read(files[f"{title}.{form}"])) for form, read in READ.items()}
    assert {form: letters(title) in text for form, text in said.items()} == dict.fromkeys(
        READ, True
    )
    sums = files.pop("SHA256SUMS").decode().splitlines()
    assert sums == [
        f"{hashlib.sha256(content).hexdigest()}  {name}" for name, content in files.items()
    ]
    assert "缺失文件.txt" not in files
    assert any(name.startswith("佐证/") for name in files) == (kind == "self-evaluation")


def test_each_year_is_assessed_by_its_own_rubric(home):
    def codes(year):
        told = json.loads(
            demonstration.command(home, "report", "self-evaluation", f"--year={year}", "--json")
        )
        return {row[0]: row[1] for row in told["tables"][1]["rows"]}, dict(told["facts"])

    (first, facts), (second, later) = codes(2020), codes(2021)
    assert set(second) - set(first) == {"YX-13"}
    assert {code for code in first if first[code] != second[code]} == {"YX-04", "YX-09"}
    assert {facts["状态"], later["状态"]} == {"已确认"}
