"""内容格式: title, document number, forms of dates, leftovers of word processors."""

import re
from collections.abc import Iterator

from huiyin.common import docnumber

from .document import TITLE, Context, Document, Kind
from .finding import Finding, Severity
from .registry import check, rule

_PAPER = "党政机关公文格式 GB/T 9704—2012"
TITLE_MISSING = rule("format.title-missing", "没有标题", Severity.ERROR, _PAPER)
TITLE_LONG = rule("format.title-length", "标题过长", Severity.NOTICE, _PAPER)
TITLE_MARKS = rule("format.title-punctuation", "标题的标点", Severity.WARNING, _PAPER)
EMPTY = rule("format.empty-body", "没有正文", Severity.WARNING, "政府信息公开条例第十二条")
NUMBER = rule("format.doc-number", "发文字号写法", Severity.WARNING, f"{_PAPER} 7.2.5")
DATE = rule(
    "format.date-form", "日期写法", Severity.NOTICE, "GB/T 15835—2011；GB/T 9704—2012 7.3.5.4"
)
PARAGRAPHS = rule(
    "format.empty-paragraph", "空段落", Severity.NOTICE, "网页设计规范（国办发〔2017〕47号）"
)
LEFTOVER = rule(
    "format.word-leftover",
    "文字处理软件的残留",
    Severity.WARNING,
    "网页设计规范（国办发〔2017〕47号）",
)
BROKEN = rule("format.broken-text", "乱码", Severity.ERROR, "网页设计规范（国办发〔2017〕47号）")
UNFILLED = rule("format.unfilled", "没有填写的空", Severity.WARNING, "政府信息公开条例第六条")

_LONG_TITLE = 60
_TITLE_END = re.compile(r"[。，、；：,;:．]$")
_TITLE_SPACE = re.compile(r"(?<=[\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff])")
_LOOSE_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,12}(?P<open>[\[［(（【﹝])\s?(?P<y>(?:19|20)\d{2})\s?(?P<close>[\]］)）】﹞])\s?第?\s?0*[1-9]\d{0,4}\s?号"
)
_PADDED_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,12}〔(?:19|20)\d{2}〕\s?(?P<bad>第\s?0*|0+)(?=[1-9]\d{0,4}\s?号(?!令))"
)
_ROUND_USUAL = re.compile(r"[公告令示第用证字许准权鉴验规核认登]$")
_DATE_ZEROS = re.compile(r"(?:19|20)\d{2}年(?:(0)[1-9]月(?:\d{1,2}日)?|\d{1,2}月(0)[1-9]日)")
_DATE_DOTS = re.compile(r"(?<![\d.])((?:19|20)\d{2})\.(\d{1,2})\.(\d{1,2})(?![\d.])")
_DATE_SHORT = re.compile(r"(?<![\d一-九])(\d{2})年(\d{1,2})月(\d{1,2})日")
_DATE_LETTER = re.compile(r"二[0０OoＯｏ○][一二三四五六七八九〇0０OoＯｏ○]{2}(?=年)")
_FIELDS = re.compile(
    r"错误[！!]\s*(?:未找到引用源|未定义书签|超链接引用无效)[。.]?|Error! (?:Bookmark|Reference)[^。]{0,40}|"
    r"(?:HYPERLINK|MERGEFORMAT|PAGEREF|TOC \\o)[^\u4e00-\u9fff]{0,40}|mso-[a-z-]{1,60}:|&(?:nbsp|lt|gt|amp|quot|ldquo|rdquo|#\d{2,5});"
)
_MARKUP = re.compile(
    r"<o:p\b|class=[\"']?Mso|style=[\"'][^\"']{0,500}mso-|<!--\[if |<w:|<xml\b", re.IGNORECASE
)
_MOJIBAKE = re.compile(r"[锟斤拷]{3,}|[烫屯]{3,}|\ufffd+|(?:[ÃÂäåæçèé][\u0080-\u00bf]){2,}")
_PRIVATE = re.compile("[\ue000-\uf8ff]+")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")
_UNFILLED = re.compile(
    r"[Xx×ＸX]{2,4}年[Xx×ＸX]{1,2}月|(?<![A-Za-z\d])[Xx×]{1,2}月[Xx×]{1,2}日|[_＿]{4,}|[（(【\[]\s*(?:待定|填写)[^）)】\]]{0,20}[）)】\]]"
)
_FORM = re.compile(r"签[字名章]|申请|填表|表格|盖章|样表|承诺")


@check
def title(document: Document, context: Context) -> Iterator[Finding]:
    """The title exists, is not too long, and has no mark at its end."""
    text = document.title.strip()
    if not text:
        yield TITLE_MISSING.on(TITLE, "", "没有标题，请填写")
        return
    block = document.heading
    if len(text) > _LONG_TITLE:
        message = f"标题有{len(text)}字，列表和手机上会被截断，请精简到{_LONG_TITLE}字以内"
        yield TITLE_LONG.at(block, 0, len(block.text), message)
    if hit := _TITLE_END.search(block.text.rstrip()):
        yield TITLE_MARKS.at(block, *hit.span(), "标题末尾不用标点，请删去", "")
    if block.text != text:
        yield TITLE_MARKS.at(block, 0, len(block.text), "标题前后有空格，请删去", text)
    for hit in _TITLE_SPACE.finditer(text):
        yield TITLE_MARKS.at(
            block, *hit.span(), "标题中间有空格，检索时会找不到，请删去", "", Severity.NOTICE
        )


@check
def body(document: Document, context: Context) -> Iterator[Finding]:
    """A page without content, and empty paragraphs used as spacing."""
    body = document.body
    if not body.blocks and not body.pictures and not document.attachments:
        yield EMPTY.on("正文", "", "没有正文，也没有附件，请补上内容")
    if body.empty_paragraphs > 1:
        yield PARAGRAPHS.on(
            "正文", "", f"有{body.empty_paragraphs}个空段落，请删去，段间距由样式决定"
        )


@check
def doc_number(document: Document, context: Context) -> Iterator[Finding]:
    """代字〔年份〕顺序号: hexagonal brackets, no 第, no leading zero."""
    stated = document.doc_number.strip()
    if stated and not docnumber.is_canonical(stated):
        right = docnumber.normalise(stated)
        if right != stated and docnumber.is_canonical(right):
            yield NUMBER.on("目录信息", stated, f"文号应写作“{right}”，请改正")
    for block in document.texts():
        if "号" not in block.text:
            continue
        for hit in _LOOSE_NUMBER.finditer(block.text):
            before = block.text[max(hit.start() - 1, 0) : hit.start("open")]
            if _ROUND_USUAL.search(before) and (hit["open"] in "(（" or before not in "公告令示"):
                continue
            right = f"〔{hit['y']}〕"
            message = f"文号的年份用六角括号，应为“{right}”，序号前不加“第”"
            yield NUMBER.at(block, hit.start("open"), hit.end("close"), message, right)
        for hit in _PADDED_NUMBER.finditer(block.text):
            if not _ROUND_USUAL.search(
                block.text[hit.start() : block.text.find("〔", hit.start())]
            ):
                yield NUMBER.at(block, *hit.span("bad"), "文号的序号不加“第”，不编虚位", "")


@check
def date_forms(document: Document, context: Context) -> Iterator[Finding]:
    """2020年5月6日: four figures, no zeros before, no letters in 二〇二〇."""
    for block in document.texts():
        for hit in _DATE_LETTER.finditer(block.text):
            right = re.sub("[0０OoＯｏ○]", "〇", hit[0])
            yield DATE.at(
                block, *hit.span(), f"汉字年份的零用“〇”，应为“{right}”", right, Severity.WARNING
            )
        if block.kind is Kind.CELL:
            continue
        for hit in _DATE_DOTS.finditer(block.text):
            if 1 <= int(hit[2]) <= 12 and 1 <= int(hit[3]) <= 31:
                right = f"{hit[1]}年{int(hit[2])}月{int(hit[3])}日"
                yield DATE.at(block, *hit.span(), f"正文中的日期应写作“{right}”", right)
        for hit in _DATE_SHORT.finditer(block.text):
            if int(hit[2]) <= 12 and int(hit[3]) <= 31:
                yield DATE.at(
                    block, *hit.span(1), "年份应写全四位数字", f"20{hit[1]}", Severity.WARNING
                )
        for hit in _DATE_ZEROS.finditer(block.text):
            right = re.sub(r"(?<=[年月])0", "", hit[0])
            yield DATE.at(block, *hit.span(), f"月、日不编虚位，应写作“{right}”", right)


@check
def leftovers(document: Document, context: Context) -> Iterator[Finding]:
    """Field codes, entities, boxes and invisible characters that came with a paste."""
    if hit := _MARKUP.search(document.body.markup):
        yield LEFTOVER.on(
            "正文", hit[0], "正文带有 Word 的标记，请用“粘贴为文本”重新粘贴或者清除格式"
        )
    for block in document.texts():
        text = block.text
        for hit in _FIELDS.finditer(text):
            yield LEFTOVER.at(
                block, *hit.span(), "这是文字处理软件的代码，不是正文，请删去或者补上原来的内容"
            )
        if text.isascii():
            continue
        for hit in _MOJIBAKE.finditer(text):
            yield BROKEN.at(block, *hit.span(), "乱码，请对照原稿改正")
        for hit in _PRIVATE.finditer(text):
            yield LEFTOVER.at(
                block, *hit.span(), "特殊字体的符号，别的电脑上是方框，请换成普通字符"
            )
        for hit in _INVISIBLE.finditer(text):
            yield LEFTOVER.at(
                block, *hit.span(), "看不见的字符，会妨碍检索和朗读，请删去", "", Severity.NOTICE
            )


@check
def unfilled(document: Document, context: Context) -> Iterator[Finding]:
    """XX月XX日 and blanks: a template that was not filled in. Forms have blanks on purpose."""
    if _FORM.search(document.title):
        return
    for block in document.texts():
        if block.kind is Kind.CELL or _FORM.search(block.text):
            continue
        for hit in _UNFILLED.finditer(block.text):
            yield UNFILLED.at(block, *hit.span(), "这里还没有填写，请补上")
