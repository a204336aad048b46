"""信用承诺台账: other names of types and columns, and out and in again unchanged."""

import io
from datetime import date

import pytest

from huiyin.casework import ledgers as declared
from huiyin.commitments import actions
from huiyin.commitments.models import Commitment, Type
from huiyin.commitments.tests.trial import PICTURE, commitment
from huiyin.ingest import ledgers
from huiyin.publicity.holders import HolderKind

pytestmark = pytest.mark.django_db
ROW = {
    "承诺书编号": "云城管诺〔2020〕9号",
    "承诺主体": "云溪市样例建设有限公司",
    "统一社会信用代码": "91341799MA2TEX01KJ",
    "承诺类型": "告知承诺型",
    "承诺事由": "建筑垃圾处置核准",
    "承诺内容": "材料真实",
    "承诺日期": "2020-05-06",
    "有效期至": "长期",
}


@pytest.fixture
def take(bureau, robot, morning):
    def run(*rows):
        heads = list(dict.fromkeys(head for row in rows for head in row))
        lines = [heads, *[[row.get(head, "") for head in heads] for row in rows]]
        table = "\n".join(",".join(line) for line in lines).encode()
        return ledgers.import_file(
            "commitments",
            io.BytesIO(table),
            name="台账.csv",
            agency=bureau,
            actor=robot,
            at=morning,
        )

    return run


@pytest.mark.parametrize(
    ("word", "type_"),
    [("审批型", Type.APPROVAL), ("容缺办理型", Type.TOLERATED), ("证明替代型", Type.CERTIFICATE),
     ("主动公示型", Type.VOLUNTARY), ("行业自律型", Type.INDUSTRY), ("失信纠正型", Type.REPAIR)],
)  # fmt: skip
def test_other_names_of_a_type_are_known(take, word, type_):
    assert take(ROW | {"承诺类型": word}).created == 1
    assert Commitment.objects.get().type == type_


def test_what_a_short_table_leaves_out(take, bureau):
    assert take(ROW).created == 1
    one = Commitment.objects.get()
    assert (one.holder_kind, one.accepted_by) == (HolderKind.ORGANISATION, bureau.name)
    assert (one.valid_to, one.may_be_public) == (date(2099, 12, 31), False)
    assert take(ROW).unchanged == 1


def test_what_became_of_it_comes_with_its_days(take):
    done = {
        "履约状态": "已履约",
        "履行完毕日期": "2020-07-01",
        "是否同意公示": "是",
        "公示日期": "2020-05-12",
    }
    assert take(ROW | done).created == 1
    one = Commitment.objects.get()
    assert (one.state, one.is_public, one.due_on) == ("fulfilled", True, None)
    (fault,) = take(ROW | {"承诺书编号": "云城管诺〔2020〕10号", "履约状态": "已履行"}).rejected
    assert "与日期不符" in fault.message


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_export_and_import_changes_nothing(bureau, robot, morning, form):
    who = {"actor": robot, "at": morning}
    actions.publish(actions.register(commitment(bureau), **who), **who)
    broken = actions.register(commitment(bureau, may_be_public=False), **who)
    actions.find_breach(broken, breach="倾倒", consequence="撤销许可", file=PICTURE, **who)
    stream = io.BytesIO()
    ledgers.export("commitments", Commitment.objects.all(), stream, form)
    stream.seek(0)
    result = ledgers.import_file("commitments", stream, name=f"台账.{form}", agency=bureau, **who)
    assert (result.unchanged, result.rejected) == (2, [])


def test_the_template_is_read_back(take, bureau):
    stream = io.BytesIO()
    ledgers.write_template("commitments", stream, bureau.pk)
    assert declared.find("commitments").label == "信用承诺台账"
    assert stream.tell() > 1000
