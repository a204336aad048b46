"""行政相对人和作出机关: the columns of the 双公示 standard that licences and penalties have alike."""

from django.db import models

from huiyin.common import identity, masking, uscc
from huiyin.organisations.models import check_uscc
from huiyin.personal.fields import EncryptedField

from .kinds import Holder
from .models import Publicised

NUMBERS = (
    "holder_registration", "holder_tax_number", "holder_institution_number", "holder_society_number",
)  # fmt: skip
"""Of an organisation; long enough for the number of a person, and read by more people than that."""
IS_OF_A_PERSON = (
    "是公民身份号码，不能填在单位的代码栏；自然人的请把类别改为“自然人”，号码填到“证件号码”"
)


class HolderKind(models.TextChoices):
    ORGANISATION = "法人及非法人组织", "法人及非法人组织"
    SOLE_TRADER = "个体工商户", "个体工商户"
    PERSON = "自然人", "自然人"


def kind_of(code: str | None, identity_number: str | None) -> HolderKind | None:
    """As the numbers tell it: 统一社会信用代码, or else that of a person's paper; None without both."""
    if code:
        return HolderKind.SOLE_TRADER if uscc.is_sole_trader(code) else HolderKind.ORGANISATION
    return HolderKind.PERSON if identity_number else None


class ShownHolder:
    """How a record shows whom it is about: a natural person's name is shortened."""

    holder_name: str
    holder_kind: str

    @property
    def is_person(self) -> bool:
        return self.holder_kind == HolderKind.PERSON

    @property
    def holder(self) -> Holder:
        """Whose term of publicity it follows."""
        return Holder.PERSON if self.is_person else Holder.ORGANISATION

    @property
    def shown_holder(self) -> str:
        """The holder as the public may read it."""
        return masking.name(self.holder_name) if self.is_person else self.holder_name


class Held(ShownHolder, Publicised):
    """A decision about somebody (行政相对人), as the standard of 2018 says who that is."""

    holder_name = models.CharField("行政相对人名称", max_length=200)
    holder_kind = models.CharField("行政相对人类别", max_length=16, choices=HolderKind.choices)
    holder_uscc = models.CharField(
        "统一社会信用代码", max_length=18, blank=True, validators=[check_uscc]
    )
    holder_registration = models.CharField("工商注册号", max_length=50, blank=True)
    holder_organisation_code = models.CharField("组织机构代码", max_length=9, blank=True)
    holder_tax_number = models.CharField("税务登记号", max_length=20, blank=True)
    holder_institution_number = models.CharField("事业单位证书号", max_length=20, blank=True)
    holder_society_number = models.CharField("社会组织登记证号", max_length=50, blank=True)
    representative = models.CharField("法定代表人", max_length=50, blank=True)
    representative_id_kind = models.CharField("法定代表人证件类型", max_length=64, blank=True)
    representative_id = EncryptedField(
        "法定代表人证件号码", blank=True, mask=masking.identity_number
    )
    holder_id_kind = models.CharField("证件类型", max_length=64, blank=True)
    holder_id = EncryptedField("证件号码", blank=True, mask=masking.identity_number)
    issuer = models.CharField("作出机关", max_length=200)
    issuer_uscc = models.CharField(
        "作出机关统一社会信用代码", max_length=18, validators=[check_uscc]
    )
    source = models.CharField("数据来源单位", max_length=200)
    source_uscc = models.CharField(
        "数据来源单位统一社会信用代码", max_length=18, validators=[check_uscc]
    )
    remark = models.CharField("备注", max_length=512, blank=True)

    class Meta:
        abstract = True


def numbers_of_persons(held: Held) -> dict[str, str]:
    """公民身份号码 where an organisation has its numbers: field → what to do.

    One digit of it may be wrong, and the tax number of a sole trader has two more behind it.
    """
    wrong: dict[str, str] = {}
    for name in NUMBERS:
        number = getattr(held, name).upper()[:18]
        if identity.looks_like(number) and not uscc.is_valid(number):
            wrong[name] = f"这{'' if identity.is_valid(number) else '像'}{IS_OF_A_PERSON}"
    return wrong
