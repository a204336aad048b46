"""行政执法统计年报: what an agency licensed, punished, enforced and inspected in a year.

To be published by 31 January of the next year (国办发〔2018〕118号: 行政执法年度情况公开). Each number
is a figure: its box leads to the records behind it, and nothing is typed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256

from huiyin.coercion.choices import EXECUTIONS, MEASURES, Type
from huiyin.enforcement.figures import OF_AN_ITEM, item_key, listed_items
from huiyin.figures.registry import Scope
from huiyin.organisations.models import Organisation
from huiyin.penalties.choices import Procedure
from huiyin.penalties.figures import KINDS
from huiyin.web import downloads
from huiyin.web.addresses import absolute
from huiyin.web.grid import Box, Grid

from . import files, html
from .summary.numerals import heading
from .text import Cited, Citer, Paragraph, Report, Runs, Section

OFFERED = (("Word", "docx"), ("PDF", "pdf"), ("网页", "html"), ("Excel", "xlsx"), ("CSV", "csv"), ("JSON", "json"))  # fmt: skip
ATTACHED = ("pdf", "xlsx")
TYPES = files.TYPES | downloads.TYPES
HEADS = ("部分", "项目", "栏目", "数", "单位", "标识", "口径", "统计期", "记录")
NUMBER = "数量"
Address = Callable[[Cited], str]


@dataclass(frozen=True)
class Line:
    """A row of a table: its words, and a figure for each column."""

    words: str
    cells: tuple[Cited, ...]


@dataclass(frozen=True)
class Part:
    """A table with the sentence above it."""

    key: str
    title: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    sentence: Runs

    def grid(self, address: Address) -> Grid:
        head = [Box(words, scope="col") for words in ("项目", *self.columns)]
        body = [
            [Box(line.words, scope="row"), *(_box(cited, address) for cited in line.cells)]
            for line in self.lines
        ]
        return Grid(f"{self.title}情况", [head], body, (4, *(1 for _ in self.columns)))


@dataclass(frozen=True)
class Statistics:
    """The year of one agency."""

    agency: Organisation
    scope: Scope
    written_on: date
    parts: tuple[Part, ...]

    @property
    def year(self) -> int:
        return self.scope.start.year

    @property
    def name(self) -> str:
        """The agency as it was called at the end."""
        return self.agency.on(self.scope.end).name

    @property
    def is_over(self) -> bool:
        """Whether the whole year is counted; before that it is looked at, not published."""
        return not self.scope.until

    def report(self, address: Address = lambda cited: cited.address) -> Report:
        """The text; `address` says where a number of a table leads."""
        lacks = self.agency.partly(self.scope.start, self.scope.end)
        cut = f"（{self.scope.until}）" if self.scope.until else ""
        whose = f"{self.name}{f'（{lacks}）' if lacks else ''}{self.year}年{cut}"
        cells = [cited for part in self.parts for line in part.lines for cited in line.cells]
        return Report(
            title=f"{self.name}{self.year}年度行政执法统计年报{cut}",
            agency=self.name,
            year=self.year,
            period=self.scope.period,
            written_on=self.written_on,
            opening=[Paragraph([f"现将{whose}行政执法统计数据公开如下。"])],
            sections=[
                Section(
                    part.key, heading(place, 1, part.title), 1,
                    [Paragraph(part.sentence)], part.grid(address),
                )
                for place, part in enumerate(self.parts, start=1)
            ],
            tables=tuple(cells),
        )  # fmt: skip

    @property
    def is_empty(self) -> bool:
        """Nothing of the year stands in any ledger."""
        return not any(cited for part in self.parts for line in part.lines for cited in line.cells)

    @property
    def mark(self) -> str:
        """A digest of the text, to check that the text sent is the one that was read."""
        return sha256(html.fragment(self.report()).encode()).hexdigest()[:16]

    def table(self) -> downloads.Table:
        """A row for each number, with its definition and where its records are."""
        rows = [
            (
                part.title, line.words, column, _number(cited), cited.unit, cited.key,
                cited.definition, cited.period, absolute(cited.address),
            )
            for part in self.parts
            for line in part.lines
            for column, cited in zip(part.columns, line.cells, strict=True)
        ]  # fmt: skip
        return downloads.Table(self.report().title, "行政执法统计年报", HEADS, rows)

    def content(self, form: str, *, at: datetime) -> bytes:
        """As a file, in one of TYPES."""
        if form in downloads.TYPES:
            return downloads.content(self.table(), form)
        return files.write(self.report(), form, at=at)

    def attached(self, *, at: datetime) -> list[tuple[str, str, bytes]]:
        """What the published document carries: the paper, and the numbers as a workbook."""
        title = self.report().title
        return [(f"{title}.{form}", TYPES[form], self.content(form, at=at)) for form in ATTACHED]


def due_on(year: int) -> date:
    """The last day for the statistics of that year."""
    return date(year + 1, 1, 31)


def compose(
    agency: Organisation, year: int, *, today: date, as_of: date | None = None
) -> Statistics:
    """The statistics as the records say them today, or said them on a day.

    Raises:
        BeforeThePeriodError: on that day the year had not begun.
    """
    scope = Scope.year(agency.pk, year, as_of, today=today)
    cite = Citer(scope, agency.slug if Organisation.objects.agencies().are_several() else "")
    parts = (_licences(cite), _penalties(cite), _coercion(cite), _inspections(cite))
    return Statistics(agency, scope, today, parts)


def _licences(cite: Citer) -> Part:
    said = {
        "收到申请": "approvals.received",
        "受理": "approvals.accepted",
        "其中：视为受理": "approvals.deemed",
        "不予受理": "approvals.unaccepted",
        "准予许可": "approvals.granted",
        "不予许可": "approvals.refused",
        "申请人撤回": "approvals.withdrawn",
        "许可决定（许可台账）": "licensing.decided",
    }
    lines = _single(cite, said)
    lines += [_line(f"其中：{_end(one)}", one) for one in cite.starting_with("licensing.decided.")]
    sentence: Runs = [
        "共收到行政许可申请", cite("approvals.received"), "，受理", cite("approvals.accepted"),
        "，不予受理", cite("approvals.unaccepted"), "；作出许可决定", cite("licensing.decided"), "。",
    ]  # fmt: skip
    return Part("licences", "行政许可", (NUMBER,), tuple(lines), sentence)


def _penalties(cite: Citer) -> Part:
    said = {"立案": "penalties.filed", "行政处罚决定": "penalties.decided"}
    said |= {f"其中：{one.label}": f"penalties.procedure.{one}" for one in Procedure}
    said |= {kind: f"penalties.decided.{key}" for key, kind in KINDS.items()}
    said |= {"罚款金额": "penalties.fines", "没收金额": "penalties.confiscations"}
    sentence: Runs = [
        "共立案", cite("penalties.filed"), "，作出行政处罚决定", cite("penalties.decided"),
        "，罚款", cite("penalties.fines"), "，没收", cite("penalties.confiscations"),
        "。一件决定有几个处罚类别的，各类别都计入。",
    ]  # fmt: skip
    return Part("penalties", "行政处罚", (NUMBER,), tuple(_single(cite, said)), sentence)


def _coercion(cite: Citer) -> Part:
    said: dict[str, str] = {}
    for words, total, types in (
        ("行政强制措施", "coercion.measures", MEASURES),
        ("行政强制执行", "coercion.executions", EXECUTIONS),
    ):
        said[words] = total
        said |= {f"其中：{one.label}": f"coercion.decided.{one}" for one in Type if one in types}
    sentence: Runs = [
        "共采取行政强制措施", cite("coercion.measures"), "，实施行政强制执行",
        cite("coercion.executions"), "。申请人民法院强制执行的不计入。",
    ]  # fmt: skip
    return Part("coercion", "行政强制", (NUMBER,), tuple(_single(cite, said)), sentence)


def _inspections(cite: Citer) -> Part:
    """By item; an item under which nobody was inspected has no row."""
    columns = tuple(words for _, words, _ in OF_AN_ITEM)
    total = ("inspected", "clean", "to-correct", "to-file")
    lines = [Line("合计", tuple(cite(f"enforcement.{part}") for part in total))]
    items = [item for item in listed_items() if item[0] == cite.scope.agency_id]
    keys = {item: [item_key(item[1], part) for part, *_ in OF_AN_ITEM] for item in items}
    cite.prepare(key for some in keys.values() for key in some)
    for (_, _, code, name), some in keys.items():
        line = Line(f"{name}（{code}）", tuple(cite(key) for key in some))
        if any(line.cells):
            lines.append(line)
    sentence: Runs = [
        "共实施行政检查", cite("enforcement.inspected"), "，其中未发现问题",
        cite("enforcement.clean"), "，责令改正", cite("enforcement.to-correct"), "。",
    ]  # fmt: skip
    return Part(
        "inspections", "行政检查", tuple(f"{one}（次）" for one in columns), tuple(lines), sentence
    )


def _single(cite: Citer, said: dict[str, str]) -> list[Line]:
    """Lines of one number; each ledger is asked once."""
    cite.prepare(said.values())
    return [_line(words, cite(key)) for words, key in said.items()]


def _line(words: str, cited: Cited) -> Line:
    return Line(f"{words}（{cited.unit}）", (cited,))


def _end(cited: Cited) -> str:
    """行政许可：户外广告 → 户外广告."""
    return cited.label.partition("：")[2] or cited.label


def _number(cited: Cited) -> int | Decimal:
    """Of a part of nothing it is 0: a printed table has no empty box."""
    return cited.value if cited.value is not None else 0


def _box(cited: Cited, address: Address) -> Box:
    return Box(_number(cited), address=address(cited))
