"""国家和地区: provinces and 港澳台 put among states (新闻报道中的禁用词和慎用词)."""

import re
from collections.abc import Iterator

from .document import Block, Context, Document
from .finding import Finding, Severity
from .registry import check, rule

AMONG = rule(
    "wording.territory-among-states",
    "把我国的地区写成国家",
    Severity.ERROR,
    "宪法第三十条、第三十一条；反分裂国家法第二条",
)

_OURS = (
    "香港", "澳门", "台湾", "港澳台", "港澳", "台港澳", "港台", "西藏", "新疆", "内蒙古", "宁夏", "广西", "北京", "上海", "天津", "重庆",
    "广东", "福建", "浙江", "江苏", "云南", "海南", "四川", "青海", "甘肃",
)  # fmt: skip
_REGIONS = frozenset({"香港", "澳门", "台湾", "港澳台", "港澳", "台港澳", "港台"})
_SPLIT = re.compile(r"[、，,和及与]")
_SIDE_BY_SIDE = re.compile(
    r"(?:中国|我国)[和与及、同](?P<a>香港|澳门|台湾)(?!同胞|地区|特别行政区|省|海峡|街|路|居民)|(?P<b>香港|澳门|台湾)[和与及、同]中国(?!大陆|内地|共产党|人民|社会|科学|移动|电信|银行)"
)
_ENDS = re.compile(
    r"等(?:[\d一二两三四五六七八九十几多余数]{1,4}个?)?(?:外国|国外|海外国家|国家(?!级|标准|机关|规定|有关|工作|法|安全|重点|政策|部委|公务|机构|税务|中心|首批|试点|示范|森林|湿地|公园|地理|物流|高新|自|战略|历史|园林|卫生|文明|一级|二级|批准))(?P<too>[和及与或、]地区)?"
)
_BORDER = re.compile(r"[。；;：:！？\n（）()“”《》]|[^\u4e00-\u9fff、，,]")
_REACH = 160


@check
def states(document: Document, context: Context) -> Iterator[Finding]:
    """西藏、香港等国家 is wrong; 日本、香港等国家和地区 is right, 日本、西藏等国家和地区 is not."""
    for block in document.everything():
        if "国" not in block.text:
            continue
        if any(place in block.text for place in _OURS):
            yield from _lists(block)
            for hit in _SIDE_BY_SIDE.finditer(block.text):
                place = hit["a"] or hit["b"]
                message = f"不把中国和{place}并列，请写“内地（大陆）和{place}”"
                yield AMONG.at(block, *hit.span(), message, severity=Severity.WARNING)


def _lists(block: Block) -> Iterator[Finding]:
    for hit in _ENDS.finditer(block.text):
        before = block.text[max(hit.start() - _REACH, 0) : hit.start()]
        cuts = [cut.end() for cut in _BORDER.finditer(before)]
        words = [word for word in _SPLIT.split(before[cuts[-1] if cuts else 0 :]) if word]
        ours = [place for word in words if (place := _ours(word))]
        only_ours = len(ours) == len(words)
        wrong = [p for p in ours if p not in _REGIONS or not hit["too"] or only_ours]
        if wrong:
            message = f"{'、'.join(wrong)}不是国家，请改写，如“西藏、新疆等省区和香港、澳门等地区”"
            start = hit.start() - len(before) + before.rfind(wrong[0])
            yield AMONG.at(block, start, hit.end(), message)


def _ours(word: str) -> str:
    """The place that a word of the list ends with: 赴西藏 → 西藏; 中国香港 is called rightly."""
    place = next((one for one in _OURS if word.endswith(one)), "")
    return "" if word.endswith(f"中国{place}") else place
