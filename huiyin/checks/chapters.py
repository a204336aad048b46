"""章、节、条: chapters and articles that are missing, skipped or repeated."""

import re
from collections.abc import Iterator

from huiyin.common.numerals import from_chinese, in_chinese

from .document import Block, Context, Document, Kind
from .finding import Finding
from .numbering import ORDER
from .registry import check

_HEAD = re.compile(
    r"\s{0,9}第(?P<n>[一二三四五六七八九十百零]{1,6}|\d{1,3})(?P<kind>[编章节条])(?![之例款件线])"
)
_LEAST_ARTICLES, _MOST_BREAKS = 5, 1
Heads = list[tuple[Block, re.Match[str], int]]


@check
def chapters(document: Document, context: Context) -> Iterator[Finding]:
    """Numbers within a whole regulation; articles quoted on their own may come in any order."""
    heads: dict[str, Heads] = {"编": [], "章": [], "节": [], "条": []}
    for block in document.body.blocks:
        hit = _HEAD.match(block.text) if block.kind is not Kind.CELL else None
        if hit is None or not (number := _number(hit["n"])):
            continue
        if hit["kind"] == "章":
            yield from _sequence(heads["节"], "节")
            heads["节"] = []
        heads[hit["kind"]].append((block, hit, number))
    for kind, same_kind in heads.items():
        yield from _sequence(same_kind, kind)


def _sequence(heads: Heads, kind: str) -> Iterator[Finding]:
    if len(heads) < (_LEAST_ARTICLES if kind == "条" else 2):
        return
    breaks = []
    before = 0
    for block, hit, number in heads:
        if number != before + 1:
            breaks.append((block, hit, number, before + 1))
        before = number
    first = heads[0][2]
    if len(breaks) > _MOST_BREAKS + (first > 2) or first > 2:
        return  # an excerpt
    for block, hit, number, wanted in breaks:
        right = f"第{in_chinese(wanted) if wanted < 100 else wanted}{kind}"
        message = f"“第{hit['n']}{kind}”前面缺少“{right}”，请补上或者改正后面的序号"
        if number < wanted:
            message = f"“第{hit['n']}{kind}”重复或者颠倒，按顺序应为“{right}”，请核对后面的序号"
        yield ORDER.at(block, *hit.span("n"), message)


def _number(text: str) -> int:
    """第十二, 第12, 第一百零三 → number; 0 if it is none."""
    if text.isascii():
        return int(text)
    hundreds, hundred, rest = text.rpartition("百")
    ones = from_chinese(rest.removeprefix("零")) if rest else 0
    return (from_chinese(hundreds) * 100 + ones) if hundred else ones
