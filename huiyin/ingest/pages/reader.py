"""Reads one saved page: bytes in, a ReadPage or the reason out. No Django, no clock."""

import re
from datetime import datetime

from lxml.html import HtmlElement as Element

from . import address, body, breadcrumb, catalogue, links, metadata, tree
from .encoding import decode
from .labels import is_blank
from .metadata import Block
from .tree import Line, StyleSheet, words
from .values import ReadPage, RefusedError, Remark

PAGES = frozenset({"html", "htm", "shtml", "txt"})
_TAGS = [
    "ArticleTitle",
    "PubDate",
    "ContentSource",
    "Keywords",
    "Author",
    "Description",
    "ColumnName",
    "ColumnType",
    "SiteName",
    "Image",
    "Url",
]
_TITLE_END = re.compile(r"(?<![\s_|—–·-])\s*[-_|—–·]+\s*[^-_|—–·]{2,40}$")
_MARKUP = re.compile(
    r"<\s*(?:html|head|body|table|div|p|meta|!doctype|span|td|li|br)\b", re.IGNORECASE
)
_FEW_WORDS = 80
_MANY_LINKS = 12


def read(
    content: bytes, extension: str, now: datetime, sheet: StyleSheet = lambda href: ""
) -> ReadPage:
    """The document of a saved page, with the style sheets saved with it.

    Raises:
        RefusedError: not a page, a list, no title, no date, no text: with the reason for the clerk.
    """
    decoded = decode(content)
    if extension == "txt" and not _MARKUP.search(decoded.text[:5000]):
        return _read_text(decoded.text, decoded.encoding, decoded.remarks, now)
    return _read_html(decoded.text, decoded.encoding, decoded.remarks, now, sheet)


def _read_html(
    text: str, encoding: str, remarks: tuple[Remark, ...], now: datetime, sheet: StyleSheet
) -> ReadPage:
    framed = bool(re.search(r"<i?frame\b", text, re.IGNORECASE))
    root = tree.parse(text, sheet)
    tags = _tags(root)
    lines = tree.lines(root)
    items = breadcrumb.from_lines(lines) or breadcrumb.from_elements(root, lines)
    block = metadata.read(lines, blank_is_value=True)
    body.mark_noise(lines)
    headings = _headings(root)
    title, doubts = catalogue.title(block, tags, headings, _page_title(root, tags))
    _mark_title(lines, title)
    main = body.main_element(root, lines)
    where = address.of(text, root)
    files = links.collect(main, root, where)
    attached = any(not link.picture for link in files)
    _refuse_list(lines, block, tags, framed=framed, attached=attached)
    entry = catalogue.Catalogue(block, tags, now)
    entry.remarks = [*remarks, *entry.remarks, *doubts]
    _need_title(title)
    entry.read()
    markup = body.render(main, root, lines) if main is not None else ""
    if not entry.values["index_number"]:
        _need_text(markup, files, framed=framed, pictured="<img" in markup)
    entry.values |= {"title": title, "body": markup, "address": where, "links": files}
    return _finish(entry, block, tags, items, encoding)


def _read_text(text: str, encoding: str, remarks: tuple[Remark, ...], now: datetime) -> ReadPage:
    lines = tree.text_lines(text)
    items = breadcrumb.from_lines(lines)
    block = metadata.read(lines, blank_is_value=False)
    title, _ = catalogue.title(block, {}, [], "")
    title = title or _first_line(lines)
    start = _text_start(lines, title)
    _mark_title(lines, title)
    body.mark_noise(lines)
    entry = catalogue.Catalogue(block, {}, now)
    entry.remarks = [*remarks, *entry.remarks]
    _need_title(title)
    entry.read()
    markup = body.from_text([line.plain for line in lines[start:] if not line.used])
    if not entry.values["index_number"]:
        _need_text(markup, (), framed=False, pictured=False)
    entry.values |= {"title": title, "body": markup, "address": address.of(text, None)}
    return _finish(entry, block, {}, items, encoding)


def _finish(
    entry: catalogue.Catalogue, block: Block, tags: dict[str, str], items: list[str], encoding: str
) -> ReadPage:
    values = entry.values
    entry.shorten()
    names = frozenset(filter(None, (tags.get("SiteName", ""), values["issuer"], values["source"])))
    if not entry.values["body"]:
        entry.remarks.append(Remark("body-empty", _without_text(bool(values.get("links")))))
    return ReadPage(
        **values,
        columns=breadcrumb.columns(items, title=values["title"], names=names),
        column_name=tags.get("ColumnName", ""),
        column_type=tags.get("ColumnType", ""),
        site_name=tags.get("SiteName", ""),
        encoding=encoding,
        raw=tuple((pair.label, pair.value) for pair in block.pairs),
        remarks=tuple(dict.fromkeys(entry.remarks)),
    )


def _without_text(has_files: bool) -> str:
    """A catalogue entry with an index number counts as a document even without a text."""
    return (
        "没有正文，只有附件"
        if has_files
        else "只保存了网页的目录信息，没有正文和附件；请打开原网页补上正文"
    )


def _tags(root: Element) -> dict[str, str]:
    """网页标签 (国办发〔2017〕47号); names are compared without regard to case, the first one counts."""
    known = {name.lower(): name for name in _TAGS}
    tags: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = known.get((meta.get("name") or "").strip().lower())
        value = re.sub(r"\s+", " ", meta.get("content") or "").strip()
        exact = name == (meta.get("name") or "").strip()
        # Lower-case `keywords`, `description`, `author` belong to the template, not to the article.
        if name and exact and not is_blank(value):
            tags.setdefault(name, value)
    return tags


def _headings(root: Element) -> list[str]:
    texts = [words(element) for element in root.iter("ucaptitle", "h1")]
    texts += [
        words(element)
        for element in root.iter("h2", "h3", "div", "p")
        if re.search(
            r"(?:^|[\s_-])(?:article|art|news|con|content|main|detail|wz|info)[-_]?(?:title|tit|bt)\b",
            tree.named(element),
            re.I,
        )
    ]
    return [text for text in texts if 4 <= len(text) <= 200]


def _page_title(root: Element, tags: dict[str, str]) -> str:
    """<title> without the site's name at its end."""
    text = words(root.find(".//title")) if root.find(".//title") is not None else ""
    site = tags.get("SiteName", "")
    for name in filter(None, (site, tags.get("ColumnName", ""))):
        text = re.sub(rf"\s*[-_|—–·>]*\s*{re.escape(name)}\s*$", "", text) or text
    while (end := _TITLE_END.search(text)) and re.search(r"网|政府|局|委|办|公开|平台$", end[0]):
        text = text[: end.start()]
    return "" if text == site else text


def _mark_title(lines: list[Line], title: str) -> None:
    """The title above the text is not part of it; further down it may be a quotation."""
    plain = re.sub(r"\s+", "", title)
    for line in lines:
        if plain and not line.used and re.sub(r"\s+", "", line.plain) == plain:
            line.use()
        elif not line.used and len(line.plain) > _FEW_WORDS and line.link_text < 10:
            return


def _first_line(lines: list[Line]) -> str:
    """The title of a text file without 名称: its first line between catalogue and text."""
    for line in lines:
        if not line.used and 4 <= len(line.plain) <= 100 and not line.plain.startswith(("•", "·")):
            return line.plain
    return ""


def _text_start(lines: list[Line], title: str) -> int:
    """The number of the line after the head of a text file: navigation, catalogue, title."""
    start, seen_title = 0, False
    plain = re.sub(r"\s+", "", title)
    for number, line in enumerate(lines):
        is_title = bool(plain) and re.sub(r"\s+", "", line.plain) == plain
        if line.used or (is_title and not seen_title):
            start, seen_title = number + 1, seen_title or is_title
        elif line.plain and (seen_title or len(line.plain) > _FEW_WORDS):
            return start
    return start


def _refuse_list(
    lines: list[Line], block: Block, tags: dict[str, str], *, framed: bool, attached: bool
) -> None:
    """Refuse a page of links without an article: a column's list or a home page."""
    prose = sum(
        len(line.plain) - line.link_text for line in lines if not line.used and line.pair is None
    )
    link_text = sum(line.link_text for line in lines if not line.used)
    links_count = sum(1 for line in lines if line.link_text)
    own = (
        block.first("index_number")
        or tags.get("ArticleTitle")
        or block.first("published_at")
        or attached
    )
    if own:
        return
    if links_count >= 3 and (
        link_text > prose or (links_count >= _MANY_LINKS and prose < 10 * _FEW_WORDS)
    ):
        hint = "（正文可能在框架 iframe 里，没有随网页保存）" if framed else ""
        raise RefusedError(
            "list-page", f"这是栏目列表页，不是一篇信息{hint}；请保存列表中每一篇的网页后再导入"
        )


def _need_title(title: str) -> None:
    if not title:
        raise RefusedError("title-missing", "网页没有标题，无法作为一篇信息导入")


def _need_text(markup: str, files: tuple[object, ...], *, framed: bool, pictured: bool) -> None:
    if files or pictured or re.search(r"[^\W_]", re.sub(r"<[^>]+>", "", markup)):
        return
    where = (
        "正文在框架（iframe）里，没有随网页保存"
        if framed
        else "只保存了网页的目录信息，没有正文和附件"
    )
    raise RefusedError("body-missing", f"{where}；请打开原网页重新完整保存后再导入")
