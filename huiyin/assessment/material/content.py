"""What a self-evaluation file says: tables of texts, which every format shows cell by cell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils import timezone

from huiyin.assessment import totals
from huiyin.assessment.models import Assessment, Evidence, Score, beside
from huiyin.assessment.standards import plain
from huiyin.assessment.totals import Part

OPTIONAL = {"清单", "申诉"}
"""Tables that are left out where nothing stands in them."""
DIGEST = 16
"""Characters of a digest that a table shows; the list of the package has all."""


@dataclass(frozen=True)
class Table:
    heading: str
    heads: tuple[str, ...]
    widths: tuple[int, ...]
    """Of the columns, in millimetres of a page."""
    rows: Sequence[tuple[str, ...]]


@dataclass(frozen=True)
class Material:
    """自评材料 of one assessment, with the evidence that belongs to it."""

    unit: str
    year: int
    facts: list[tuple[str, str]]
    tables: list[Table]
    evidence: list[tuple[str, Evidence]]
    """Name in the package → the copy."""

    @property
    def title(self) -> str:
        return "".join(self.title_lines)

    @property
    def title_lines(self) -> tuple[str, str]:
        """As it is set: no word is torn (GB/T 9704-2012 7.3.1)."""
        return self.unit, f"{self.year}年度政务公开考核自评材料"


def material(assessment: Assessment) -> Material:
    """As it stands now: before the review only what the unit gave itself."""
    lines = list(beside(assessment.scores.all()))
    proofs = [(line, proof) for line in lines for proof in line.proofs.all()]
    named = [
        (f"{place:03d}-{line.item.code}-{proof.file.name}", proof)
        for place, (line, proof) in enumerate(proofs, start=1)
    ]
    said = [_parts(lines), _lines(lines), _computed(lines), _ticked(lines), _evidence(proofs)]
    said.append(_appeals(lines))
    kept = [table for table in said if table.rows or table.heading not in OPTIONAL]
    tables = [
        replace(table, heading=f"{numeral}、{table.heading}")
        for numeral, table in zip("一二三四五六", kept, strict=False)
    ]
    return Material(
        assessment.unit.name,
        assessment.year,
        _facts(assessment),
        tables,
        named,
    )


def _facts(assessment: Assessment) -> list[tuple[str, str]]:
    facts = [
        ("被考核单位", assessment.unit.name),
        ("组织考核的机关", assessment.agency.name),
        ("考核年度", f"{assessment.year}年"),
        ("考核编号", assessment.reference),
        ("考核组", assessment.group),
        ("状态", assessment.get_state_display()),
    ]
    points = {
        "自评得分": assessment.self_total,
        "复核得分": assessment.review_total,
        "考核得分": assessment.total,
    }
    return facts + [(label, text(value)) for label, value in points.items() if value is not None]


def text(value: Decimal | None) -> str:
    """Points without zeros at their end; nothing where none were given."""
    return "" if value is None else plain(value)


def _by_part(lines: Iterable[Score], name: str) -> list[Part]:
    return totals.parts(
        (one.item.part, one.item.part_points or Decimal(0), getattr(one, name) or Decimal(0))
        for one in lines
    )


def _parts(lines: list[Score]) -> Table:
    own, final = _by_part(lines, "self_deduction"), _by_part(lines, "final")
    is_reviewed = any(line.final is not None for line in lines)
    rows = [
        (
            before.name,
            text(before.points),
            text(before.lost),
            text(before.kept),
            text(after.kept) if is_reviewed else "",
        )
        for before, after in zip(own, final, strict=True)
    ]
    reviewed = text(totals.total(final)) if is_reviewed else ""
    whole = sum((part.points for part in own), Decimal(0))
    lost = sum((part.lost for part in own), Decimal(0))
    rows.append(("合计", text(whole), text(lost), text(totals.total(own)), reviewed))
    heads = ("一级指标", "分值", "自评扣分", "自评得分", "复核后得分")
    return Table("得分", heads, (64, 23, 23, 23, 23), rows)


def _lines(lines: list[Score]) -> Table:
    rows = [
        (
            line.item.code,
            line.item.text,
            line.get_verdict_display(),
            text(line.self_deduction),
            line.self_reason,
            text(line.final),
            line.review_reason,
        )
        for line in lines
    ]
    heads = (
        "编号",
        "考核内容和评分标准",
        "评分方法",
        "自评扣分",
        "自评说明",
        "结果扣分",
        "复核说明",
    )
    return Table("逐项评分", heads, (16, 48, 18, 12, 30, 12, 20), rows)


def _computed(lines: list[Score]) -> Table:
    rows = [
        (
            line.item.code,
            line.formula or line.note,
            line.value,
            line.limit,
            str(line.faults),
            text(line.deduction),
            f"{timezone.localtime(line.measured_at):%Y-%m-%d %H:%M}" if line.measured_at else "",
        )
        for line in lines
        if line.measure
    ]
    heads = ("编号", "口径和公式", "实际", "要求", "问题数", "扣分", "计算时间")
    return Table("数据", heads, (16, 52, 22, 22, 12, 12, 20), rows)


def _ticked(lines: list[Score]) -> Table:
    rows = [
        (line.item.code, label, text(cost), own, reviewed)
        for line in lines
        for label, cost, own, reviewed in line.ticks
    ]
    return Table("清单", ("编号", "要点", "扣分", "自评", "复核"), (28, 74, 18, 18, 18), rows)


def _evidence(proofs: list[tuple[Score, Evidence]]) -> Table:
    rows = [
        (
            str(place),
            line.item.code,
            proof.label,
            proof.get_kind_display(),
            proof.address,
            f"{timezone.localtime(proof.taken_at):%Y-%m-%d %H:%M}",
            proof.file.sha256[:DIGEST],
        )
        for place, (line, proof) in enumerate(proofs, start=1)
    ]
    heads = ("序号", "编号", "名称", "种类", "网址", "取得时间", "摘要（前16位）")
    return Table("佐证", heads, (10, 16, 38, 12, 32, 18, 30), rows)


def _appeals(lines: list[Score]) -> Table:
    rows = [
        (
            line.item.code,
            line.appeal.reason,
            str(line.appeal.appealed_on),
            line.appeal.answer,
            text(line.appeal.deduction),
        )
        for line in lines
        if line.appeal is not None
    ]
    heads = ("编号", "申诉理由", "申诉日期", "答复", "答复后扣分")
    return Table("申诉", heads, (24, 48, 22, 44, 18), rows)
