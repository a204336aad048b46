"""重字: the same character or word twice where the language does not double it."""

import re
from collections.abc import Iterator

from .document import Block, Context, Document, Kind
from .finding import Finding, Severity
from .registry import check, rule
from .sentences import sentences

CHARACTER = rule("wording.repeated-character", "重字", Severity.WARNING, "政府信息公开条例第六条")
PARAGRAPH = rule(
    "wording.repeated-paragraph", "重复的段落", Severity.WARNING, "政府信息公开条例第六条"
)
WORD = rule("wording.repeated-word", "重复的词", Severity.WARNING, "政府信息公开条例第六条")

# character → what may stand before the pair, what may stand after it, where doubling is right
_SINGLE: dict[str, tuple[str, str]] = {
    "的": ("目标有中端靶众鹄准", "确士当"),
    "了": ("", "解结却然断事清无不当"),
    "是": ("", "非否"),
    "和": ("", "谐平睦气解蔼约美田县顺缓硕悦"),
    "与": ("参给赋授寄付赐施予干", "会否共人其"),
    "及": ("以普涉波顾触旁危累推来不", "时其格早第"),
    "或": ("", "者许"),
    "被": ("棉", "子褥"),
    "把": ("一两几", "关握手柄持控"),
    "由": ("理自事缘根情案因经", "于来此"),
    "从": ("服跟随听侍盲遵依", "事业严此而"),
    "以": ("可予所加给足得难", "及来下上内外后前便免往至为"),
    "于": ("", "是"),
    "并": ("合兼吞归", "且入行联购轨网重非发案"),
    "按": ("", "照时期揠摩钮键揭"),
    "将": ("", "军来要领士近"),
    "也": ("", ""),
    "都": ("首成古故国京", "市江昌匀是有能会要"),
    "该": ("应", ""),
    "给": ("供补自", "予付水排养"),
    "让": ("转出谦割", "步利渡"),
    "使": ("大行即驱假天公促特", "用得命馆者"),
    "对": ("针面相核校应反绝比", "对象方比应照策联外内口接于手话待准公称付立抗面标账齐岸"),
    "在": ("存现正实所内外旨潜自何好重健关", "建线场校职编岗册读押位途家于即此任外乡"),
    "为": ("认行成作以因人视更较最颇变定称化分名", "了止何此期难人民主由"),
    "向": ("方走面意去趋导单双定转朝倾", "好上前导阳往日东西南北"),
    "我": ("自大忘", "国市局县区省院"),
}  # fmt: skip
_PAIR = re.compile("([" + "".join(_SINGLE) + r"])\1")
_WORD = re.compile(r"([\u4e00-\u9fff]{2,8})\1")
_DOUBLED = frozenset(
    [
        "一个一个", "一件一件", "一天一天", "一家一家", "一户一户", "一村一村", "一次一次", "一步一步", "一点一点", "一遍一遍", "一项一项", "乌黑乌黑",
        "了解了解", "体谅体谅", "关心关心", "关注关注", "冰凉冰凉", "协调协调", "反映反映", "呜呜呜呜", "哈哈哈哈", "商量商量", "城市城市", "处理处理",
        "多少多少", "大家大家", "好好好好", "学习学习", "宣传宣传", "希望希望", "帮助帮助", "很多很多", "感谢感谢", "打扫打扫", "拜托拜托", "改善改善",
        "教育教育", "整治整治", "早日早日", "查查查查", "核实核实", "检查检查", "清理清理", "漆黑漆黑", "特别特别", "看看看看", "真的真的", "督促督促",
        "研究研究", "笔直笔直", "等等等等", "管理管理", "管管管管", "考查考查", "考虑考虑", "规范规范", "解决解决", "讨论讨论", "许多许多", "请求请求",
        "调查调查", "谢谢谢谢", "辛苦辛苦", "过问过问", "通红通红", "重视重视", "问问问问", "雪白雪白", "非常非常",
    ]
)  # fmt: skip
_SPACE = re.compile(r"\s+")
_LEAST_PARAGRAPH, _LEAST_SENTENCE = 18, 16
_PLACES = ("村", "镇", "乡", "路", "街", "桥", "组", "河", "水", "店")  # 豪里豪里村
_CALLED = ("某某", "××", "一")
_SAFE_ENDS = (
    "人人",
    "年年",
    "天天",
    "处处",
    "家家",
    "户户",
    "层层",
    "常常",
    "件件",
    "事事",
    "时时",
)


@check
def characters(document: Document, context: Context) -> Iterator[Finding]:
    """的的, 了了, with the words in which the pair is right."""
    for block in document.texts():
        for hit in _PAIR.finditer(block.text):
            if _is_right(block.text, hit):
                continue
            yield CHARACTER.at(block, *hit.span(), f"“{hit[1]}”重复，请删去一个", hit[1])


def _is_right(text: str, hit: re.Match[str]) -> bool:
    before, after = _SINGLE[hit[1]]
    previous, following = (
        text[hit.start() - 1 : hit.start()] if hit.start() else "",
        text[hit.end() : hit.end() + 1],
    )
    if previous == hit[1] or following == hit[1]:
        return True  # three in a row are an exclamation, not a typing error
    return bool(previous and previous in before) or bool(following and following in after)


@check
def words(document: Document, context: Context) -> Iterator[Finding]:
    """进行进行: a repeated word."""
    for block in document.texts():
        if block.kind is Kind.CELL:
            continue
        for hit in _WORD.finditer(block.text):
            if not _may_double(block, hit):
                yield WORD.at(block, *hit.span(), f"“{hit[1]}”重复，请删去一个", hit[1])


def _may_double(block: Block, hit: re.Match[str]) -> bool:
    word = hit[1]
    if hit[0] in _DOUBLED or "每" in word or word.startswith(_CALLED) or len(set(word)) == 1:
        return True
    if word.startswith(_SAFE_ENDS) or word.endswith(_SAFE_ENDS):
        return True
    following = block.text[hit.end() : hit.end() + len(word)]
    return following == word or following.startswith(_PLACES)


@check
def paragraphs(document: Document, context: Context) -> Iterator[Finding]:
    """A paragraph that occurs twice, or a sentence twice in a row."""
    earlier: set[str] = set()
    before = ""
    for block in document.body.blocks:
        if block.kind is Kind.CELL:
            continue
        plain = _SPACE.sub("", block.text)
        if plain[-1:] in {"：", ":", ""}:
            before = ""  # the text after a colon may repeat the sentence
            continue
        if len(plain) >= _LEAST_PARAGRAPH and plain in earlier:
            message = "这一段与前面的一段完全相同，请删去一段，或者核对是否漏了内容"
            yield PARAGRAPH.at(block, 0, len(block.text), message)
            before = ""
            continue
        earlier.add(plain)
        for start, sentence in sentences(block.text):
            same = _SPACE.sub("", sentence)
            if same == before and len(same) >= _LEAST_SENTENCE:
                yield PARAGRAPH.at(
                    block, start, start + len(sentence), "这一句与前一句相同，请删去一句"
                )
            before = same
