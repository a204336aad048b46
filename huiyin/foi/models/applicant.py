"""申请人和所需信息: who asks, for what, and how it is to be delivered (条例第二十九条)."""

from django.db import models

from huiyin.common import masking
from huiyin.personal import keys
from huiyin.personal.fields import EncryptedField, is_readable, masked

from .choices import ApplicantKind, DeliveryChannel, DeliveryForm, IdKind


class Applicant(models.Model):
    """What the statute and the published forms ask of an applicant; a purpose is not asked."""

    applicant_kind = models.CharField("申请人类型", max_length=16, choices=ApplicantKind.choices)
    applicant_name = EncryptedField("申请人", mask=masking.name)
    applicant_contact = EncryptedField("联系方式", blank=True, mask=masking.contact)
    applicant_id_kind = models.CharField(
        "证件名称", max_length=12, choices=IdKind.choices, blank=True
    )
    applicant_id = EncryptedField("证件号码", blank=True, mask=masking.identity_number)
    applicant_id_digest = models.CharField(
        "证件摘要", max_length=64, blank=True, db_index=True, editable=False
    )
    applicant_uscc = models.CharField("统一社会信用代码", max_length=18, blank=True)
    representative = EncryptedField("法定代表人或负责人", blank=True, mask=masking.name)
    contact_name = EncryptedField("联系人", blank=True, mask=masking.name)
    applicant_phone = EncryptedField("联系电话", blank=True, mask=masking.contact)
    applicant_email = EncryptedField("电子邮箱", blank=True, mask=masking.contact)
    applicant_address = EncryptedField("联系地址", blank=True, mask=masking.address)
    applicant_postcode = models.CharField("邮政编码", max_length=6, blank=True)
    applicant_fax = EncryptedField("传真", blank=True, mask=masking.contact)
    agent_name = EncryptedField("受托人", blank=True, mask=masking.name)
    agent_id = EncryptedField("受托人证件号码", blank=True, mask=masking.identity_number)

    class Meta:
        abstract = True

    @property
    def shown_applicant(self) -> str:
        """The applicant as lists show it; an organisation's name is no personal data."""
        if self.applicant_kind == ApplicantKind.PERSON:
            return masked(self, "applicant_name")
        return self.applicant_name

    def know_applicant(self) -> None:
        """Set the digest by which other applications of the same applicant are found."""
        number = self.applicant_id or self.applicant_uscc
        if not is_readable(number):
            return  # the digest is of what was once readable
        self.applicant_id_digest = keys.digest(number) if number else ""


class Wanted(models.Model):
    """所需信息 and how to get it."""

    information_name = models.CharField("所需信息的名称", max_length=300, blank=True)
    information_number = models.CharField("所需信息的文号", max_length=100, blank=True)
    description = models.TextField("所需信息的内容描述")
    delivery = models.CharField("获取方式", max_length=60, blank=True)
    delivery_form = models.CharField(
        "提供方式", max_length=12, choices=DeliveryForm.choices, blank=True
    )
    delivery_channel = models.CharField(
        "获取途径", max_length=12, choices=DeliveryChannel.choices, blank=True
    )
    accepts_other_form = models.BooleanField("同意以其他方式提供", default=False)

    class Meta:
        abstract = True
