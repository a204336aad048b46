"""单位: repeated magnitudes and units."""

import re
from collections.abc import Iterator

from .document import Context, Document
from .finding import Finding, Severity
from .registry import check, rule

MAGNITUDE = rule(
    "sums.magnitude-twice",
    "数量级重复",
    Severity.ERROR,
    "出版物上数字用法 GB/T 15835—2011",
)
UNIT = rule("sums.unit-twice", "单位重复", Severity.WARNING, "出版物上数字用法 GB/T 15835—2011")

_MAGNITUDES = re.compile(
    r"(?<=[\d０-９])\s?(?:(?P<m>亿[多余]?[万千百十]|万[多余]?[万千百]|千千|百百|千[多余]?百|百[多余]?千)(?P<u>万?(?:元|人|吨|亩|户|平方米|立方米|公里|件|千瓦))|(?P<m2>亿万|亿亿|万万)(?![一里]))"
)
_UNITS = re.compile(
    r"(?<=[\d０-９万亿])\s?(?P<u>万元|亿元|元|平方米|平方公里|立方米|公里|公顷|人次|户次|吨|亩|盏|起|[%％])(?P=u)"
)


@check
def doubled(document: Document, context: Context) -> Iterator[Finding]:
    """1.2亿万元, 300元元: one is left over, and only the author knows which."""
    for block in document.texts():
        for hit in _MAGNITUDES.finditer(block.text):
            message = f"“{hit[0].strip()}”有两个数量级，请核对是“万”还是“亿”，只留一个"
            yield MAGNITUDE.at(block, hit.end() - len(hit[0].strip()), hit.end(), message)
        for hit in _UNITS.finditer(block.text):
            yield UNIT.at(
                block, hit.start("u"), hit.end(), f"“{hit['u']}”重复，请删去一个", hit["u"]
            )
