"""落款: who signed below the text, and when."""

import re
from collections.abc import Iterator
from datetime import date

from huiyin.common.numerals import from_chinese, in_figures

from .document import Block, Context, Document, Kind
from .finding import Finding, Severity
from .registry import check, rule

ISSUER = rule(
    "format.signature-issuer",
    "落款与发布机构不一致",
    Severity.WARNING,
    "GB/T 9704—2012 7.3.5.1 发文机关署名",
)

_DAY = (
    r"(?:(?P<y>(?:19|20)\d{2})\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*日"
    r"|(?P<cy>二[〇零○ＯOo0][一二三四五六七八九〇零○ＯOo0]{2})年(?P<cm>[一二三四五六七八九十]{1,2})月(?P<cd>[一二三四五六七八九十]{1,3})日)"
)
_DATE = re.compile(rf"\s*{_DAY}\s*")
_BOTH = re.compile(rf"\s*(?P<organ>[\u4e00-\u9fff（）()]{{4,40}}?)[\s，,]*{_DAY}\s*")
_ORGAN = re.compile(
    r"[\u4e00-\u9fff（）()]{2,40}(?:局|委员会|办公室|政府|中心|厅|院|处|大队|支队|总队|公司|所|站|会|部|办|委|社|团|馆|校|室|科)"
)
_SEAL = re.compile(r"[（(]\s?(?:盖章|公章|印章|印|章|代章)\s?[)）]|\s")
_LAST, _ABOVE = 12, 4


def signature(document: Document) -> tuple[Block, date] | None:
    """The last line that is nothing but a date, or an organ and a date, near the end."""
    for block in reversed(document.body.blocks[-_LAST:]):
        hit = _DATE.fullmatch(block.text) or (
            _BOTH.fullmatch(block.text) if len(block.text) < 80 else None
        )
        if hit and block.kind is not Kind.CELL:
            day = _day(hit)
            return (block, day) if day else None
    return None


def signed_on(document: Document) -> date | None:
    """The date under the text, if there is one."""
    signed = signature(document)
    return signed[1] if signed else None


def _day(hit: re.Match[str]) -> date | None:
    if hit["y"]:
        parts = int(hit["y"]), int(hit["m"]), int(hit["d"])
    else:
        year = int(in_figures(hit["cy"]))
        parts = year, from_chinese(hit["cm"]), from_chinese(hit["cd"])
    try:
        return date(*parts)
    except ValueError:
        return None


@check
def issuer(document: Document, context: Context) -> Iterator[Finding]:
    """The organ in the signature is not the one that publishes the text."""
    signed_line, publisher = signature(document), _plain(document.issuer)
    if signed_line is None or not publisher:
        return
    signed = list(_organs(document, signed_line[0]))
    if not signed or any(_is_same(name, publisher, context) for _, name in signed):
        return
    block, name = signed[0]
    start = block.text.find(name[:2])
    message = (
        f"落款是“{name}”，发布机构是“{document.issuer.strip()}”，请核对，两处写同一个规范的名称"
    )
    yield ISSUER.at(block, max(start, 0), len(block.text.rstrip()), message)


def _organs(document: Document, dated: Block) -> Iterator[tuple[Block, str]]:
    """Names of organs right above the date, the nearest first, or in its line."""
    if (hit := _BOTH.fullmatch(dated.text)) and _ORGAN.fullmatch(hit["organ"]):
        yield dated, _plain(hit["organ"])
        return
    above = document.body.blocks[max(dated.number - _ABOVE, 0) : dated.number]
    for block in reversed(above):
        name = _plain(block.text)
        if block.kind is Kind.CELL or not _ORGAN.fullmatch(name):
            return
        yield block, name


def _plain(name: str) -> str:
    return _SEAL.sub("", name)


def _is_same(signed: str, publisher: str, context: Context) -> bool:
    """The same, one with the place before it, an office of it, or a short name of the agency."""
    if signed.endswith(publisher) or publisher.endswith(signed) or publisher.startswith(signed):
        return True
    if signed.startswith(publisher):
        return True
    return signed in context.organ_names and publisher in context.organ_names
