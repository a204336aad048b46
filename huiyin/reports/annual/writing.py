"""The text of the annual report: six chapters in the words of the form, tables between them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from huiyin.common import days
from huiyin.national_forms.forms import NationalForm
from huiyin.organisations.models import Organisation
from huiyin.reports.summary import Slot, office
from huiyin.reports.summary.numerals import heading
from huiyin.reports.summary.office import Statements
from huiyin.reports.summary.outline import Recorded
from huiyin.reports.text import Citer, Paragraph, Section
from huiyin.web.grid import Grid

from . import outline


@dataclass(frozen=True)
class Writer:
    """What the text is made of."""

    agency: Organisation
    form: NationalForm
    cite: Citer
    said: Statements

    @property
    def name(self) -> str:
        """As the agency was called at the end of the period."""
        return self.agency.on(self.cite.scope.end).name

    @property
    def title(self) -> str:
        until = f"（{self.cite.scope.until}）" if self.cite.scope.until else ""
        return f"{self.name}{self.cite.year}年政府信息公开工作年度报告{until}"

    def opening(self) -> list[Paragraph]:
        """Basis, period and where to ask: the customary first paragraphs."""
        scope = self.cite.scope
        basis = (
            "根据《中华人民共和国政府信息公开条例》第四十九条、第五十条和《中华人民共和国政府信息公开"
            f"工作年度报告格式》（{self.form.basis}）的规定，编制本报告。所列数据的统计期限为"
            f"{days.written(scope.start)}至{days.written(scope.end)}{self._partly()}。"
        )
        ways = [
            f"{label}：{value}"
            for label, value in (("地址", self.agency.address), ("电话", self.agency.telephone))
            if value
        ]
        contact = f"如对本报告有疑问，请与{self.name}联系（{'；'.join(ways)}）。"
        return [
            Paragraph([basis + (contact if ways else "")]),
            *office.said(outline.OPENING, self.said, self.cite),
        ]

    def _partly(self) -> str:
        """（本机关2025年6月1日成立）, where it was not there all the time."""
        said = self.agency.partly(self.cite.scope.start, self.cite.scope.end)
        return f"（本机关{said}）" if said else ""

    def sections(self, grids: Sequence[Grid]) -> Iterator[Section]:
        """The six chapters; the first has five blocks below it."""
        overview, *tables, problems, others = self.form.chapters
        yield Section("annual/overview", overview, 1)
        for position, part in enumerate(outline.OVERVIEW, start=1):
            title = heading(position, 2, part.titled(()))
            yield Section(part.key, title, 2, list(self._written(part.content)))
        for place, (title, grid) in enumerate(zip(tables, grids, strict=True), start=2):
            yield Section(f"annual/table-{place}", title, 1, grid=grid)
        yield Section("annual/problems", problems, 1, list(self._written(outline.PROBLEMS)))
        others_said = list(self._written(outline.OTHERS))
        is_empty = not any(
            one.origin and one.origin.slot == outline.OTHER.key for one in others_said
        )
        others_said += [Paragraph(runs) for runs in outline.nothing_else(is_empty)]
        yield Section("annual/others", others, 1, others_said)

    def _written(self, content: Iterable[Slot | Recorded]) -> Iterator[Paragraph]:
        for one in content:
            if isinstance(one, Slot):
                yield from office.said(one, self.said, self.cite)
            else:
                yield from (Paragraph(runs) for runs in one(self.cite))
