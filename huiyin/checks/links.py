"""链接: targets and texts of links."""

import ipaddress
import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import SplitResult, urlsplit

from .document import Block, Context, Document, Link
from .finding import Finding, Severity
from .registry import Rule, check, rule

_RULES = "政府网站发展指引（国办发〔2017〕47号）"
DEAD = rule("links.dead", "站内链接打不开", Severity.ERROR, _RULES)
UNREACHABLE = rule("links.unreachable", "外面打不开的地址", Severity.ERROR, _RULES)
MALFORMED = rule("links.malformed", "链接地址不完整", Severity.WARNING, _RULES)
EXTERNAL = rule("links.external", "外部链接", Severity.NOTICE, _RULES)

_SCHEMES = frozenset({"http", "https", "mailto", "tel", ""})
_HOST = re.compile(r"(?=.{1,253}$)(?:[\w\-\u4e00-\u9fff]{1,63}\.)+[\w\-\u4e00-\u9fff]{2,63}")
_TAIL = re.compile(r"[。，；：、）》”\s]$")
_PUBLIC = (".gov.cn", ".conac.cn", ".政务", ".edu.cn", ".公益")


@check
def targets(document: Document, context: Context) -> Iterator[Finding]:
    """Every link and picture; links to sites outside the government become one notice."""
    outside: list[Finding] = []
    for link in document.body.links:
        for finding in _link(document, link, context):
            if finding.code == EXTERNAL.code:
                outside.append(finding)
            else:
                yield finding
    if len(outside) > 1:
        message = (
            f"有{len(outside)}个链接通向政府网站以外，请逐个确认必要、内容合规，并在文字里说明是外部链接"
            "（这是第一个）"
        )
        yield replace(outside[0], message=message)
    else:
        yield from outside
    for number, picture in enumerate(document.body.pictures):
        parts = _split(picture.source)
        if (
            parts
            and context.resolves
            and _is_own(parts, context)
            and parts.path
            and not context.resolves(parts.path)
        ):
            yield DEAD.on(
                "图片",
                picture.source,
                f"图片“{picture.source[:60]}”打不开，请重新上传",
                picture.path,
                number,
            )


def _link(document: Document, link: Link, context: Context) -> Iterator[Finding]:
    parts = _split(link.target)
    if parts is None:
        yield _at(document, link, MALFORMED, f"链接地址“{link.target[:60]}”不完整，请核对")
    elif parts.scheme.lower() not in _SCHEMES or "\\" in link.target:
        message = f"“{link.target[:60]}”只在编写者的电脑上有效，请换成网址或者上传为附件"
        if parts.scheme.lower() == "javascript":
            message = "链接是一段脚本，在正文里不起作用，请换成网址"
        yield _at(document, link, UNREACHABLE, message)
    elif parts.scheme in {"mailto", "tel"}:
        return
    elif not parts.netloc:
        yield from _own(document, link, parts, context)
    else:
        yield from _other(document, link, parts, context)


def _split(target: str) -> SplitResult | None:
    try:
        parts = urlsplit(target.strip())
        _ = parts.hostname
    except ValueError:
        return None
    return parts


def _is_own(parts: SplitResult, context: Context) -> bool:
    return (not parts.netloc and parts.scheme == "") or (parts.hostname or "") in context.hosts


def _own(document: Document, link: Link, parts: SplitResult, context: Context) -> Iterator[Finding]:
    if link.target in {"", "#"}:
        yield _at(document, link, MALFORMED, "链接没有地址，请补上或者去掉链接")
    elif not parts.path and parts.fragment:
        if parts.fragment not in document.body.anchors:
            yield _at(
                document, link, MALFORMED, f"页内没有“#{parts.fragment[:30]}”这个位置，请去掉链接"
            )
    elif re.match(r"(?:www\.|[\w-]+\.gov\.cn)", link.target):
        message = "网址前缺少“https://”，会被当成本站的地址，请补上"
        yield _at(document, link, MALFORMED, message)
    elif context.resolves and not context.resolves(parts.path):
        yield _at(document, link, DEAD, f"本站没有“{parts.path[:60]}”，请改正地址或者去掉链接")


def _other(
    document: Document, link: Link, parts: SplitResult, context: Context
) -> Iterator[Finding]:
    host = (parts.hostname or "").rstrip(".")
    if host in context.hosts:
        if context.resolves and not context.resolves(parts.path or "/"):
            yield _at(document, link, DEAD, f"本站没有“{parts.path[:60]}”，请改正地址或者去掉链接")
    elif _is_inside(host):
        message = f"“{host}”是内部网络的地址，外面打不开，请换成公开的网址"
        yield _at(document, link, UNREACHABLE, message)
    elif not _HOST.fullmatch(host) or "//" in parts.path or _TAIL.search(link.target):
        if not _is_address(host):
            yield _at(document, link, MALFORMED, f"链接地址“{link.target[:60]}”不完整，请核对")
    elif not host.endswith(_PUBLIC) and "外" not in link.text + link.title:
        message = f"链接到政府网站以外的“{host}”，请确认必要、内容合规，并在文字里说明是外部链接"
        yield _at(document, link, EXTERNAL, message)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _is_inside(host: str) -> bool:
    if host == "localhost" or host.endswith((".local", ".lan", ".internal")):
        return True
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return False


def _at(document: Document, link: Link, violated: Rule, message: str) -> Finding:
    """A finding at the text of the link, if it has any."""
    blocks = document.body.blocks
    block = (
        blocks[link.block] if link.block < len(blocks) else Block(link.block, "", path=link.path)
    )
    start = (
        block.text.find(link.text, min(link.start, len(block.text))) if link.text.strip() else -1
    )
    if start < 0:
        return violated.on("正文", link.target or "（空）", message, link.path, link.block)
    return violated.at(block, start, start + len(link.text), message)
