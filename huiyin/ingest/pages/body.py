"""正文: the block of the page that holds its prose, as sanitised HTML."""

import re
from collections import defaultdict
from html import escape

from lxml import html
from lxml.html import HtmlElement as Element

from huiyin.web.html import sanitise

from .tree import Line, ancestors, erase, named, words

_SURE = re.compile(
    r"(?:^|\s)(?:zoom|trs_editor|trs_ueditor|trs_word|ucapcontent|j-fontcontent|pages_content|"
    r"article[-_]?con(?:tent)?|articlecon|art_con|news[-_]?con(?:tent)?|content[-_]?text|con[-_]?text|"
    r"wzcon|xxgk[-_]?content|detail[-_]?con(?:tent)?|main[-_]?text|view_content|v_news_content|"
    r"text[-_]?content|bt-content)(?:\s|$)",
    re.IGNORECASE,
)
_JUNK = re.compile(
    r"(?:^|[\s_-])(?:nav|navs|navbar|menu|mainnav|quicklink|side|sidebar|rightsidebar|share|bdshare\w*|jiathis\w*|"
    r"foot|footer\w*|copyright|banquan|breadcrumb\w*|crumbs?|position|location|dqwz|toolbar|tools?|"
    r"pager|pagination|page_box|related|xgxx|ewm|erweima|qrcode|print|header|head|top_bar|logo|"
    r"search\w*|friendlink|yqlj|lianjie|prevnext|sxp)(?:$|[\s_-]|\d)",
    re.IGNORECASE,
)
_JUNK_TAGS = frozenset({"nav", "footer", "aside", "form", "iframe"})
_NOISE = re.compile(
    r"(?:打印(?:本页|此页)?|关闭(?:窗口|本页)?|收藏(?:本页)?|分享(?:到)?|字体|字号|大|中|小|[:：|\s　【】\[\]（）()])+"
    r"|扫一扫.{0,20}|上一[篇条].{0,80}|下一[篇条].{0,80}|返回(?:顶部|首页|列表)|.{0,12}ICP备\S*|.{0,6}公网安备.*|"
    r"(?:网站|政府网站)标识码.{0,20}|(?:主办|承办)单位\s*[：:].{0,40}|版权所有.{0,40}|您是第.{0,12}位访问者|分享到[:：].*"
)
_LINK_ONLY = 0.8
_AS_DIV = (
    "article",
    "main",
    "center",
    "dd",
    "dt",
    "dl",
    "address",
    "header",
    "aside",
    "ucapcontent",
    "body",
    "form",
    "legend",
    "fieldset",
)
_EMPTY = (
    "p",
    "div",
    "span",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "table",
    "tbody",
    "strong",
    "b",
    "a",
    "section",
)
_CHAPTER = re.compile(r"[一二三四五六七八九十]{1,3}、")
_SECTION = re.compile(r"[（(][一二三四五六七八九十]{1,3}[)）]")


def mark_noise(lines: list[Line]) -> None:
    """Mark buttons, pagers and footers, which are not part of the text."""
    for line in lines:
        if not line.used and line.pair is None and _NOISE.fullmatch(line.plain):
            line.use()


def main_element(root: Element, lines: list[Line]) -> Element | None:
    """The innermost element with the text of the page, or None."""
    weights: dict[Element, int] = defaultdict(int)
    total = 0
    junk = furniture(root)
    for line in lines:
        weight = _weight(line)
        if not weight or line.element is None:
            continue
        around = list(ancestors(line.element))
        if not junk.isdisjoint(around):
            continue
        total += weight
        for element in around:
            weights[element] += weight
    if not total:
        return next((e for e in root.body.iter() if _is_sure(e)), None)
    sure = [e for e in weights if _is_sure(e) and weights[e] * 10 >= total * 3]
    if sure:
        most = max(weights[e] for e in sure)
        return _innermost([e for e in sure if weights[e] == most])
    return _innermost([e for e in weights if weights[e] * 10 >= total * 8])


def _weight(line: Line) -> int:
    if line.used or not line.plain:
        return 0
    length = len(line.plain)
    return 0 if line.link_text >= length * _LINK_ONLY else length - line.link_text


def _is_sure(element: Element) -> bool:
    return bool(_SURE.search(named(element))) or element.tag == "ucapcontent"


def furniture(root: Element) -> set[Element]:
    """Navigation elements; never one that contains a well-known text container."""
    elements = set()
    for element in root.body.iter():
        if element.tag == "body" or not (element.tag in _JUNK_TAGS or _JUNK.search(named(element))):
            continue
        if not any(_is_sure(inner) for inner in element.iter()):
            elements.add(element)
    return elements


def _innermost(elements: list[Element]) -> Element:
    return max(elements, key=lambda element: sum(1 for _ in ancestors(element)))


def render(main: Element, root: Element, lines: list[Line]) -> str:
    """The text container as clean HTML, without catalogue and noise."""
    junk = furniture(root)
    erase(lines)
    for element in [e for e in main.iterdescendants() if e in junk]:
        if element.getparent() is not None:
            element.drop_tree()
    for element in list(main.iter("span", "font", "ucaptitle")):
        if element is not main:
            element.drop_tag()
    for element in list(main.iter(*_AS_DIV)):
        element.tag = "div"
    for element in list(main.iter("h1")):
        element.tag = "h2"
    _prune(main)
    if main.tag in {"td", "th", "tr", "tbody", "li", "p", "span"}:
        main.tag = "div" if main.tag in {"td", "th", "li"} else main.tag
    main.tail = None
    clean = sanitise(html.tostring(main, encoding="unicode"))
    return _unwrap(clean)


def _prune(main: Element) -> None:
    """Remove emptied elements from the leaves up; empty cells keep their place in a table."""
    for element in reversed(list(main.iter(*_EMPTY))):
        if element is main or words(element):
            continue
        if next(element.iter("img", "hr", "br"), None) is None or element.tag == "a":
            element.drop_tree() if element.find(".//img") is None else element.drop_tag()


def _unwrap(markup: str) -> str:
    while match := re.fullmatch(r"\s*<div>((?:(?!<div\b|</div>).)*)</div>\s*", markup, re.DOTALL):
        markup = match[1]
    return re.sub(r"\n\s*\n+", "\n", markup).strip()


def from_text(lines: list[str]) -> str:
    """Paragraphs and headings of a text file: 一、 is a chapter, （一） a section, if the line is short."""
    return "\n".join(_paragraph(line) for line in lines if line)


def _paragraph(line: str) -> str:
    tag = "p"
    if len(line) < 40 and not line.endswith(("。", "；", "，", ".", ";", ",")):
        tag = "h2" if _CHAPTER.match(line) else "h3" if _SECTION.match(line) else "p"
    return f"<{tag}>{escape(line, quote=False)}</{tag}>"
