"""您所在的位置: the columns of a document."""

import re

from lxml.html import HtmlElement as Element

from .labels import simplified
from .tree import Line, named, words

_PHRASE = re.compile(
    r"(?:您|你)?(?:现在|当前|目前)?(?:的|所在的?|所处的?){0,3}(?:位置|栏目)(?:是|为)?\s*[：:]|"
    r"(?:您|你)(?:现在|当前)?的?(?:所在)?的?位置|当前(?:所在)?(?:位置|栏目)"
)
_SEPARATOR = re.compile(
    r"(?<!\s)\s*(?:-{1,9}>|={1,9}>|>>|[>＞›»→⇒❯〉▸▶]|(?<=\s)[/|\\](?=\s)|::)+\s*"
)
_SLASHES = re.compile(r"(?<!\s)\s*[/\\／]\s*")
_CLASS = re.compile(
    r"breadcrumb|crumb|position|location|dqwz|weizhi|curr?chnl|curpos|(?:^|[\s_-])wz(?:$|[\s_-])",
    re.I,
)
_HOME = frozenset({"首页", "网站首页", "主页", "返回首页", "本站首页", "门户首页", "home"})
_END = frozenset(
    {"正文", "详情", "内容", "详细内容", "信息内容", "浏览", "文章内容", "内容页", "信息详情"}
)
_ORGAN = re.compile(
    r".{1,30}(?:局|委|委员会|厅|人民政府|政府|办公室|管委会|支队|总队|街道|街道办事处|镇|乡|政府网|门户网站|官网)"
)
_LONGEST = 200


def from_lines(lines: list[Line]) -> list[str]:
    """The items of the first line that says where the reader is; the line is marked as used."""
    for line in lines:
        if line.used or line.pair is not None or len(line.text) > _LONGEST:
            continue
        if items := _items(line.plain):
            line.use()
            return items
    return []


def from_elements(root: Element, lines: list[Line]) -> list[str]:
    """The items of an element that is a breadcrumb by its class, each item in its own element."""
    for element in root.iter("div", "ul", "ol", "p", "nav", "td", "span"):
        if not _CLASS.search(named(element)) or len(text := words(element)) > _LONGEST or not text:
            continue
        leaves = [words(item) for item in element.iter("li")] or [
            words(item) for item in element.iter("a")
        ]
        items = [_strip(item) for item in leaves if _strip(item)]
        if len(items) >= 2 and simplified(items[0]).lower() in _HOME:
            inside = set(element.iter())
            for line in lines:
                if line.element in inside:
                    line.use()
            return items
    return []


def _items(text: str) -> list[str]:
    phrase = _PHRASE.search(simplified(text))
    if phrase and phrase.start() <= 6:
        rest = text[phrase.end() :].lstrip("：: \u3000")
        parts = _SEPARATOR.split(rest)
        parts = parts if len(parts) > 1 else _SLASHES.split(rest)
        return [item for part in parts if (item := _strip(part))]
    parts = [_strip(part) for part in _SEPARATOR.split(text)]
    home = simplified(parts[0]).lower() in _HOME
    return [part for part in parts if part] if len(parts) > 1 and home else []


def _strip(item: str) -> str:
    return item.strip(" \t\u3000\x1f>＞›»→/|：:·[]【】")


def columns(items: list[str], *, title: str, names: frozenset[str]) -> tuple[str, ...]:
    """The columns among the items: without home, the sites and organs before them, and the page itself."""
    titles = list(items)
    while titles and (simplified(titles[0]).lower() in _HOME or titles[0] in names):
        titles.pop(0)
    while titles and (titles[-1] in _END or _is_title(titles[-1], title)):
        titles.pop()
    while len(titles) > 1 and (titles[0] in names or _ORGAN.fullmatch(simplified(titles[0]))):
        titles.pop(0)
    titles = [
        item for item in titles if simplified(item).lower() not in _HOME and item not in names
    ]
    return tuple(item[:100] for item in dict.fromkeys(titles))


def _is_title(item: str, title: str) -> bool:
    bare = item.rstrip(".…")
    return bool(bare) and (item == title or (len(bare) > 7 and title.startswith(bare)))
