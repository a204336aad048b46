"""先查一查: published documents that may already hold what somebody is about to ask for.

People write sentences, search wants words: filler is left out, the rest is asked for together,
then part by part, the longest first.
"""

import re

from huiyin.search import index
from huiyin.search.documents import Hit, Query

MOST = 5
MOST_QUERIES = 5
_NUMBER = re.compile(
    r"[\u4e00-\u9fa5]{1,12}[〔\[【（(]\s*(?:19|20)\d{2}\s*[〕\]】）)]\s*\d{1,5}\s*号"
)
_FILLER = re.compile(
    r"我们?|本人|想要?|希望|需要|要求|申请|获取|了解|查询|查看|提供|公开|请|贵局|贵单位|你们?|你局|"
    r"关于|有关|相关|所有|全部|以及|或者|其他|政府信息|信息|资料|材料|复印件|的|和|与|及|是|在|了|对"
)
_WHEN = re.compile(r"(?:19|20)\d{2}年(?:度|[上下]半年|第?[一二三四]季度|\d{1,2}月(?:\d{1,2}日)?)?")
"""A year alone says nothing of what is wanted: it would bring everything of that year."""
_BREAK = re.compile(r"[^\w〔〕]+|_")


def published(text: str) -> list[Hit]:
    """At most five, the likeliest first; none for a text without content."""
    hits: dict[str, Hit] = {}
    for asked in questions(text)[:MOST_QUERIES]:
        for hit in index.find(Query(asked, limit=MOST)).hits:
            hits.setdefault(hit.key, hit)
        if len(hits) >= MOST:
            break
    return list(hits.values())[:MOST]


def questions(text: str) -> list[str]:
    """What the search is asked, one after the other: numbers of documents, all words, the longest."""
    text = text[:600]
    numbers = _NUMBER.findall(text)
    words = [
        word
        for part in _BREAK.split(_NUMBER.sub(" ", text))
        for word in _FILLER.sub(" ", part).split()
        if len(word) >= 2
    ]
    words = list(dict.fromkeys(words))
    things = dict.fromkeys(_WHEN.sub("", word) for word in words)
    longest = sorted((thing for thing in things if len(thing) >= 4), key=len, reverse=True)
    halves = [word[: max(4, len(word) // 2)] for word in longest[:2] if len(word) >= 8]
    together = [" ".join(words[:6])] if any(things) else []
    return list(dict.fromkeys([*numbers, *together, *longest[:2], *halves]))
