"""The summary of the acceptance year, from the kept demonstration, whole and as of a day in it."""

import json

import pytest

from tests import demonstration, sources

WHOLE = {
    "applications": "共受理依申请公开3件，办结3件，按期答复率100%。",
    "remedies": "因政府信息公开，1件引起行政复议，未发生行政诉讼。",
    "licences": "共办理各类行政许可620件，其中，城市建筑垃圾处置核准477件、市政园林类136件、"
    "大型户外广告设置7件。",
    "hotline": "共受理热线留言1267件，其中，市长热线1061件、政民互动206件，全部办结。",
}


@pytest.fixture(scope="module")
def write(tmp_path_factory):
    home = tmp_path_factory.mktemp("summary")
    demonstration.copy(home)

    def run(*arguments):
        output = demonstration.command(
            home, "report", "summary", "--year=2020", "--json", *arguments
        )
        return json.loads(output)

    return run


def text(report):
    return "".join(one for section in report["sections"] for one in section["paragraphs"])


def test_the_acceptance_year_and_what_had_happened_of_it_by_november(write):
    whole, cut = write(), write("--as-of=2020-11-17")
    assert {key: sentence in text(whole) for key, sentence in WHOLE.items()} == dict.fromkeys(
        WHOLE, True
    )
    assert cut["title"].endswith("（截至11月17日）")
    ends = {figure["key"]: figure["value"] for figure in whole["figures"]}
    for figure in cut["figures"]:
        assert figure["period"] in ("2020-01-01/2020-11-17", "2019-01-01/2019-11-17")
        assert "as_of=2020-11-17" in figure["trace"]
        is_sum = figure["key"].endswith((".received", ".decided", ".published", ".closed"))
        if is_sum and figure["unit"] == "件":
            assert 0 < figure["value"] <= ends[figure["key"]], figure["key"]
    for report in (whole, cut):
        last = report["sections"][-1]["paragraphs"][-1]
        assert last.startswith("下一步，一是")
        assert last.count("；") == 4, "the five that were ticked"


def test_each_counterpart_of_the_table_is_composed_and_cites_what_it_names(write):
    whole = write()
    said = "".join(whole["opening"]) + text(whole)
    cited = {figure["key"] for figure in whole["figures"]}
    missing = []
    for row in sources.table():
        missing += [f"{row.number}: {one}" for one in row.fragments if not sources.says(said, one)]
        figures = [key for key in row.keys if ":" not in key]
        missing += [f"{row.number}: {key} is not cited" for key in figures if key not in cited]
    assert not missing
