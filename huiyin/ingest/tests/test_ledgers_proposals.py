"""The list as it is handed over: taken in, exported and taken in again without a change."""

from io import BytesIO

import pytest

from huiyin.ingest.ledgers.exporting import export
from huiyin.ingest.ledgers.importing import import_file
from huiyin.proposals.models import Proposal

pytestmark = pytest.mark.django_db
HEAD = "类别,届次,编号,案由,领衔代表,联系电话,附议代表,办理方式,主办单位,交办时间,答复时间,分类标识,反馈意见,反馈日期\n"
ROWS = [
    "建议,市五届人大四次会议,023,增加老旧小区停车位,张某某,13912345670,李某某、王某某,主办,,2026-02-03,,,,",
    "提案,市政协五届四次会议,023,规范渣土运输,民建市委会,,,分办,,2026-02-03,,,,",
    "建议,市五届人大四次会议,024,完善路灯,赵某某,,,会办,市交通局,2026-02-03,,,,",
    "建议,市五届人大三次会议,023,改造公厕,钱某某,,,主办,,2025-02-10,2025-05-06,A类,满意,2025-05-20",
]


def take_in(text, bureau, robot, at):
    content = BytesIO(("\ufeff" + text).encode())
    return import_file("proposals", content, agency=bureau, actor=robot, at=at, name="清单.csv")


def test_a_list_is_taken_in_by_session_and_number(bureau, robot, morning):
    done = take_in(HEAD + "\n".join(ROWS), bureau, robot, morning)
    assert (done.created, done.rejected) == (4, [])
    states = {one.reference: (one.state, str(one.due_on)) for one in Proposal.objects.all()}
    assert states == {
        "市五届人大四次会议第023号建议": ("received", "2026-05-03"),
        "市政协五届四次会议第023号提案": ("received", "2026-05-03"),
        "市五届人大四次会议第024号建议": ("received", "2026-03-03"),
        "市五届人大三次会议第023号建议": ("replied", "2025-05-10"),
    }
    assert (
        Proposal.objects.get(number="023", session="市五届人大四次会议").proposer_phone
        == "13912345670"
    )


@pytest.mark.parametrize("personal", [False, True], ids=["masked", "whole"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_was_exported_changes_nothing(bureau, robot, morning, form, personal):
    take_in(HEAD + "\n".join(ROWS), bureau, robot, morning)
    out, records = BytesIO(), Proposal.objects.order_by("pk")
    who = {"agency": bureau, "actor": robot, "at": morning, "personal": personal}
    assert export("proposals", records, out, form, **who) == 4
    if form == "csv":
        assert ("13912345670" in out.getvalue().decode()) is personal
    before = list(records.values())
    back = BytesIO(out.getvalue())
    done = import_file(
        "proposals", back, agency=bureau, actor=robot, at=morning, name=f"导出.{form}"
    )
    assert (done.unchanged, done.created, done.updated, done.rejected) == (4, 0, 0, [])
    assert list(records.values()) == before


@pytest.mark.parametrize(
    ("row", "says"),
    [
        pytest.param(ROWS[0].replace("建议,市", "提案,市"), "不是提案的届次", id="of the other council"),
        pytest.param(ROWS[0].replace("023", ""), "编号", id="no number"),
        pytest.param(ROWS[0].replace("主办", "协办"), "承办方式", id="an unknown part"),
    ],
)  # fmt: skip
def test_a_faulty_row_says_why(bureau, robot, morning, row, says):
    done = take_in(HEAD + row, bureau, robot, morning)
    assert done.created == 0
    assert any(says in f"{one.column}{one.message}" for one in done.rejected)
