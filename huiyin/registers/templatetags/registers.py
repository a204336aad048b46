"""What the templates of the special registers need worked out."""

from dataclasses import dataclass

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from huiyin.registers.actions import budgets
from huiyin.registers.models import BudgetLine, BudgetSheet
from huiyin.registers.money import wan_text
from huiyin.registers.sums import Change

register = template.Library()


@dataclass(frozen=True)
class Fact:
    """One row of a table with its change against the year before."""

    line: BudgetLine
    change: Change


@register.filter
def wan(amount: int | None) -> str:
    """分 as 万元; a long dash where there is none."""
    return wan_text(amount)


@register.filter
def paragraphs(text: str) -> SafeString:
    """Each line of a plain text as a paragraph."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return format_html_join("", "<p>{}</p>", ((line,) for line in lines))


@register.simple_tag
def sheet_facts(sheet: BudgetSheet) -> list[Fact]:
    """The rows of a table, each against the same row of the year before."""
    rows = list(sheet.lines())
    pairs = zip(rows, budgets.changes(sheet, rows), strict=True)
    return [Fact(line, change) for line, change in pairs]


@register.simple_tag
def sheet_findings(sheet: BudgetSheet) -> list[str]:
    """What stands against making it public."""
    return budgets.findings(sheet).messages
