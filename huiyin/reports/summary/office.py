"""The office's own paragraphs and the measures it chose."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from huiyin.reports.text import Citer, Lost, Origin, Paragraph, Run

from .numerals import enumerated
from .outline import FOLLOWED, MEASURES, Slot, slots

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Statement:
    """One paragraph of the office. `{受理依申请公开}` or its key in it becomes that figure."""

    text: str
    author: str
    year: int | None = None
    """The year it was written for, if it is to be shown."""


Statements = Mapping[str, Sequence[Statement]]


def refuse_unknown(office: Statements) -> None:
    """Refuse a paragraph that no part of the outline takes in, so that none is lost.

    Raises:
        ValidationError: names the places that the outline does not have.
    """
    if unknown := sorted(set(office) - set(slots())):
        raise ValidationError(f"提纲中没有这些位置：{'、'.join(unknown)}")


def spoken(office: Statements) -> set[str]:
    """The slots that have a text."""
    return {
        key
        for key, paragraphs in office.items()
        if any(paragraph.text.strip() for paragraph in paragraphs)
    }


def said(slot: Slot, office: Statements, cite: Citer) -> Iterator[Paragraph]:
    """The paragraphs of the office in one slot of the outline."""
    for one in office.get(slot.key, ()):
        if not one.text.strip():
            continue
        origin = Origin(slot.key, one.author, one.year)
        yield Paragraph(list(_runs(one.text.strip(), slot.label, cite)), origin)


def _runs(text: str, place: str, cite: Citer) -> Iterator[Run]:
    """Text as it is, placeholders as cited figures, or as lost if no figure has that name.

    Raises:
        ValidationError: half of a placeholder.
    """
    for position, part in enumerate(_PLACEHOLDER.split(text)):
        if position % 2:
            name = part.strip()
            cited = cite.named(name)
            yield Lost(name) if cited is None else cited
        elif "{" in part or "}" in part:
            raise ValidationError(
                f"“{place}”中的花括号不成对；引用数据应写作 {{数据名称}}，不引用数据的请去掉花括号"
            )
        elif part:
            yield part


def chosen(measures: Sequence[str]) -> Iterator[Paragraph]:
    """下一步: the chosen measures, in the order given."""
    texts = [text.strip().rstrip("。；") for text in measures if text.strip()]
    if texts:
        yield Paragraph([f"下一步，{enumerated(texts)}。"], Origin(MEASURES.key))


def followed(measures: Sequence[tuple[str, str]]) -> Iterator[Paragraph]:
    """上年提出的措施: grouped by state, in the order given."""
    by_standing: dict[str, list[str]] = {}
    for text, standing in measures:
        by_standing.setdefault(standing, []).append(f"“{text.strip().rstrip('。；')}”")
    if by_standing:
        clauses = "；".join(f"{'、'.join(texts)}{how}" for how, texts in by_standing.items())
        yield Paragraph([f"对上年提出的措施，{clauses}。"], Origin(FOLLOWED.key))
