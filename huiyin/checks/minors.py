"""未成年人: a name beside an age below eighteen, a school, a class (未成年人保护法第一百零三条)."""

import re
from collections.abc import Iterator

from huiyin.common import masking

from .document import Block, Context, Document
from .finding import Finding, Severity
from .privacy import places
from .registry import check, rule

NAMED = rule(
    "privacy.minor",
    "未成年人的姓名",
    Severity.WARNING,
    "未成年人保护法第一百零三条；行政处罚法第四十八条",
)

SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛范彭郎鲁韦马苗凤方俞任袁柳"
    "鲍史唐费薛雷贺倪汤滕殷罗毕郝邬安常乐于傅皮卞齐康伍余顾孟黄穆萧尹姚邵汪祁毛狄臧戴宋庞熊纪舒屈项祝董梁杜阮蓝闵"
    "席季强贾路娄江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万柯管卢莫房缪解应宗丁宣邓洪包左石崔吉龚程邢裴陆荣翁"
    "曲家封储靳段富巫焦巴牧隗谷车侯班仰秋仲伊宫宁仇甘厉戎祖武符刘景詹束龙叶幸司韶黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠"
)
_NAME = rf"(?P<n>[{SURNAMES}][\u4e00-\u9fff]{{1,2}})"
_BEGINS = r"(?:(?<![\u4e00-\u9fff])|(?<=学生)|(?<=少年)|(?<=儿童)|(?<=幼儿)|(?<=女童)|(?<=男童))"
_NOT_A_NAME = re.compile(r"[某×*的了在是和与为等们]|同学|家长|老师|学生|男|女")
_AGED = re.compile(
    rf"{_BEGINS}{_NAME}[，,（(、\s]{{0,2}}(?:[男女][，,、\s]{{0,2}})?(?P<a>\d{{1,2}})(?:周)?岁"
)
_BORN = re.compile(
    rf"{_BEGINS}{_NAME}[，,（(]\s?[男女][，,、]\s?(?P<y>20\d{{2}})年(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?(?:出)?生"
)
_CALLED = re.compile(
    rf"(?:未成年人|留守儿童|孤儿|患儿|女童|男童|困境儿童|初中生|小学生|高中生)(?:为|是|[：:])?{_NAME}(?=[，,。、；（(\s]|$)"
)
_PUPIL = re.compile(
    rf"(?:小学|中学|幼儿园|初中|高中|学校)[\u4e00-\u9fff\d（()）]{{0,10}}(?:年级|班)[\u4e00-\u9fff\d（()）]{{0,6}}?(?:学生|同学|幼儿){_NAME}(?=[，,。、；（(\s]|$)"
)
_HEAD_NAME = re.compile(r"^(?:学生|幼儿|儿童|未成年人)?\s*姓\s*名$")
_HEAD_AGE = re.compile(r"^年\s*龄(?:[（(]?(?:周?岁)[)）]?)?$")
_HEAD_PUPIL = re.compile(r"监护人|就读|班级|年级|学籍")
_PLAIN_NAME = re.compile(rf"\s*{_NAME}\s*")
_MOST = 20


@check
def in_text(document: Document, context: Context) -> Iterator[Finding]:
    """Names in sentences."""
    for block in places(document):
        text = block.text
        if "岁" in text:
            for hit in _AGED.finditer(text):
                if int(hit["a"]) < 18:
                    yield from _named(block, hit, f"{hit['a']}岁")
        if document.published_on and "生" in text:
            for hit in _BORN.finditer(text):
                if document.published_on.year - int(hit["y"]) < 18:
                    yield from _named(block, hit, f"{hit['y']}年出生")
        for pattern in (_CALLED, _PUPIL):
            for hit in pattern.finditer(text):
                yield from _named(block, hit, "")


def _named(block: Block, hit: re.Match[str], why: str) -> Iterator[Finding]:
    name = hit["n"]
    if _NOT_A_NAME.search(name):
        return
    masked = name[0] + "某某"
    because = f"（{why}）" if why else ""
    message = f"写出了未成年人的姓名{because}，请改为“{masked}”，并删去学校、住址等能认出本人的内容"
    yield NAMED.at(block, *hit.span("n"), message, masked)


@check
def in_tables(document: Document, context: Context) -> Iterator[Finding]:
    """A table of names with ages below eighteen, or with guardians and classes."""
    for table in document.body.tables:
        heads = [cell.text if cell else "" for cell in (table.rows[0] if table.rows else ())]
        name = next((c for c, head in enumerate(heads) if _HEAD_NAME.match(head)), None)
        if name is None:
            continue
        age = next((c for c, head in enumerate(heads) if _HEAD_AGE.match(head)), None)
        pupils = sum(bool(_HEAD_PUPIL.search(head)) for head in heads)
        count = 0
        for row in table.rows[1:]:
            cell = row[name]
            if cell is None or count >= _MOST or not _PLAIN_NAME.fullmatch(cell.text):
                continue
            years = row[age].text if age is not None and row[age] else ""  # type: ignore[union-attr]
            young = years.isascii() and years.isdigit() and int(years[:3]) < 18
            if (young or (pupils >= 1 and age is None)) and not _NOT_A_NAME.search(cell.text):
                count += 1
                yield _in_cell(document, cell.block, cell.text.strip())


def _in_cell(document: Document, number: int, name: str) -> Finding:
    block = document.body.blocks[min(max(number, 0), len(document.body.blocks) - 1)]
    start = max(block.text.find(name), 0)
    message = f"表中写出了未成年人的姓名，请改为“{masking.name(name)}”或者不公开本表"
    return NAMED.at(block, start, start + len(name), message, masking.name(name))
