"""Reports of invented agencies, consistent by construction, and their files in many markups."""

import io
import json
from dataclasses import dataclass, field, replace
from html import escape
from random import Random

import docx
import pylopdf_fonts_zh_cn
import typst
from opencc import OpenCC

from huiyin.national_forms.forms import form_of
from huiyin.national_forms.identities import cells, results
from huiyin.web.grid import Box, Grid, column_heads, row_heads

KINDS = ("person", "company", "research", "charity", "legal-service", "other")
_OUTCOMES = ("upheld", "corrected", "other", "pending")
_TRADITIONAL = OpenCC("s2t")
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(frozen=True)
class Sample:
    """What the report says; `cells` may be changed to plant a fault."""

    agency: str = "清河市城市管理局"
    year: int = 2024
    cells: dict[str, int] = field(default_factory=dict)
    published: str = ""
    problems: str = (
        "一是主动公开的内容还不够细，二是答复文书的说理还不够充分，三是基层公开的力量不足。"
    )
    words: tuple[str, ...] = ()

    @property
    def form(self):
        return form_of(self.year)

    def with_cell(self, key, number):
        return replace(self, cells=self.cells | {key: number})

    @property
    def opening(self):
        return (
            f"本报告由{self.agency}根据《中华人民共和国政府信息公开条例》编制，数据统计期限自"
            f"{self.year}年1月1日起至{self.year}年12月31日止。"
        )

    def chapters(self):
        """The words of each of the six parts; those of tables are empty."""
        received, ended = self.cells["r1.total"], self.cells["r3_7.total"]
        before, after = self.cells["r2.total"], self.cells["r4.total"]
        told = (
            f"{self.year}年，本机关认真落实政府信息公开的各项要求，工作有序推进。",
            f"（一）主动公开情况。全年通过门户网站公开各类信息，其中制发行政规范性文件{self.cells.get('normative.issued', 0)}件。",
            f"（二）依申请公开情况。{self.year}年共收到政府信息公开申请{received}件，上年结转{before}件，"
            f"答复{ended}件，结转下年度{after}件。",
            "（三）政府信息管理情况。严格执行先审后发，定期清理失效的文件。",
            "（四）政府信息公开平台建设情况。优化专栏设置，完善检索功能。",
            "（五）监督保障情况。组织培训两次，把公开工作纳入考核。",
            *self.words,
        )
        if self.year < 2021:
            told = tuple(text.replace("其中制发行政规范性文件0件", "内容完整") for text in told)
        problems = (self.problems, f"{self.year + 1}年，我们将逐项改进，加强指导和检查。")
        fee = (f"{self.year}年，本机关没有收取政府信息公开信息处理费。",)
        return (told, (), (), (), problems, fee)


def consistent(seed, year=2024, before=None):
    """A report whose identities hold; `before` gives what was carried over and what is in force."""
    draw, form = Random(seed), form_of(year)
    numbers = {}
    for kind in KINDS:
        ended = {line: draw.choice((0, 0, 1, 2, draw.randint(3, 90))) for line in results(form)}
        numbers |= {f"{line}.{kind}": number for line, number in ended.items()}
        total, after = sum(ended.values()), draw.randint(0, 9)
        carried = before.cells[f"r4.{kind}"] if before else draw.randint(0, min(total + after, 9))
        if carried > total + after:
            after += carried
        numbers |= {
            f"r3_7.{kind}": total, f"r4.{kind}": after, f"r2.{kind}": carried,
            f"r1.{kind}": total + after - carried,
        }  # fmt: skip
    for line in form.lines:
        numbers[f"{line.key}.total"] = sum(numbers[f"{line.key}.{kind}"] for kind in KINDS)
    for head in form.remedies:
        kind, _, outcome = head.key.partition(".")
        if outcome != "total":
            numbers[head.key] = draw.choice((0, 0, 1, 4, 17))
        else:
            numbers[head.key] = sum(numbers[f"{kind}.{one}"] for one in _OUTCOMES)
    for key in _certain(form):
        numbers.setdefault(key, draw.choice((0, 3, 58, 1204)))
    if before and "normative.in_force" in before.cells and "normative.issued" in numbers:
        force = before.cells["normative.in_force"] + numbers["normative.issued"]
        numbers["normative.abolished"] = min(numbers["normative.abolished"], force)
        numbers["normative.in_force"] = force - numbers["normative.abolished"]
    return Sample(year=year, cells=numbers)


def _certain(form):
    """Cells that every report of the form has."""
    optional = {line.key for block in form.blocks if block.is_optional for line in block.lines}
    return [key for key in cells(form) if key.rpartition(".")[0] not in optional]


@dataclass(frozen=True)
class Look:
    """How a file is written."""

    nought: str = "0"
    is_wide: bool = False
    has_commas: bool = False
    is_traditional: bool = False
    is_bare: bool = False
    """Without numbering and remarks before and after the labels."""
    is_split: bool = False
    """No box covers another place: a group stands in its first line only."""
    is_nested: bool = False
    """The whole lies in a table that lays the page out."""
    is_broken: bool = False
    """Words in many runs, with blanks between."""
    is_ruled: bool = True
    order: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)
    """Of the columns of applicants."""

    def spelt(self, text):
        return _TRADITIONAL.convert(text) if self.is_traditional else text

    def words(self, text):
        """A label."""
        text = self.spelt(text)
        if self.is_bare:
            text = text.partition("（区分")[0].lstrip("（一二三四五六七八九）1234567890.、")
        return text

    def number(self, number):
        if number == 0:
            return self.nought
        text = f"{number:,}" if self.has_commas and isinstance(number, int) else str(number)
        return text.translate(_WIDE) if self.is_wide else text


def grids(sample, look):
    """The tables of parts two, three and four."""
    return ([*_blocks(sample, look)], [_handled(sample, look)], [_contested(sample, look)])


def _blocks(sample, look):
    form, rows = sample.form, []
    for block in form.blocks:
        if block.is_optional:
            continue
        widths = {1: (3,), 2: (1, 2), 3: (1, 1, 1)}[len(block.columns)]
        rows.append([Box(look.words(block.title), across=4)])
        heads = zip(block.columns, widths, strict=True)
        rows.append(
            [
                Box(look.words(form.content)),
                *(Box(look.words(c.path[-1]), across=w) for c, w in heads),
            ]
        )
        rows += [
            [Box(look.words(line.path[-1])),
             *(Box(look.number(sample.cells[f"{line.key}.{c.key}"]), across=w)
               for c, w in zip(block.columns, widths, strict=True))]
            for line in block.lines
        ]  # fmt: skip
    yield Grid("", [], rows, (1,) * 4)


def _handled(sample, look):
    form = sample.form
    columns = [form.columns[place] for place in look.order]
    heads = column_heads([tuple(look.words(word) for word in column.path) for column in columns])
    heads[0].insert(0, Box(look.words(form.corner), len(heads), form.label_columns))
    labels = row_heads([tuple(look.words(word) for word in line.path) for line in form.lines])
    body = [
        [*label, *(Box(look.number(sample.cells[f"{line.key}.{c.key}"])) for c in columns)]
        for line, label in zip(form.lines, labels, strict=True)
    ]
    return Grid("", heads, body, (1,) * (form.label_columns + 7))


def _contested(sample, look):
    form = sample.form
    heads = column_heads([tuple(look.words(word) for word in head.path) for head in form.remedies])
    row = [Box(look.number(sample.cells[head.key])) for head in form.remedies]
    return Grid("", heads, [row], (1,) * 15)


def html(sample, look):
    """A page of a portal."""
    parts = [_paragraph(sample.opening, look)]
    tables = dict(enumerate(grids(sample, look), start=1))
    for place, (heading, texts) in enumerate(
        zip(sample.form.chapters, sample.chapters(), strict=True)
    ):
        parts.append(_paragraph(heading, look))
        parts += [_paragraph(text, look) for text in texts]
        parts += [_table(grid, look) for grid in tables.get(place, ())]
    body = "\n".join(parts)
    if look.is_nested:
        body = f"<table width=100%><tr><td>导航</td><td><table><tr><td>位置</td><td>{body}</td></tr></table></td></tr></table>"
    title = f"{sample.agency}{sample.year}年政府信息公开工作年度报告"
    meta = f'<meta name="PubDate" content="{sample.published}">' if sample.published else ""
    page = (
        f"<!doctype html><html><head><meta charset=utf-8><title>某某门户网站</title>{meta}</head>"
        f"<body><div class=nav><a>首页</a></div><h1>{look.spelt(title)}</h1>{body}<div>版权所有</div></body></html>"
    )
    return page.encode()


def _paragraph(text, look):
    text = look.spelt(text)
    if look.is_broken:
        text = f"<span>{escape(text[:3])}</span><font>{escape(text[3:])}</font><o:p></o:p>"
        return f"<div>　　{text}</div>"
    return f"<p>{escape(text)}</p>"


def _table(grid, look):
    rows = _rows(grid, look.is_split)
    lines = (
        "".join(
            f"<td{_span('rowspan', box.down)}{_span('colspan', box.across)}>{_words(box, look)}</td>"
            for box in row
        )
        for row in rows
    )
    return f"<table border=1>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def _span(name, size):
    return f" {name}={size}" if size > 1 else ""


def _words(box, look):
    text = escape(str(box.content))
    if look.is_broken and len(text) > 2:
        return f"<p><span> {text[:2]}</span>\n<span>{text[2:]} </span></p>"
    return text


def _rows(grid, is_split):
    """The boxes of each row; split up, each place has one of its own."""
    if not is_split:
        return grid.rows
    places = [[Box("") for _ in grid.widths] for _ in grid.rows]
    heads = len(grid.head)
    for row, column, box in grid.placed():
        for down in range(box.down):
            for across in range(box.across):
                is_first = not down and not across
                if is_first or row < heads:  # a head stands over each of its columns
                    places[row + down][column + across] = Box(box.content)
    return places


def word(sample, look):
    """A Word file with merged boxes."""
    document = docx.Document()
    document.add_paragraph(look.spelt(sample.agency))
    document.add_paragraph(look.spelt(f"{sample.year}年政府信息公开工作年度报告"))
    document.add_paragraph(look.spelt(sample.opening))
    tables = dict(enumerate(grids(sample, look), start=1))
    for place, (heading, texts) in enumerate(
        zip(sample.form.chapters, sample.chapters(), strict=True)
    ):
        for text in (heading, *texts):
            document.add_paragraph(look.spelt(text))
        for grid in tables.get(place, ()):
            _word_table(document, grid)
    if sample.published:
        document.add_paragraph(sample.published)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _word_table(document, grid):
    width = len(grid.widths)
    cells = document.add_table(len(grid.rows), width)._cells  # once: each look makes them anew
    for row, column, box in grid.placed():
        cell = cells[row * width + column]
        if box.down > 1 or box.across > 1:
            cell = cell.merge(cells[(row + box.down - 1) * width + column + box.across - 1])
        cell.text = str(box.content)


def pdf(sample, look):
    """A PDF with a text layer, its tables with lines or without."""
    parts = [
        '#set page(paper: "a4", margin: 2.5cm, numbering: "- 1 -")',
        '#set text(font: ("Noto Serif CJK SC", "Noto Sans SC", "Noto Serif SC"), size: 12pt, lang: "zh")',
        "#set par(first-line-indent: (amount: 2em, all: true), justify: true)",
        f"#align(center)[{look.spelt(sample.agency)}]",
        f"#align(center)[{look.spelt(f'{sample.year}年政府信息公开工作年度报告')}]",
        look.spelt(sample.opening),
    ]
    tables = dict(enumerate(grids(sample, look), start=1))
    for place, (heading, texts) in enumerate(
        zip(sample.form.chapters, sample.chapters(), strict=True)
    ):
        parts += [look.spelt(text) for text in (heading, *texts)]
        parts += [_typst_table(grid, look) for grid in tables.get(place, ())]
    source = "\n\n".join(parts).encode()
    return typst.compile(source, format="pdf", font_paths=[str(_fonts())], ignore_system_fonts=True)


def _fonts():
    return pylopdf_fonts_zh_cn.__path__[0]


def _typst_table(grid, look):
    stroke = "0.5pt" if look.is_ruled else "none"
    size = 5 if len(grid.widths) > 12 else 7
    columns = ", ".join("auto" if len(grid.widths) > 12 else "1fr" for _ in grid.widths)
    boxes = ", ".join(
        f"table.cell(rowspan: {box.down}, colspan: {box.across})[{box.content}]"
        for row in grid.rows
        for box in row
    )
    return f"#block[#set par(first-line-indent: 0pt)\n#text(size: {size}pt)[#table(columns: ({columns}), stroke: {stroke}, align: center, {boxes})]]"


def data(sample, look):
    """JSON by the words of the form."""
    numbers = {}
    for key in _certain(sample.form):
        _, line, column = cells(sample.form)[key]
        numbers.setdefault(line, {})[column.rpartition("／")[2]] = look.number(sample.cells[key])
    document = {
        "agency": sample.agency, "year": sample.year, "published_on": sample.published or None,
        "cells": numbers,
        "chapters": dict(zip(sample.form.chapters, map(list, sample.chapters()), strict=True)),
    }  # fmt: skip
    return json.dumps(document, ensure_ascii=False).encode()


FILES = {"html": html, "docx": word, "pdf": pdf, "json": data}
