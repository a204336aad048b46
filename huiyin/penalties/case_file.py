"""案卷 of a penalty: cover, list of papers and evidence, what happened, and every paper, as one PDF."""

from huiyin.common import days
from huiyin.letters.case_file import CaseFile

from .models import Penalty

_READ = {"read": "查看文书、证据或者案卷"}


def case_file(penalty: Penalty) -> bytes:
    """The whole case for the archive, by the names of the day of its decision."""
    evidence = enumerate(penalty.listed_evidence(), 1)
    papers = penalty.papers.select_related("pdf")
    return CaseFile(
        penalty,
        penalty.agency.on(penalty.decided_on or penalty.ended_on).name,
        "行政处罚案卷",
        cover(penalty),
        [(paper, paper.get_role_display()) for paper in papers],
        penalty.papers.all(),
        [
            (
                str(number), one.get_sort_display(), one.file.name if one.file else one.name,
                one.file.sha256[:16] if one.file else "没有电子文件",
            )
            for number, one in evidence
        ],
        _READ,
    ).pdf()  # fmt: skip


def cover(penalty: Penalty) -> list[tuple[str, str]]:
    """(label, value) of each line; lines without a value are left out."""
    return [
        ("案号", penalty.case_number),
        ("案件名称", penalty.case_name),
        ("当事人", penalty.holder_name),
        ("违法行为", penalty.offence),
        ("程序", penalty.get_procedure_display()),
        ("立案日期", days.written(penalty.filed_on)),
        ("决定书文号", penalty.reference if penalty.decided_on else ""),
        ("决定日期", days.written(penalty.decided_on)),
        ("处罚内容", penalty.content if penalty.decided_on else ""),
        ("未予处罚的处理", penalty.get_outcome_display()),
        ("送达日期", days.written(penalty.served_on)),
        ("缴款日期", days.written(penalty.paid_on)),
        ("结案日期", days.written(penalty.closed_on)),
        ("状态", str(Penalty.State(penalty.state).label)),
    ]
