"""个人信息的号码: the one reader of personal numbers in texts.

Every door to the public asks here: the publication checks, the list of officers, licences,
published questions and answers, redaction, imports. What it finds does not depend on how a number
is set: wide, with blanks, points, brackets or unseen characters between, in Chinese figures.

A number that can be an identity number is one, unless the words beside it call it a credit code and
it is one in every check character. Numbers with weaker shapes (fifteen digits, a passport, an
account) need a word that names them. `doubtful` takes also what only may be such a number: for short
texts about one person's matter, where a wrong question costs less than a number given away.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from . import identity, uscc
from .folding import Folded
from .folding import plain as plain_face

IDENTITY, OLD_IDENTITY, PASSPORT = "identity", "old-identity", "passport"
MOBILE, LANDLINE, CARD, PLATE = "mobile", "landline", "card", "plate"
EMAIL, ACCOUNT = "email", "account"
LABELS = {
    IDENTITY: "公民身份号码", OLD_IDENTITY: "公民身份号码", PASSPORT: "护照、通行证号码",
    MOBILE: "手机号码", LANDLINE: "电话号码", CARD: "银行账号", PLATE: "车牌号",
    EMAIL: "电子邮箱", ACCOUNT: "微信、QQ等账号",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PersonalNumber:
    """The kind, the place in the original text, and the value without separators."""

    kind: str
    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True)
class _Text:
    """A normalised text, with the table header above it."""

    text: str
    head: str
    doubtful: bool

    def near(self, start: int, end: int, reach: int = 16) -> str:
        return near(self.text, start, end, self.head, reach)


_Span = tuple[str, int, int, str]
_Reader = Callable[[_Text], Iterator[_Span]]

_ANY_GAP = r"(?:[^\w\t]|_){0,3}"
_GAP = r"[ \-.·•‧・_/()]{0,3}"
_CALL_GAP = r"[ \n\-.·•‧・_/()\[\],、。*|~:;'\"]{0,3}"
_X = r"Xx×✕ХхΧχ"
_RIGHT = r"(?![0-9A-Za-z])(?!\.\d{1,4}(?!\d))"
_MOBILE_END = r"(?!\d)(?!\.\d{2,4}(?!\d))"
_EIGHTEEN = re.compile(
    rf"(?<!\d)(?=([1-9](?:{_ANY_GAP}\d){{16}}{_ANY_GAP}[\d{_X}])(?![0-9A-Za-z]))"
)
_FIFTEEN = re.compile(
    rf"(?<![0-9A-Za-z])[1-9](?:{_GAP}\d){{7}}{_GAP}(?:0{_GAP}[1-9]|1{_GAP}[0-2]){_GAP}"
    rf"(?:0{_GAP}[1-9]|[12]{_GAP}\d|3{_GAP}[01])(?:{_GAP}\d){{3}}{_RIGHT}"
)
_PASSPORT = re.compile(
    rf"(?<![0-9A-Za-z])(?:[EGDSPK]{_GAP}\d(?:{_GAP}\d){{7}}|[EPSD][A-HJ-NP-Z]\d{{7}}"
    rf"|[HM]\d{{8}}(?:\d\d)?)(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_HONG_KONG = re.compile(
    r"(?:身份证|香港|HKID)[^，。；\n]{0,8}?(?P<n>[A-Z]{1,2}\d{6} ?\(?[0-9A]\)?)(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_NAMED_PASSPORT = re.compile(
    r"(?:护照|通行证|居留证|台胞证|回乡证|军官证|士兵证|警官证)(?:号码?|编号)?[：:为是 (]{0,3}(?:[军士武警]字第?)?(?P<n>(?=[A-Z]{0,3}\d)[A-Z0-9]{7,11})(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_MOBILE = re.compile(
    rf"(?=(?P<all>(?:[(]?(?:\+|00)?86[)]?{_CALL_GAP}|0(?=1\d{{10}}))?"
    rf"(?P<n>1{_CALL_GAP}[3-9](?:{_CALL_GAP}\d){{9}})){_MOBILE_END}(?!\s?(?:[元万亿吨%㎡]|平方)))"
)
_USUAL_MOBILE = re.compile(rf"1[3-9]\d(?:{_GAP}\d{{4}}){{2}}")
_LANDLINE = re.compile(
    r"(?<![\d.])(?<!\d-)(?:(?:[(](?:\+|00)?86[)]|(?:\+|00)?86)[ \-]{0,2}|(?=0|[(]0))"
    r"(?:[(]0?(?:10|2\d|[3-9]\d{2})[)]|0?(?:10|2\d|[3-9]\d{2}))[ \-)/.]{0,3}"
    r"(?:[2-9]\d{2}[ \-.]?\d{4}|[2-9]\d{3}[ \-.]?\d{4})(?:(?:-| ?转 ?)\d{1,5})?(?!\d)(?!\.\d)"
)
_CARD = re.compile(rf"(?<![0-9A-Za-z])(?<!\d\.)(?=([3-9](?:{_GAP}\d){{14,18}}){_RIGHT})")
_ANY_ACCOUNT = re.compile(rf"(?<![0-9A-Za-z])(?<!\d\.)(?=(\d(?:{_GAP}\d){{11,20}}){_RIGHT})")
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][ ]?[A-HJ-NP-Z][ ·•・.\-]{0,2}"
    r"(?=[A-HJ-NP-Z0-9]{0,5}\d)[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳](?![A-Za-z0-9])"
)
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+\-])[A-Za-z0-9][A-Za-z0-9._%+\-]{0,63}(?: ?@ ?| ?[(\[【](?:at|AT)[)\]】] ?|#(?=\w+\.(?:com|cn|net)))"
    r"[A-Za-z0-9-]{1,63}(?: ?[.。] ?[A-Za-z0-9-]{1,63})+"
)
_MAIL_SIGN = re.compile(r"[(\[【](?:at|AT)[)\]】]|#")
_ACCOUNT = re.compile(
    r"(?:微信|支付宝|抖音|wechat|qq|扣扣)(?:号码?|账号|账户|id)?[：:为是 (加]{0,3}(?P<n>[A-Za-z0-9][\w\-]{4,29})(?![\w@])",
    re.IGNORECASE | re.ASCII,
)
_CODE_WORDS = re.compile(r"信用代码|机构代码|代码证|索引号")
_IDENTITY_WORDS = re.compile(r"身份证|公民身份|证件号|身份号")
_PASSPORT_WORDS = re.compile(r"护照|通行证|证件号")
_CALL_WORDS = re.compile(
    r"电话|手机|联系|号码|致电|拨打|来电|短信|微信|tel|phone|mobile", re.IGNORECASE
)
_CARD_WORDS = re.compile(r"卡号|账号|帐号|账户|帐户|银行|开户|存折|一卡通|打卡|信用社|农商行")
_CARD_NUMBER_WORDS = re.compile(r"卡号|银行卡|一卡通|储蓄卡|社保卡")
_OTHER_NUMBERS = re.compile(r"注册号|执照号|订单|流水|编号|编码|备案|设备|资产")
_HAN = "〇零○一二三四五六七八九壹贰叁肆伍陆柒捌玖幺两"
_SIGNS = "".join(
    char
    for char in map(chr, (*range(0xB2, 0xBA), *range(0x2070, 0x208A), *range(0x2460, 0x2794)))
    if unicodedata.digit(char, None) is not None
)
"""① ⑴ ⒈ ❶ ² ₂: figures to the eye"""
_FIGURE = _HAN + _SIGNS
_FIGURES = str.maketrans(
    _FIGURE,
    "00012345678912345678912" + "".join(str(unicodedata.digit(char)) for char in _SIGNS),
)
_LOOKS = str.maketrans("OoОоlIі|", "00001111")
"""letters that are typed or read for 0 and 1"""
_MOST_PARTS = 9
"""into which people part an identity number, two digits each; more are a row of a table"""
_CELLS = re.compile(
    rf"(?<![^\t\n])\d(?:\t\d){{9,16}}\t[\d{_X}](?![^\t\n])"
    rf"|(?<!\d)[1-9]\d{{5}}\t(?:19|20)\d\d\t?\d{{4}}\t?\d{{3}}[\d{_X}](?![0-9A-Za-z])"
    r"|(?<!\d)1[3-9]\d\t\d{4}\t\d{4}(?!\d)"
)
"""a digit a cell, or the usual parts of a number a cell each"""
_APART = re.compile(r"\d(?:(?: {1,2}| ?[\-.·] ?)\d){10}")
"""1 3 8-0 0 1 3-8 0 0 0: each digit apart"""
_DASH = re.compile(r"(?<=\d)一(?=\d)")
"""一 in the place of a dash: 138一1234一5678"""
_WRITTEN_OUT = re.compile(rf"(?:[{_FIGURE}\d][ \-]?){{10,999}}[{_FIGURE}{_X}\d]")
_IN_DIGITS = re.compile(r"\d(?:[ \-]?\d){10}")
_LOOKS_LIKE = re.compile(
    r"(?<![0-9A-Za-z])(?=(?:[OoОоlIі|]{0,3}\d){8})[\dOoОоlIі|]{11,18}(?![0-9A-Za-z])"
)
_SOME = re.compile(
    rf"\d(?:{_ANY_GAP}\d){{4}}|@|[(\[【](?:at|AT)|#\w|[微扣支抖Qq]|[wW]e|[A-Z][ ·•・.\-]{{0,2}}[A-Z0-9]{{4}}"
)
_LOOKING = rf"\d{_FIGURE}OoОоlIі"
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
MAY_BE_NUMBER = (
    # the shortest telephone has ten figures, the shortest paper a letter and six
    re.compile(rf"[{_LOOKING}](?:(?:\W|_){{0,5}}[{_LOOKING}]){{9}}"),
    re.compile(
        rf"[A-Za-zıİſ护通留胞乡官兵支微抖扣@|#(\[【{_PROVINCES}](?:(?<=[A-Za-zıİſ])(?:\W|_){{0,3}}\d(?:(?:\W|_){{0,3}}\d){{5}}"
        rf"|(?<=[护通留胞乡官兵])[照行证]|(?<=[{_PROVINCES}]) ?[A-HJ-NP-Z]|(?<=支)付"
        r"|(?<=[微抖扣@|])|(?<=[wW])[eE]|(?<=[qQ])[qQ]|(?<=[(\[【])(?:at|AT)|(?<=#)\w)"
    ),
)
"""Patterns of the `plain` face: where none is, there is no number of any kind, doubtful or not."""


def numbers(text: str, head: str = "", *, doubtful: bool = False) -> list[PersonalNumber]:
    """The numbers in a text, none over another; `head` is what stands over it in a table."""
    folded = Folded(text)
    if not any(pattern.search(folded.text) for pattern in MAY_BE_NUMBER):
        return []
    plain = _WRITTEN_OUT.sub(_in_digits, _DASH.sub("-", folded.text))
    plain = _LOOKS_LIKE.sub(lambda run: run[0].translate(_LOOKS), plain)
    plain = _CELLS.sub(lambda run: run[0].replace("\t", "|"), plain)
    if not _SOME.search(plain):
        return []
    place, spans = _Text(plain, head, doubtful), list[_Span]()
    used = bytearray(len(plain))
    for reader in _READERS:
        for kind, start, end, value in reader(place):
            if not any(used[start:end]):
                used[start:end] = b"\1" * (end - start)
                spans.append((kind, start, end, value))
    spans.sort(key=lambda one: one[1])
    return [
        PersonalNumber(kind, *folded.span(start, end), value) for kind, start, end, value in spans
    ]


def is_parted_by_cells(line: str) -> bool:
    """Whether tab-separated cells of a line may together make one number."""
    return _CELLS.search(plain_face(line)) is not None


def near(text: str, start: int, end: int, head: str = "", reach: int = 16) -> str:
    """The words around a place and in the header."""
    return f"{text[max(start - reach, 0) : start]} {text[end : end + reach // 2]} {head}"


def _in_digits(run: re.Match[str]) -> str:
    """一三八〇〇一三八〇〇〇 is a number of eleven figures; in 张三13800138000 三 is none of it."""
    return run[0] if _IN_DIGITS.search(run[0]) else run[0].translate(_FIGURES)


def _compact(spelled: str) -> str:
    return re.sub(r"[^0-9A-Za-z]", "", re.sub(f"[{_X}]$", "X", spelled)).upper()


def _identities(place: _Text) -> Iterator[_Span]:
    done = 0
    for hit in _EIGHTEEN.finditer(place.text):
        start, end = hit.span(1)
        if start < done or re.search(r"\d\.$", place.text[max(start - 2, 0) : start]):
            continue
        value = _compact(hit[1])
        if _is_identity(place, hit[1], value, start, end):
            done = end
            yield IDENTITY, start, end, value


def _is_identity(place: _Text, spelled: str, value: str, start: int, end: int) -> bool:
    is_named = bool(_IDENTITY_WORDS.search(place.near(start, end)))
    is_code = not is_named and bool(_CODE_WORDS.search(place.near(start, end, 24)))
    parts = [len(part) for part in re.findall(r"[0-9A-Za-z]+", spelled)]
    is_one = len(parts) <= _MOST_PARTS or max(parts) == 1
    if identity.is_valid(value):
        return not (is_code and uscc.is_valid(value)) and (is_named or place.doubtful or is_one)
    # a mistyped number gives the person away all the same
    return _is_shaped(value) and (is_named or (place.doubtful and is_one and not is_code))


def _is_shaped(value: str) -> bool:
    month, day = int(value[10:12]), int(value[12:14])
    return value[6:8] in {"19", "20"} and 1 <= month <= 12 and 1 <= day <= 31


def _older_papers(place: _Text) -> Iterator[_Span]:
    for hit in _FIFTEEN.finditer(place.text):
        around = place.near(*hit.span())
        if _IDENTITY_WORDS.search(around) or (place.doubtful and not _OTHER_NUMBERS.search(around)):
            yield OLD_IDENTITY, *hit.span(), _compact(hit[0])
    for pattern in (_NAMED_PASSPORT, _HONG_KONG):
        for hit in pattern.finditer(place.text):
            yield PASSPORT, *hit.span("n"), _compact(hit["n"])
    for hit in _PASSPORT.finditer(place.text):
        if place.doubtful or _PASSPORT_WORDS.search(place.near(*hit.span())):
            yield PASSPORT, *hit.span(), _compact(hit[0])


def _mobiles(place: _Text) -> Iterator[_Span]:
    done = 0
    for hit in _MOBILE.finditer(place.text):
        start, end = hit.span("all")
        if start < done:
            continue
        is_named = place.doubtful or bool(_CALL_WORDS.search(place.near(start, end)))
        before = place.text[max(start - 2, done) : start]
        if re.search(r"\d\.?$" if is_named else r"[0-9A-Za-z]$|\d[./_\-]$|[A-Za-z]/$", before):
            continue
        if not is_named and re.match(r"[0-9A-Za-z]|\.\d", place.text[end : end + 2]):
            continue
        if is_named or _USUAL_MOBILE.fullmatch(hit["n"]) or _is_apart(place.text, hit):
            done = end
            yield MOBILE, start, end, _compact(hit["n"])


def _is_apart(text: str, hit: re.Match[str]) -> bool:
    """Each digit apart, but not so many that it is a row of a table."""
    if not _APART.fullmatch(hit["n"]):
        return False
    start, end = hit.span("n")
    return not re.search(r"\d[ \-.·]{1,3}$", text[max(start - 4, 0) : start]) and not re.match(
        r"[ \-.·]{1,3}\d", text[end : end + 4]
    )


def _cards(place: _Text) -> Iterator[_Span]:
    return _accounts_that(_CARD, place, _is_card)


def _said_accounts(place: _Text) -> Iterator[_Span]:
    """Any number named as somebody's account, with or without a valid check digit."""
    if place.doubtful and _CARD_WORDS.search(f"{place.text} {place.head}"):
        yield from _accounts_that(
            _ANY_ACCOUNT, place, lambda value, around: bool(_CARD_WORDS.search(around))
        )


def _accounts_that(
    pattern: re.Pattern[str], place: _Text, counts: Callable[[str, str], bool]
) -> Iterator[_Span]:
    done = 0
    for hit in pattern.finditer(place.text):
        start, end = hit.span(1)
        value = _compact(hit[1])
        if start >= done and counts(value, place.near(start, end, 24)):
            done = end
            yield CARD, start, end, value


def _is_card(value: str, around: str) -> bool:
    if uscc.is_valid(value):
        return False
    if not has_check_digit(value):
        return len(value) >= 16 and bool(_CARD_NUMBER_WORDS.search(around)) and value[0] == "6"
    typical = len(value) in {16, 19} and value.startswith("62")
    return bool(_CARD_WORDS.search(around)) or (typical and not _OTHER_NUMBERS.search(around))


def _landlines(place: _Text) -> Iterator[_Span]:
    for hit in _LANDLINE.finditer(place.text):
        yield LANDLINE, *hit.span(), re.sub(r"\D", "", hit[0])


def _plates(place: _Text) -> Iterator[_Span]:
    for hit in _PLATE.finditer(place.text):
        yield PLATE, *hit.span(), re.sub(r"[ ·•・.\-]", "", hit[0])


def _emails(place: _Text) -> Iterator[_Span]:
    for hit in _EMAIL.finditer(place.text):
        yield EMAIL, *hit.span(), _MAIL_SIGN.sub("@", hit[0].replace(" ", ""), 1).replace("。", ".")


def _accounts(place: _Text) -> Iterator[_Span]:
    if place.doubtful:
        for hit in _ACCOUNT.finditer(place.text):
            yield ACCOUNT, *hit.span("n"), hit["n"]


def has_check_digit(number: str) -> bool:
    """Luhn, as bank cards have it (GB/T 14504)."""
    total = 0
    for position, digit in enumerate(reversed([int(char) for char in number])):
        doubled = digit * 2 if position % 2 else digit
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


_READERS: tuple[_Reader, ...] = (
    _emails,
    _identities,
    _cards,
    _mobiles,
    _older_papers,
    _landlines,
    _said_accounts,
    _plates,
    _accounts,
)
