"""行政许可台账: the 28 columns of the 双公示 data standard (2018), and three of our own."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from huiyin.ingest.ledgers.declaration import Columns, Ledger, declare
from huiyin.ingest.ledgers.readers import choice_of
from huiyin.licensing import actions
from huiyin.licensing.models import HolderKind, Licence, LicenceMatter, Standing
from huiyin.organisations.models import Organisation

_USCC = "11341799MB1Q00017E"
_SOLE_TRADER_PREFIX = "92"  # 登记管理部门 9 工商, 机构类别 2 个体工商户 (GB 32100)

column = Columns(Licence)


def matters(_agency_id: int) -> Iterable[tuple[int, Iterable[str]]]:
    return [
        (key, (name, code))
        for key, name, code in LicenceMatter.objects.values_list("pk", "name", "code").order_by(
            "pk"
        )
    ]


def is_natural_person(licence: Licence) -> bool:
    return licence.holder_kind == HolderKind.PERSON


def complete(values: dict[str, Any], agency: Organisation) -> None:
    """What older and shorter tables leave out."""
    for name, code in (("issuer", "issuer_uscc"), ("source", "source_uscc")):
        if values.get(name) is None:
            values[name] = agency.name
        if values.get(code) is None and values[name] == agency.name:
            values[code] = agency.uscc
    values["status_code"] = values.get("status_code") or "1"
    if values.get("holder_kind") is None:
        values["holder_kind"] = _holder_kind(values)
    if values.get("valid_from") is None:
        values["valid_from"] = values.get("decided_on")


def _holder_kind(values: dict[str, Any]) -> str | None:
    """The kind of holder as its numbers tell it; None where they do not."""
    if code := values.get("holder_uscc"):
        return (
            HolderKind.SOLE_TRADER
            if code.startswith(_SOLE_TRADER_PREFIX)
            else HolderKind.ORGANISATION
        )
    return HolderKind.PERSON if values.get("holder_id") else None


def status_today(licence: Licence) -> str:
    """当前状态 of the standard: 1 valid (from its first day on), 2 no longer."""
    return "1" if licence.standing_today in (Standing.IN_FORCE, Standing.AHEAD) else "2"


HOLDER_KINDS = choice_of(
    [(kind.value, kind.value) for kind in HolderKind],
    {
        "法人": HolderKind.ORGANISATION.value,
        "非法人组织": HolderKind.ORGANISATION.value,
        "个体": HolderKind.SOLE_TRADER.value,
        "公民": HolderKind.PERSON.value,
    },
)
STATUS = choice_of([("1", "1"), ("2", "2")], {"有效": "1", "无效": "2"})

COLUMNS = (
    column.text(
        "holder_name",
        code="XK_XDR_MC",
        aliases=("相对人名称",),
        required=True,
        is_private=is_natural_person,
        example="云溪市样例建设有限公司",
    ),
    column.choice(
        "holder_kind",
        HOLDER_KINDS,
        code="XK_XDR_LB",
        required=True,
        has_fallback=True,
        example="法人及非法人组织",
    ),
    column.uscc(
        "holder_uscc",
        "行政相对人代码_1(统一社会信用代码)",
        code="XK_XDR_SHXYM",
        aliases=("行政相对人代码_1",),
        example="91341799MA2TEX01KJ",
    ),
    column.code_number(
        "holder_registration",
        "行政相对人代码_2(工商注册号)",
        code="XK_XDR_GSZC",
        aliases=("行政相对人代码_2",),
    ),
    column.code_number(
        "holder_organisation_code",
        "行政相对人代码_3(组织机构代码)",
        code="XK_XDR_ZZJG",
        aliases=("行政相对人代码_3",),
    ),
    column.code_number(
        "holder_tax_number",
        "行政相对人代码_4(税务登记号)",
        code="XK_XDR_SWDJ",
        aliases=("行政相对人代码_4",),
    ),
    column.code_number(
        "holder_institution_number",
        "行政相对人代码_5(事业单位证书号)",
        code="XK_XDR_SYDW",
        aliases=("行政相对人代码_5",),
    ),
    column.code_number(
        "holder_society_number",
        "行政相对人代码_6(社会组织登记证号)",
        code="XK_XDR_SHZZ",
        aliases=("行政相对人代码_6",),
    ),
    column.text("representative", code="XK_FRDB", aliases=("法人代表",), example="周示例"),
    column.text("representative_id_kind", code="XK_FR_ZJLX"),
    column.code_number("representative_id", code="XK_FR_ZJHM", aliases=("XK_FR_SFZH",)),
    column.text("holder_id_kind", code="XK_XDR_ZJLX"),
    column.code_number("holder_id", code="XK_XDR_ZJHM"),
    column.text("document_name", code="XK_XKWS", required=True, example="准予行政许可决定书"),
    column.number(
        "reference",
        code="XK_WSH",
        aliases=("决定文书号", "行政许可决定书文号"),
        required=True,
        example="（示例）云城管许字〔2026〕1号",
    ),
    column.text(
        "licence_type",
        code="XK_XKLB",
        rule="普通、特许、认可、核准、登记或其他（需注明）",
        required=True,
        example="核准",
    ),
    column.text("certificate_name", code="XK_XKZS"),
    column.code_number("certificate_number", code="XK_XKBH"),
    column.paragraphs("content", code="XK_NR", required=True, example="准予处置建筑垃圾300立方米"),
    column.day("decided_on", code="XK_JDRQ", required=True, example=date(2026, 1, 5)),
    column.day(
        "valid_from", code="XK_YXQZ", required=True, has_fallback=True, example=date(2026, 1, 5)
    ),
    column.day(
        "valid_to", code="XK_YXQZI", permanent=True, required=True, example=date(2026, 12, 31)
    ),
    column.text(
        "issuer", code="XK_XKJG", required=True, has_fallback=True, example="云溪市城市管理局"
    ),
    column.uscc("issuer_uscc", code="XK_XKJGDM", required=True, has_fallback=True, example=_USCC),
    column.choice(
        "status_code",
        STATUS,
        code="XK_ZT",
        required=True,
        has_fallback=True,
        example="1",
        current=status_today,
    ),
    column.text(
        "source", code="XK_LYDW", required=True, has_fallback=True, example="云溪市城市管理局"
    ),
    column.uscc("source_uscc", code="XK_LYDWDM", required=True, has_fallback=True, example=_USCC),
    column.paragraphs("remark", code="BZ"),
    column.reference(
        "matter",
        matters,
        aliases=("许可事项名称", "事项名称"),
        add="其他事项请先在“许可事项”表中添加，或用映射文件对应到现有事项",
        required=True,
        example="城市建筑垃圾处置核准",
    ),
    column.day("published_on", aliases=("公示时间",)),
)

declare(
    Ledger(
        "licences",
        "行政许可台账",
        Licence,
        COLUMNS,
        "decided_on",
        actions.workflow,
        actions.register_many,
        actions.amend,
        lambda: actions.check,
        "licensing.register_licence",
        complete,
    )
)
