"""The table of moves of a licence: from where to where, by which right."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from huiyin.audit.actors import system
from huiyin.casework.testing import Row, Start, Trial, stays
from huiyin.licensing.actions import register, workflow
from huiyin.licensing.models import Licence, LicenceMatter
from huiyin.publicity.holders import HolderKind

ALL = ("valid", "changed", "revoked", "cancelled")
STANDING = ("valid", "revoked", "cancelled")
AT = datetime(2026, 3, 3, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
REGISTER, VOID = "licensing.register_licence", "licensing.void_licence"
CERTIFY = "licensing.issue_certificate"
PUBLISH, WITHDRAW = "licensing.publish_licence", "licensing.withdraw_publication"
FORM = {
    "reference": "云城管许字〔2026〕901号", "holder_name": "云溪市样例建设有限公司",
    "holder_kind": "法人及非法人组织", "holder_uscc": "91341799MA2TEX01KJ",
    "document_name": "准予行政许可决定书", "licence_type": "核准", "content": "准予处置建筑垃圾",
    "decided_on": "2026-03-02", "valid_from": "2026-03-02", "valid_to": "2027-03-01",
}  # fmt: skip
"""What a clerk types, without the matter."""


def licence(bureau, **values):
    return Licence(
        **{
            "agency": bureau,
            "reference": f"云城管许字〔2020〕{Licence.objects.count() + 1}号",
            "matter": LicenceMatter.objects.get(name="城市建筑垃圾处置核准"),
            "holder_name": "云溪市样例建设有限公司",
            "holder_kind": HolderKind.ORGANISATION,
            "holder_uscc": "91341799MA2TEX01KJ",
            "document_name": "准予行政许可决定书",
            "licence_type": "核准",
            "content": "准予处置建筑垃圾",
            "decided_on": date(2020, 5, 6),
            "valid_from": date(2020, 5, 6),
            "valid_to": date(2021, 5, 5),
            "issuer": bureau.name,
            "issuer_uscc": bureau.uscc,
            "source": bureau.name,
            "source_uscc": bureau.uscc,
            **values,
        }
    )


def lengthened(licence):
    """Still in force at whatever moment."""
    Licence.objects.filter(pk=licence.pk).update(valid_to=date(2100, 1, 1))
    return Licence.objects.get(pk=licence.pk)


def later(record):
    """The number of a decision that may take the place of this one."""
    reference = f"云城管许字〔2021〕9{record.pk}号"
    if not Licence.objects.filter(reference=reference).exists():
        day = date(2021, 1, 4)
        new = licence(
            record.agency, reference=reference, decided_on=day, valid_from=day,
            valid_to=date(2100, 6, 1),
        )  # fmt: skip
        register(new, actor=system("trial"), at=AT)
    return {"by": reference}


def unsound(record):
    """As an old register says of a licence ended elsewhere."""
    Licence.objects.filter(pk=record.pk).update(status_code="2")
    return Licence.objects.get(pk=record.pk)


def follows(record):
    """Another one has given way to it."""
    former = register(
        licence(record.agency, reference=f"云城管许字〔2019〕9{record.pk}号"),
        actor=system("trial"), at=AT,
    )  # fmt: skip
    Licence.objects.filter(pk=former.pk).update(successor=record, state="changed")
    return record


def begin(scene, actor):
    return register(licence(scene.bureau), actor=actor, at=scene.at)


TRIAL = Trial(
    workflow,
    starts={"register": Start(REGISTER, make=begin)},
    ways={
        "valid": ["register"],
        "changed": ["register", "change"],
        "revoked": ["register", "revoke"],
        "cancelled": ["register", "cancel"],
        "voided": ["register", "void"],
    },
    moves={
        "publish": (
            Row(PUBLISH, to=stays("valid")),
            Row(PUBLISH, unmet=("valid",), before=("publish",)),
        ),
        "withdraw": (
            Row(WITHDRAW, to=stays("valid"), before=("publish",), arguments={"reason": "含第三人信息"}),
            Row(WITHDRAW, unmet=STANDING, arguments={"reason": "还没有公示"}),
        ),
        "republish": (
            Row(PUBLISH, to=stays("valid"), before=("publish", "withdraw")),
            Row(PUBLISH, unmet=STANDING),
            Row(PUBLISH, unmet=("valid",), before=("publish",)),
        ),
        "certify": (
            Row(CERTIFY, to=stays("valid"), before=(lengthened,)),
            Row(CERTIFY, unmet=("valid",)),
            Row(CERTIFY, unmet=("valid",), before=(lengthened, "certify")),
        ),
        "amend": Row(REGISTER, to=stays("valid"), arguments={"values": {"content": "准予处置（更正）"}}),
        "change": (
            Row(REGISTER, to={"valid": "changed"}, arguments=later),
            Row(REGISTER, unmet=("valid",), before=("renew",), arguments=later),
            Row(REGISTER, unmet=("valid",), before=(unsound,), arguments=later),
        ),
        "renew": (
            Row(REGISTER, to=stays("valid"), arguments=later),
            Row(REGISTER, unmet=("valid",), before=("renew",), arguments=later),
        ),
        "detach": (
            Row(VOID, to={"changed": "valid"}, arguments={"reason": "录错文号"}),
            Row(VOID, to=stays("valid"), before=("renew",), arguments={"reason": "录错文号"}),
            Row(VOID, unmet=("valid",), arguments={"reason": "录错文号"}),
        ),
        "revoke": Row(VOID, to={"valid": "revoked"}, arguments={"reason": "申请材料虚假"}),
        "cancel": Row(VOID, to={"valid": "cancelled"}, arguments={"reason": "期满未续"}),
        "recount": Row(to=stays("valid"), arguments={"because": "测试"}),
        "void": (
            Row(VOID, to=dict.fromkeys(ALL, "voided"), arguments={"reason": "重复录入"}),
            Row(VOID, unmet=ALL, before=(follows,), arguments={"reason": "重复录入"}),
        ),
    },
)  # fmt: skip
