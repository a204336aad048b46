"""How long the publication check takes: one page by itself, and a thousand in a row.

Pages are made up, always the same: two to six thousand characters with headings, lists, tables with
totals, links and some faults. They are checked as the desk checks them: with the database, the
office's terms, the calendar and the lookup of links.
"""

import random
import statistics
import time
from datetime import date, timedelta
from typing import Any

from . import site

COUNT, ALONE = 1000, 100
SENTENCES = (
    "今年以来，我局认真贯彻落实市委、市政府的决策部署，进一步规范工作流程，提高办理质量。",
    "截至{year}年{month}月底，市长热线共办理{a}件，政民互动共办理{b}件，按期办结率为98.5%。",
    "全年办理各类许可{s}件，其中户外广告设置许可{a}件、建筑垃圾处置核准{b}件、园林绿化审批{c}件。",
    "根据《城市市容和环境卫生管理条例》和云城管〔{year}〕{c}号文件的要求，责令限期改正。",
    "各单位要提高认识（含派出机构），明确责任，及时报送情况，确保“事事有着落、件件有回音”。",
    "办理{a}件，去年同期{b}件；联系电话：0566-2021234，地址：政务服务中心3号楼305室。",
)


def run() -> dict[str, Any]:
    site.prepare()
    from huiyin.proofreading import findings

    pages = [page(number) for number in range(COUNT)]
    findings.of_html(pages[0], title="第一次")  # lists are read once
    alone = []
    for body in pages[:ALONE]:
        begun = time.perf_counter()
        _check(body)
        alone.append((time.perf_counter() - begun) * 1000)
    begun = time.perf_counter()
    resolves = findings.lookup()  # as `check-page --all` does
    total = sum(len(_check(body, resolves)) for body in pages)
    alone.sort()
    return {
        "pages": COUNT,
        "characters": round(statistics.mean(map(len, pages))),
        "page_ms": round(statistics.median(alone), 1),
        "page_p95_ms": round(alone[int(len(alone) * 0.95)], 1),
        "thousand_seconds": round(time.perf_counter() - begun, 1),
        "findings_a_page": round(total / COUNT, 1),
    }


def _check(body: str, resolves: Any = None) -> list[Any]:
    from huiyin.proofreading import findings

    day = date(2025, 11, 17)
    return findings.of_html(
        body, title="云溪市城市管理局2025年工作总结", published_on=day, formed_on=day - timedelta(3),
        publish_days=20, resolves=resolves,
    )  # fmt: skip


def page(number: int) -> str:
    """A document as bureaus write them; every fifth one has a lost number, every seventh a wrong sum."""
    chance = random.Random(number)
    parts = []
    for chapter, name in enumerate("一二三四五"):
        lost = number % 5 == 0 and chapter == 2
        parts.append(f"<h2>{'' if lost else name}、第{name}部分工作情况</h2>")
        for section in "一二三":
            parts.append(f"<h3>（{section}）重点任务完成情况</h3>")
            parts += [f"<p>　　{_paragraph(chance)}</p>" for _ in range(chance.randint(1, 3))]
        parts.append(f'<p>详见<a href="/cgj/tzgg/{chance.randint(1, 9)}/">有关通知</a>。</p>')
    return "".join(parts) + _table(chance, wrong=number % 7 == 0)


def _paragraph(chance: random.Random) -> str:
    a, b, c = (chance.randint(2, 900) for _ in range(3))
    values = {"a": a, "b": b, "c": c, "s": a + b + c, "year": 2025, "month": chance.randint(1, 10)}
    return "".join(
        one.format(**values) for one in chance.choices(SENTENCES, k=chance.randint(2, 4))
    )


def _table(chance: random.Random, *, wrong: bool) -> str:
    rows = [[chance.randint(1, 500) for _ in range(5)] for _ in range(12)]
    total = [sum(column) for column in zip(*rows, strict=True)]
    total[2] += wrong
    head = "".join(f"<th>{name}</th>" for name in ("单位", "受理", "办结", "退回", "不予", "补正"))
    lines = [(f"第{index}中队", row) for index, row in enumerate(rows, 1)] + [("合计", total)]
    body = "".join(
        f"<tr><td>{name}</td>{''.join(f'<td>{value}</td>' for value in row)}</tr>"
        for name, row in lines
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
