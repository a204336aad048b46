"""无障碍: pictures, headings, tables and link texts for readers who use a screen reader."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from .document import BODY, Context, Document, Kind, Table
from .finding import Finding, Severity
from .registry import check, rule

_STANDARD = "无障碍环境建设法第三十二条；GB/T 37668—2019"
ALT = rule("accessibility.picture-alt", "图片没有替代文字", Severity.ERROR, _STANDARD)
ALT_POOR = rule(
    "accessibility.picture-alt-poor", "图片的替代文字没有意义", Severity.WARNING, _STANDARD
)
ONLY_PICTURE = rule("accessibility.only-pictures", "正文只有图片", Severity.WARNING, _STANDARD)
JUMP = rule("accessibility.heading-jump", "标题跳级", Severity.WARNING, _STANDARD)
HEADS = rule("accessibility.table-head", "表格没有表头", Severity.WARNING, _STANDARD)
LINK = rule("accessibility.link-text", "链接文字看不出去向", Severity.WARNING, _STANDARD)
LINK_EMPTY = rule("accessibility.link-empty", "链接没有文字", Severity.WARNING, _STANDARD)

_POOR = re.compile(
    r"(?:图片?|照片|image|img|picture|pic|photo|截图|图像)?[\s_\-]*[\d一二三四五六七八九十]{0,20}(?:\.\w{2,5})?|.*\.(?:jpe?g|png|gif|bmp|webp)|[0-9a-f\-]{12,}",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"(?:请?点击|点|戳|按)?(?:此处?|这里|这儿|链接|查看|详情|更多|下载|进入|打开|阅读|了解|浏览)+(?:链接|查看|详情|更多|下载|进入|打开|原文|全文|阅读)*[>»…\.。！]*|(?:click )?here|more|link|read more|详细|原文链接|网址",
    re.IGNORECASE,
)
_URL = re.compile(r"(?:https?://|www\.)[\w./%?=&#:;+~\-]{4,}")
_FEW_WORDS = 20


@check
def pictures(document: Document, context: Context) -> Iterator[Finding]:
    """Every picture has a text that says what it shows."""
    for number, picture in enumerate(document.body.pictures):
        name = unquote(picture.source.rpartition("/")[2])[:60] or "图片"
        alt = (picture.alt or "").strip()
        if not alt:
            message = f"图片“{name}”没有替代文字，请写一句话说明图上是什么"
            yield ALT.on(BODY, name, message, picture.path, number)
        elif _POOR.fullmatch(alt[:200]):
            message = f"替代文字“{alt[:30]}”没有说明图上是什么，请改写"
            yield ALT_POOR.on(BODY, alt, message, picture.path, number)
    words = sum(len(block.text.strip()) for block in document.body.blocks)
    if document.body.pictures and words < _FEW_WORDS:
        message = "正文只有图片，检索不到，也不能朗读，请把图上的文字写进正文"
        yield ONLY_PICTURE.on(BODY, document.body.pictures[0].source, message)


@check
def headings(document: Document, context: Context) -> Iterator[Finding]:
    """No heading level is skipped: h3 follows h2, not h4."""
    before = 0
    for block in document.body.blocks:
        if block.kind is not Kind.HEADING or not block.level:
            continue
        if before and block.level > before + 1:
            message = f"标题从第{before}级跳到第{block.level}级，请改为第{before + 1}级"
            yield JUMP.at(block, 0, len(block.text), message)
        before = block.level


@check
def tables(document: Document, context: Context) -> Iterator[Finding]:
    """A data table has a header row; a single row or column is layout."""
    for table in document.body.tables:
        if table.has_head or len(table.rows) < 2 or len(table.rows[0]) < 2:
            continue
        name = table.caption or _first_words(table)
        if not name:
            continue
        message = f"表格“{name[:30]}”没有表头，朗读时听不出各列是什么，请把第一行设为表头"
        yield HEADS.on(BODY, name, message, table.path, table.block)


def _first_words(table: Table) -> str:
    return " ".join(cell.text for cell in table.rows[0] if cell and cell.text)[:60]


@check
def link_texts(document: Document, context: Context) -> Iterator[Finding]:
    """The text of a link says where it goes."""
    for link in document.body.links:
        text = link.text.strip()
        if not text:
            if not link.holds_picture:
                yield LINK_EMPTY.on(
                    BODY,
                    link.target,
                    "链接没有文字，看不见也点不到，请补上或者删去",
                    link.path,
                    link.block,
                )
            continue
        vague, bare = _VAGUE.fullmatch(text[:60]), _URL.fullmatch(text[:300])
        if not vague and not bare:
            continue
        message = (
            f"链接文字“{text[:20]}”看不出去向，请写出要打开的内容的名称"
            if vague
            else "链接文字是一串网址，朗读时听不懂，请写出网页的名称"
        )
        block = document.body.blocks[link.block]
        start = max(block.text.find(link.text), 0)
        yield LINK.at(
            block,
            start,
            start + len(link.text),
            message,
            severity=None if vague else Severity.NOTICE,
        )
