"""目录信息的标签: the names of catalogue fields on portals."""

import re
from dataclasses import dataclass

FIELDS: dict[str, tuple[str, ...]] = {
    "index_number": ("索引号", "信息索引号", "索引编号", "索取号", "信息索引", "索引"),
    "title": ("名称", "信息名称", "文件名称", "信息标题", "文件标题", "标题"),
    "summary": ("内容概述", "内容摘要", "内容概要", "信息概述", "摘要", "概述"),
    "formed_on": (
        "生成日期", "成文日期", "产生日期", "生成时间", "成文时间", "产生时间", "信息生成日期",
        "制发日期", "印发日期", "发文日期", "发文时间",
    ),
    "published_at": (
        "发布日期", "发布时间", "公开日期", "公开时间", "信息发布日期", "信息发布时间", "上网日期", "上网时间",
        "发稿时间", "发表时间", "日期", "时间",
    ),
    "issuer": (
        "发布机构", "发文机关", "公开主体", "公开责任部门", "发文机构", "发布单位", "发文单位", "发布机关",
        "制发机关", "公开机构", "公开单位", "信息发布机构", "责任部门",
    ),
    "doc_number": ("文号", "发文字号", "发布文号", "文件编号", "发文文号", "文件字号", "文件文号"),
    "category": ("组配分类", "公开目录", "组配"),
    "class": ("分类", "信息分类", "信息类别"),
    "theme": ("主题分类", "主题导航", "主题类别"),
    "genre": ("体裁分类", "体裁", "公文种类", "文种"),
    "validity": ("有效性", "时效性", "效力状态", "时效"),
    "effective_on": ("生效日期", "生效时间", "施行日期", "实施日期"),
    "abolished_on": ("废止日期", "废止时间", "失效日期", "失效时间"),
    "keywords": ("关键词", "主题词", "关键字"),
    "source": ("来源", "信息来源", "文章来源", "稿件来源"),
    "author": ("作者", "责任编辑", "编辑"),
    "mode": ("公开方式", "公开属性", "公开类别", "公开形式"),
    "views": (
        "浏览次数", "浏览量", "点击数", "点击次数", "点击量", "阅读次数", "阅读量", "累计次数", "被阅览数",
        "访问次数", "阅读",
    ),
    "other": (
        "公开时限", "公开范围", "公开对象", "公开依据", "服务对象分类", "服务对象", "法定主动公开分类", "有效期",
        "附件", "文件下载", "附件下载", "相关解读", "相关文件", "字体", "字号", "字体大小", "打印", "分享", "视力保护色",
    ),
}  # fmt: skip
OF_LABEL = {label: field for field, labels in FIELDS.items() for label in labels}
# Words of everyday text: alone they are no sign of a catalogue block.
WEAK = frozenset({"title", "summary", "source", "author", "views", "other", "class", "keywords"})
ONLY_BESIDE_OTHERS = frozenset({"日期", "时间"})
_NO_VALUE = frozenset(
    {"无", "無", "暂无", "空", "null", "undefined", "/", "无文号", "[]", "[ ]", "〔〕号"}
)

_TRADITIONAL = str.maketrans(
    "號組類發佈機構關內題標稱產時間單責務開屬錄覽瀏數點擊閱讀來詞鍵導編輯廢據對視護體載檔濟國資監財審計農業"
    "貿場環衛勞動綜學電經誌門報績規劃總義強華區縣鎮鄉鐵煤氣與專業檢驗學聞術館藝標準務員會職領負態統訪談詢辦訴請設讓備",
    "号组类发布机构关内题标称产时间单责务开属录览浏数点击阅读来词键导编辑废据对视护体载档济国资监财审计农业"
    "贸场环卫劳动综学电经志门报绩规划总义强华区县镇乡铁煤气与专业检验学闻术馆艺标准务员会职领负态统访谈询办诉请设让备",
)
_COLON = "：:﹕∶︰"
_GAP = r"[\s\xa0\u3000]*"
_NAMES = "|".join(_GAP.join(label) for label in sorted(OF_LABEL, key=len, reverse=True))
_LABEL = re.compile(
    rf"(?<![^\s\xa0\u3000|｜;；,，\x1f\[【［（(】\]］）)])[【\[［]?{_GAP}(?P<label>{_NAMES}){_GAP}"
    rf"(?:(?P<end>[】\]］]{_GAP}[{_COLON}]?|[{_COLON}]{_GAP}(?:[】\]］]|\x1f)*|\x1f{_GAP}[{_COLON}]?)"
    rf"|(?=[\s\xa0\u3000])|$)"
)
_LONG_GAP = re.compile(r"([\s\xa0\u3000]{8})[\s\xa0\u3000]+")
_TRIM = " \t\n\xa0\u3000\x1f|｜;；"


@dataclass(frozen=True)
class Hit:
    """A label in a line, with the text up to the next label."""

    label: str
    field: str
    value: str
    has_colon: bool


def simplified(text: str) -> str:
    """Traditional characters of labels and catalogues as simplified ones, one for one."""
    return text.translate(_TRADITIONAL)


def compact(label: str) -> str:
    """A label without spaces, colon and brackets, in simplified characters: 【索 引 號】： → 索引号."""
    return re.sub(rf"[\s\xa0\u3000\x1f{_COLON}【】\[\]［］]", "", simplified(label))


def field_of(text: str) -> str | None:
    """The field of a text that is only a label."""
    return OF_LABEL.get(compact(text)) if len(text) < 40 else None


def is_blank(value: str) -> bool:
    """True for the portals' ways to write an empty value: 无, —— , -."""
    return not value.strip(" \xa0\u3000-—－–_") or value.strip() in _NO_VALUE


def hits(line: str) -> list[Hit]:
    """The labels of a line with their values; a label without colon counts only in a line that begins so."""
    line = _LONG_GAP.sub(r"\1", line)  # thousands of spaces would make the pattern very slow
    plain = simplified(line)
    matches = list(_LABEL.finditer(plain))
    if matches and not _is_sure(matches[0]) and not _begins(plain, matches[0]):
        matches = [match for match in matches if _is_sure(match)]
    if (
        matches
        and not _is_sure(matches[0])
        and len(matches[0]["label"]) < 3
        and plain.strip() != matches[0][0].strip()
    ):
        matches = [match for match in matches if _is_sure(match)]
    ends = [*(match.start() for match in matches[1:]), len(line)][: len(matches)]
    return [
        Hit(
            label := compact(match["label"]),
            OF_LABEL[label],
            _value(line[match.end() : end]),
            _is_sure(match),
        )
        for match, end in zip(matches, ends, strict=True)
    ]


def _is_sure(match: re.Match[str]) -> bool:
    return bool(match["end"])


def _begins(line: str, match: re.Match[str]) -> bool:
    return not line[: match.start()].strip(_TRIM)


def _value(text: str) -> str:
    value = text.strip(_TRIM)
    for opening, closing in ("【】", "[]", "［］", "（）", "()"):
        if value.endswith(closing) and opening not in value:
            value = value[:-1].rstrip(_TRIM)
        if value.endswith(opening):
            value = value[:-1].rstrip(_TRIM)
    return value.replace("\x1f", "")
