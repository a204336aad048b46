"""Numbers in texts equal the records."""

import re
from collections.abc import Iterator

from huiyin.demo import periodic
from huiyin.registers.models import (
    BudgetLine,
    BudgetSheet,
    Power,
)
from huiyin.web.html import to_text

from .account import Seen, rule


@rule
def quarterly_figures_equal_the_records(seen: Seen) -> Iterator[str]:
    for page in seen.of_column("tuijin"):
        if "热线留言办理情况通报" not in page.title:
            continue
        figures = periodic.counted(seen.agency, page.formed_on)
        match = re.search(r"共受理热线留言(\d+)件，截至[^，]*?已办结(\d+)件", to_text(page.body))
        if match is None or [int(match[1]), int(match[2])] != list(figures.values()):
            yield f"{page.title}：{match and match[0]}，记录 {figures}"


@rule
def accounts_in_documents_equal_the_register(seen: Seen) -> Iterator[str]:
    for page in seen.of_column("yusuan"):
        year, stage = re.search(r"(\d{4})年部门(预算|决算)", page.title).groups()
        lines = BudgetLine.objects.valid().filter(year=year, stage=stage)
        known = {f"{line.amount / 100 / 10000:,.2f}" for line in lines}
        amounts = set(re.findall(r"<td>([\d,]+\.\d\d)</td>", page.body))
        if amounts != known:
            yield f"{page.title}：{amounts ^ known}"


@rule
def less_is_less(seen: Seen) -> Iterator[str]:
    """A table that explains a fall shows one."""
    for sheet in BudgetSheet.objects.filter(explanation__contains="比上年减少"):
        this, before = (
            BudgetLine.objects.valid()
            .filter(year=year, stage=sheet.stage, table=sheet.table, label="合计")
            .values_list("amount", flat=True)
            .first()
            for year in (sheet.year, sheet.year - 1)
        )
        if before is None or this >= before:
            yield f"{sheet.reference}：{before} → {this}"


@rule
def lists_of_powers_count_the_register(seen: Seen) -> Iterator[str]:
    for page in seen.of_column("quanze"):
        day = page.formed_on
        listed = Power.objects.valid().filter(first_listed_on__lte=day)
        count = listed.count() - listed.filter(abolished_on__lte=day).count()
        match = re.search(r"合计\s*(\d+)|权力事项(\d+)项", to_text(page.body))
        if match is None or int(match[1] or match[2]) != count:
            yield f"{page.title}：{match and match[0]}，登记 {count}"
