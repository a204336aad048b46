"""个人信息: numbers, addresses and plates of persons, in text, tables, attachments, picture names."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from urllib.parse import unquote

from huiyin.common import identity, masking
from huiyin.common.homes import homes
from huiyin.common.numbers_of_persons import (
    CARD,
    EMAIL,
    IDENTITY,
    LANDLINE,
    MOBILE,
    OLD_IDENTITY,
    PASSPORT,
    PLATE,
    PersonalNumber,
    is_parted_by_cells,
    near,
)  # fmt: skip
from huiyin.common.numbers_of_persons import numbers as personal_numbers

from .document import Block, Context, Document, Kind
from .finding import Finding, Severity
from .registry import check, rule

_LAW = "个人信息保护法第二十五条；政府信息公开条例第十五条"
RULES = {
    IDENTITY: rule("privacy.identity-number", "身份证号", Severity.ERROR, _LAW),
    OLD_IDENTITY: rule("privacy.old-identity-number", "15位身份证号", Severity.ERROR, _LAW),
    PASSPORT: rule("privacy.passport", "护照号", Severity.WARNING, _LAW),
    MOBILE: rule("privacy.mobile", "手机号", Severity.WARNING, _LAW),
    LANDLINE: rule("privacy.landline", "个人固定电话", Severity.WARNING, _LAW),
    CARD: rule("privacy.bank-card", "银行账号", Severity.WARNING, _LAW),
    PLATE: rule("privacy.plate", "车牌号", Severity.WARNING, _LAW),
    EMAIL: rule("privacy.email", "个人电子邮箱", Severity.WARNING, _LAW),
}
ADDRESS = rule("privacy.home-address", "家庭住址", Severity.WARNING, _LAW)
PICTURE = rule("privacy.picture-name", "图片可能含个人证件", Severity.WARNING, _LAW)

_OFFICE = re.compile(
    r"联系(?:电话|方式|人)|咨询|举报|监督|投诉|服务热线|热线|值班|办公|单位电话|政务|窗口|受理|传真|客服|负责人|经办|科|局|办公室|中心|大队|公司|站|所"
)
_PERSONAL = re.compile(
    r"本人|家庭|住宅|家属|宅电|当事人|申请人|举报人|投诉人|诉求人|被处罚人|户主|监护人|患者|死者|学生|贫困户|低保|姓名|受益|补贴|补助|对象"
)
_AT_HOME = re.compile(r"家庭电话|住宅电话|宅电|家中电话|本人电话|家属电话|家里电话")
_OWN_ACCOUNT = re.compile(
    r"收款|缴款|缴费|保证金|专户|公司|开户(?:名称|单位)|单位名称|户名.{0,12}(?:局|公司|中心|委员会|财政)|捐赠|基金会"
)
_RUNS_ON = re.compile(r"\d[ \-]?\n ?[\dXx]")
_REACH = 40
"""of two lines, that a number which runs on may take, and the words that name it"""
_PAPERS = re.compile(
    r"身份证|户口[本簿]|护照|银行卡|存折|病历|残疾证|结婚证|出生证|不动产权证|驾驶证|行驶证"
)
_NAMES_A_PERSON = re.compile(r"^(?:mailto|tel|sms):|(?<!\d)\d{17}[\dXx](?!\d)", re.IGNORECASE)


@check
def numbers(document: Document, context: Context) -> Iterator[Finding]:
    """Personal numbers in every text of the document."""
    day, whole = document.published_on, set[str]()
    for block in places(document):
        for hit in personal_numbers(block.text, block.head):
            whole.add(hit.value)
            if (finding := _judge(block, hit, day)) is not None:
                yield finding
    for block in _joined(document):
        for hit in personal_numbers(block.text, block.head):
            if hit.value not in whole and (finding := _judge(block, hit, day)) is not None:
                yield finding


def places(document: Document) -> Iterator[Block]:
    """Every text: title, body, summary, link titles, attachments, names of pictures."""
    yield from document.everything()
    for link in document.body.links:
        if link.title:
            yield Block(link.block, link.title, Kind.FILE, path=link.path, part="链接说明")
        target = unquote(link.target)
        if _NAMES_A_PERSON.search(target):  # other long numbers of addresses are serial numbers
            yield Block(link.block, target, Kind.FILE, path=link.path, part="链接地址")
    for attachment in document.attachments:
        yield from _lines(attachment.name, attachment.lines)
        if attachment.file_name:
            yield Block(0, attachment.file_name, Kind.FILE, part="附件名称")
    for number, picture in enumerate(document.body.pictures):
        for text in (picture.alt or "", unquote(picture.source.rpartition("/")[2])[:200]):
            if text:
                yield Block(number, text, Kind.FILE, path=picture.path, part="图片名称")


def _joined(document: Document) -> Iterator[Block]:
    """Text in several lines or cells that a reader reads as one."""
    blocks = document.body.blocks
    for table in document.body.tables:
        for row in table.rows:
            cells = [cell for cell in row if cell is not None]
            line = "\t".join(cell.text for cell in cells)
            if is_parted_by_cells(line):
                yield Block(cells[0].block, line, Kind.CELL, path=table.path)
            for cell in dict.fromkeys(cells):
                if cell.block >= 0 and cell.text != blocks[cell.block].text:
                    yield replace(blocks[cell.block], text=cell.text)
    for first, second in pairwise(blocks):
        if Kind.CELL not in {first.kind, second.kind} and _RUNS_ON.search(
            f"{first.text[-2:]}\n{second.text[:2]}"
        ):
            yield replace(first, text=f"{first.text[-_REACH:]}\n{second.text[:_REACH]}")


def _lines(name: str, lines: tuple[str, ...]) -> Iterator[Block]:
    """The lines of an attachment as blocks; the first one with tabs heads the cells below it."""
    head = next((line for line in lines[:5] if "\t" in line), "")
    yield Block(0, name, Kind.FILE, part="附件名称")
    for number, line in enumerate(lines):
        context = head if "\t" in line and line != head else ""
        yield Block(number, line, Kind.FILE, part=f"附件：{name}", head=context[:300])


def _judge(block: Block, hit: PersonalNumber, day: date | None) -> Finding | None:
    number_rule, masked = RULES[hit.kind], masking.number(hit)
    around = near(block.text, hit.start, hit.end, block.head, reach=24)
    severity, message = (
        number_rule.severity,
        f"公开了{number_rule.label}，请删去或者遮盖为“{masked}”",
    )
    if hit.kind == IDENTITY and day and _age(hit.value, day) < 18:
        message = f"公开了未成年人的身份证号，请删去，并核对是否应当公开（{_MINORS}）"
    elif hit.kind == MOBILE:
        severity, message = _mobile(around, masked, message)
    elif _is_of_office(hit, around):
        return None
    elif hit.kind == CARD and _OWN_ACCOUNT.search(around):
        severity, message = Severity.NOTICE, "单位收款账号，请核对确需公开、号码无误"
    elif hit.kind == CARD:
        severity = Severity.ERROR if _PERSONAL.search(around) else number_rule.severity
    return number_rule.at(block, hit.start, hit.end, message, masked, severity)


def _is_of_office(hit: PersonalNumber, around: str) -> bool:
    """Offices publish telephones and mail; a person's are named as such in the text."""
    if hit.kind == LANDLINE:
        return not _AT_HOME.search(around)
    return hit.kind == EMAIL and not _is_persons(around)


_MINORS = "未成年人保护法第一百零三条"


def _age(number: str, day: date) -> int:
    born = identity.born_on(number)
    if born is None:
        return 99
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _mobile(around: str, masked: str, message: str) -> tuple[Severity, str]:
    """A mobile number in a list of persons is an error; one given as a contact is a notice."""
    if _is_persons(around):
        return Severity.ERROR, message
    if _OFFICE.search(around):
        question = (
            f"联系电话是手机号，请核对本人同意公开；不同意的请改为办公电话或者遮盖为“{masked}”"
        )
        return Severity.NOTICE, question
    return Severity.WARNING, message


def _is_persons(around: str) -> bool:
    return bool(_PERSONAL.search(around)) and not re.search(
        r"咨询|举报电话|监督电话|投诉电话|受理|热线", around
    )


@check
def addresses(document: Document, context: Context) -> Iterator[Finding]:
    """…小区3栋2单元501室; a place of work is not a home."""
    message = "公开了住址，请删去门牌，只写到小区、街道"
    for block in places(document):
        for home in homes(block.text, block.head):
            severity = Severity.ERROR if home.is_said else None
            yield ADDRESS.at(block, home.start, home.end, message, masking.HIDDEN, severity)


@check
def pictures(document: Document, context: Context) -> Iterator[Finding]:
    """A picture whose name says that it shows identity papers."""
    for number, picture in enumerate(document.body.pictures):
        for text in (picture.alt or "", unquote(picture.source.rpartition("/")[2])):
            if hit := _PAPERS.search(text[:200]):
                message = f"图片名称含“{hit[0]}”，可能是个人证件，请确认已经遮盖个人信息"
                yield PICTURE.on("图片名称", text[:80], message, picture.path, number)
                break
    for attachment in document.attachments:
        if hit := _PAPERS.search(attachment.name):
            yield PICTURE.on(
                "附件名称", attachment.name, f"附件名称含“{hit[0]}”，请确认已经遮盖个人信息"
            )
