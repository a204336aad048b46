"""What the templates of the special registers need worked out."""

from dataclasses import dataclass

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from huiyin.common.money import wan_text
from huiyin.registers.budgets.actions import sheets
from huiyin.registers.budgets.models import BudgetLine, BudgetSheet
from huiyin.registers.budgets.sums import Change, scale

register = template.Library()


@dataclass(frozen=True)
class Fact:
    """One row of a table with its change against the year before."""

    line: BudgetLine
    change: Change


@register.filter
def wan(amount: int | None, least: int = 2) -> str:
    """分 as 万元, with the decimals of its table; a long dash where there is none."""
    return wan_text(amount, least)


@register.simple_tag
def scale_of(facts: list[Fact]) -> int:
    """The decimals of a table of facts."""
    return scale(fact.change for fact in facts)


@register.filter
def paragraphs(text: str) -> SafeString:
    """Each line of a plain text as a paragraph."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return format_html_join("", "<p>{}</p>", ((line,) for line in lines))


@register.simple_tag
def sheet_facts(sheet: BudgetSheet) -> list[Fact]:
    """The rows of a table, each against the same row of the year before."""
    rows = list(sheet.lines())
    pairs = zip(rows, sheets.changes(sheet, rows), strict=True)
    return [Fact(line, change) for line, change in pairs]


@register.simple_tag
def sheet_findings(sheet: BudgetSheet) -> list[str]:
    """What stands against making it public."""
    return sheets.findings(sheet).messages
