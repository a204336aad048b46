"""限期整改 out of a line that lost points: once the result stands, with what was found and its evidence."""

from collections.abc import Iterator
from decimal import Decimal

from huiyin.audit.actors import Actor
from huiyin.organisations.models import Organisation
from huiyin.rectification import findings
from huiyin.rectification.findings import Copy, Finding

from .material import content_or_why
from .models import ANSWER, Assessment, Score
from .rules import VIEW
from .standards import plain

SHOWN = 20
"""Pieces of evidence that are told in words; all copies go with it."""
DEMAND = "针对上述扣分问题逐项整改，举一反三，报送整改措施、结果和佐证材料。"


def has_lost(line: Score) -> bool:
    """Whether the confirmed result takes points off this line."""
    is_confirmed = line.assessment.state == Assessment.State.CONFIRMED
    return is_confirmed and (line.final or Decimal(0)) > 0


def _problem(line: Score) -> str:
    appeal = line.appeal
    said = [line.review_reason] + ([f"申诉答复：{appeal.answer}"] if appeal else [])
    text = [
        f"考核指标{line.item.code}：{line.item.text}",
        f"扣{plain(line.final or Decimal(0))}分：{'；'.join(filter(None, said))}",
    ]
    if line.measure and line.faults:
        text.append(f"计算：{line.formula}，实际{line.value}，问题{line.faults}个。")
    text += [sentence for _, sentence in line.evidence[:SHOWN]]
    if (more := line.faults - SHOWN) > 0 and len(line.evidence) > SHOWN:
        text.append(f"另有{more}个问题，见所附材料。")
    return "\n".join(text)


def _copies(line: Score) -> Iterator[Copy]:
    """What the line was scored by; what is not in the store any more is named by a note of its own."""
    for proof in line.proofs.select_related("file"):
        content = content_or_why(proof.file)
        if isinstance(content, str):
            note = f"{proof.file.name}：{content}（应有摘要 {proof.file.sha256}）\n"
            yield Copy(f"{proof.file.name}（缺失）.txt", "text/plain", note.encode())
        else:
            yield Copy(proof.file.name, proof.file.media_type, content)


def _read(key: int, agency: Organisation) -> Finding | None:
    lines = Score.objects.select_related("item", "assessment__unit").filter(
        assessment__agency=agency, pk=key
    )
    line = lines.first()
    if line is None or not has_lost(line):
        return None
    matter = line.assessment
    return Finding(
        about=line,
        unit=matter.unit,
        subject=f"{matter.year}年度考核扣分：{line.item.topic or line.item.part}",
        problem=_problem(line),
        demand=DEMAND,
        origin=f"{matter.year}年度考核 {matter.reference} {line.item.code}",
        copies=lambda: _copies(line),
    )


def _link(key: int, actor: Actor) -> tuple[str, str] | None:
    visible = Assessment.objects.visible_to(actor, VIEW, ANSWER)
    line = Score.objects.filter(pk=key, assessment__in=visible).select_related("item").first()
    if line is None:
        return None
    return (
        f"考核指标 {line.item.code}",
        f"/desk/assessments/{line.assessment_id}/lines/{line.pk}/",
    )


findings.declare(Score, _read, _link)
