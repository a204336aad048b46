"""Template tags that every template may use without loading them."""

import re
from datetime import date, datetime
from decimal import Decimal
from html import unescape
from typing import Any
from urllib.parse import quote

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from huiyin.common import days
from huiyin.organisations.models import Organisation
from huiyin.web.html import sanitise
from huiyin.workdays.due import DueDay

register = template.Library()


@register.filter
def chinese_date(value: date | datetime | None) -> str:
    """2026年1月5日, without leading zeros (GB/T 9704)."""
    return days.written(timezone.localtime(value) if isinstance(value, datetime) else value)


@register.filter
def named_on(organisation: Organisation | None, day: date | datetime | None) -> str:
    """What an agency or a unit was called on that day; as it is called where no day is given."""
    return organisation.on(day).name if organisation else ""


@register.filter
def short_on(organisation: Organisation | None, day: date | datetime | None) -> str:
    return organisation.on(day).short_name if organisation else ""


@register.filter
def due_date(due: DueDay | None) -> str:
    """2027年1月7日（暂定）: a day that was counted, or set, as one until which something is due."""
    return due.spoken if due else ""


@register.filter
def due_iso(due: DueDay | None) -> str:
    """2027-01-07（暂定）."""
    return str(due) if due else ""


@register.filter
def iso_date(value: date | datetime | None) -> str:
    if value is None:
        return ""
    return (timezone.localtime(value) if isinstance(value, datetime) else value).strftime(
        "%Y-%m-%d"
    )


@register.filter
def iso_minute(value: datetime | None) -> str:
    """YYYY-MM-DD HH:MM, the form of the page tag PubDate."""
    return timezone.localtime(value).strftime("%Y-%m-%d %H:%M") if value else ""


@register.filter
def file_size(size: int) -> str:
    """1.2 MB, 340 KB."""
    if size >= 1024 * 1024:
        return f"{size / 1024 / 1024:.1f} MB"
    return f"{max(size // 1024, 1)} KB"


@register.simple_tag(takes_context=True)
def with_query(context: dict[str, Any], **changes: Any) -> str:
    """The present query string with some parameters set (or removed with None), `page` dropped."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    for name, value in changes.items():
        query.pop(name, None)
        if value not in (None, ""):
            query[name] = str(value)
    return f"?{query.urlencode()}" if query else "?"


@register.simple_tag(takes_context=True)
def page_query(context: dict[str, Any], number: int) -> str:
    """The present query string, with another page number; the first page has none."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    if number > 1:
        query["page"] = str(number)
    return f"?{query.urlencode()}" if query else "?"


@register.filter
def index_address(number: str) -> str:
    """The permanent address of an index number, which may hold any character."""
    return "/i/" + quote(number, safe="/")


@register.filter
def thousands(value: int | Decimal | None) -> str:
    """12,345; a long dash where there is no value."""
    return "—" if value is None else f"{value:,}"


@register.simple_tag(takes_context=True)
def with_query_one(context: dict[str, Any], name: str, value: Any) -> str:
    """`with_query` for a parameter whose name is known only when the page is made."""
    return with_query(context, **{name: value})


_IMAGE = re.compile(r'<img\b[^<>]*?\bsrc="([^"]+)"')
_TABLE_EDGE = re.compile(r"(<table\b|</table>)")
_WINDOW = '<div class="table-window" tabindex="0" role="region" aria-label="表格{}">'


@register.filter
def document_body(html: str) -> SafeString:
    """A document's text, sanitised once more; its tables scroll in a window of their own name."""
    parts, depth, tables = [], 0, 0
    for part in _TABLE_EDGE.split(sanitise(html)):
        if part == "<table":
            tables += depth == 0
            window = _WINDOW.format(tables if tables > 1 else "")
            parts.append(window + part if depth == 0 else part)
            depth += 1
        elif part == "</table>":
            depth -= 1
            parts.append(part + "</div>" if depth == 0 else part)
        else:
            parts.append(part)
    return mark_safe("".join(parts))  # noqa: S308 - sanitised above


@register.filter
def first_image(html: str, base_url: str) -> str:
    """The full address of the first picture in a text, for the page tag Image; empty without one."""
    match = _IMAGE.search(html)
    if not match:
        return ""
    address = unescape(match[1])
    return f"{base_url}{address}" if address.startswith("/") else address
