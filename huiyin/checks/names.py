"""领导姓名: a name beside an office that differs by one character from the one on the office's list."""

from collections.abc import Iterator

from .document import Block, Context, Document
from .finding import Finding, Severity
from .registry import check, rule

LEADER = rule(
    "wording.leader-name",
    "领导姓名有误",
    Severity.ERROR,
    "政府信息公开条例第六条：公开的信息应当准确",
)

NATIONAL = {"习近平": ("总书记", "主席", "新时代中国特色社会主义思想")}
_TITLES = (
    "书记", "省长", "市长", "州长", "区长", "县长", "旗长", "镇长", "乡长", "部长", "厅长", "局长", "处长",
    "科长", "所长", "站长", "队长", "支队长", "大队长", "主任", "主席", "院长", "检察长", "秘书长", "巡视员",
    "调研员", "总工程师", "同志", "副书记", "副市长", "副区长", "副县长", "副局长", "副主任", "副主席",
)  # fmt: skip
_MOST = 200


@check
def leaders(document: Document, context: Context) -> Iterator[Finding]:
    """王建国局长 for 王健国局长. Without a title beside it a like name is another person's."""
    names = (*NATIONAL, *context.leaders[:_MOST])
    for block in document.everything():
        for title in (*_TITLES, *NATIONAL["习近平"]):
            if title in block.text:
                yield from _beside(block, title, names)


def _beside(block: Block, title: str, names: tuple[str, ...]) -> Iterator[Finding]:
    text, at = block.text, block.text.find(title)
    while at >= 0:
        end = at + len(title)
        for name in names:
            if name in NATIONAL and title not in NATIONAL[name]:
                continue
            for start in (at - len(name), end):
                written = text[start : start + len(name)] if start >= 0 else ""
                if written not in names and _is_slip(written, name):
                    message = f"“{written}”与领导名单里的“{name}”差一个字，请核对姓名"
                    sure = None if name in NATIONAL else Severity.WARNING
                    yield LEADER.at(block, start, start + len(name), message, name, sure)
        at = text.find(title, end)


def _is_slip(written: str, name: str) -> bool:
    """One character for another, or two exchanged; with another surname it is somebody else."""
    if len(written) != len(name) or not all("\u4e00" <= one <= "\u9fff" for one in written):
        return False
    wrong = [place for place, (a, b) in enumerate(zip(written, name, strict=True)) if a != b]
    if len(wrong) == 2 and len(name) > 2:
        return sorted(written) == sorted(name)
    if len(wrong) != 1 or wrong == [0]:
        return False
    return written[wrong[0]] not in "副任某的和与等、"
