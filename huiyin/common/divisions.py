"""行政区划 at the beginning of an address: the part of an address that may be shown."""

import re

# From province to town; what ends the name of a division says how high it stands.
_LEVELS = {
    "省": {1}, "自治区": {1}, "特别行政区": {1}, "市": {1, 2, 3},
    "自治州": {2}, "州": {2}, "盟": {2}, "地区": {2},
    "自治县": {3}, "县": {3}, "自治旗": {3}, "旗": {3}, "林区": {3}, "特区": {3}, "区": {3},
    "民族乡": {4}, "乡": {4}, "镇": {4}, "街道": {4}, "苏木": {4},
}  # fmt: skip
_ENDS = "|".join(sorted(_LEVELS, key=len, reverse=True))
# 桐乡市, 景德镇市, 新市区: an end that goes on is a part of the name. 市场路, 红旗路: of a road.
_GOES_ON = r"(?![市县区镇乡州旗](?![场府政民]))(?!街道|自治|地区|路|街|大道|巷|弄|胡同|广场|花园|小区|新村|公寓|大厦|场|府|政|民[广中公路街])"
_DIVISION = re.compile(rf"[ ,，、/\-]*(?P<name>[\u3400-\u9fff]{{1,15}}?)(?P<end>{_ENDS}){_GOES_ON}")
# What a quarter, a shop or a road is called and no division.
_NO_DIVISION = re.compile(
    r".[路街巷弄号]|[园苑邸寓厦村庄院庭坊墅花]|家属|宿舍|公馆|广场|大道|生活|工业|居住|安置|住宅"
    r"|..[东西南北中上下前后一二三四五六七八九十甲乙丙丁]$"
)
_WORDS = {
    "区": "小社校厂库景营片",
    "市": "城超门都夜菜集闹花",
    "镇": "小古城集村",
    "乡": "水家城故梦同老",
    "盟": "联同",
    "旗": "红彩战锦",
}


def leading(address: str) -> tuple[str, str]:
    """The administrative divisions at the beginning of an address, and the rest."""
    end, level = 0, 0
    while division := _DIVISION.match(address, end):
        above = [rank for rank in sorted(_LEVELS[division["end"]]) if rank > level]
        if not above or not _is_division(division["name"], division["end"]):
            break
        end, level = division.end(), above[0]
        if level == max(_LEVELS["镇"]):
            break
    return address[:end], address[end:]


def _is_division(name: str, end: str) -> bool:
    return name[-1] not in _WORDS.get(end, "") and not _NO_DIVISION.search(name)
