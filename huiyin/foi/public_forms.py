"""What an applicant fills in, one question a page, and later on the page that follows the case.

Asked is what 条例第二十九条 asks for, nothing else: no purpose, no occupation.
"""

import re
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from huiyin.casework.forms import PlainErrors
from huiyin.common import papers, telephones, uscc
from huiyin.common.folding import plain
from huiyin.organisations.models import Organisation

from .models import (
    ApplicantKind,
    DeliveryChannel,
    DeliveryForm,
    IdKind,
    Satisfaction,
)

LONGEST_DESCRIPTION = 2000
SELF, BY_AGENT = "self", "agent"
Answers = dict[str, dict[str, str]]


class LineField(forms.CharField):
    """One line; `autocomplete` helps people whose browser knows them."""

    def __init__(
        self, *, label: str, autocomplete: str = "off", mode: str = "", **options: Any
    ) -> None:
        attrs = {"autocomplete": autocomplete, "spellcheck": "false"}
        options.setdefault("max_length", 100)
        super().__init__(label=label, **options)
        self.widget.attrs.update(attrs | ({"inputmode": mode} if mode else {}))
        self.widget.attrs.pop("maxlength", None)  # a pasted text is not cut off unseen


class PublicForm(PlainErrors, forms.Form):
    """One page of questions. `answers` are those of all pages so far."""

    def __init__(self, *args: Any, answers: Answers | None = None, **options: Any) -> None:
        options.setdefault("label_suffix", "")
        super().__init__(*args, **options)
        self.answers = answers or {}
        self.say_what_to_do()
        for field in self.fields.values():
            if not isinstance(field.widget, forms.RadioSelect | forms.CheckboxInput):
                field.widget.attrs["class"] = "input"
            if field.widget.attrs.get("rows"):
                field.widget.attrs.pop("cols", None)

    def answered(self, step: str, name: str) -> str:
        return self.answers.get(step, {}).get(name, "").strip()


class AgencyForm(PublicForm):
    agency = forms.ChoiceField(label="机关", widget=forms.RadioSelect)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        agencies = Organisation.objects.agencies().values_list("pk", "name")
        choice = self.fields["agency"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 - declared above
        choice.choices = [(str(pk), name) for pk, name in agencies]


class KindForm(PublicForm):
    applicant_kind = forms.ChoiceField(
        label="申请人类型",
        widget=forms.RadioSelect,
        choices=[
            (value, "公民（自然人）" if value == ApplicantKind.PERSON else label)
            for value, label in ApplicantKind.choices
        ],
    )


class PersonForm(PublicForm):
    applicant_name = LineField(label="姓名", autocomplete="name", max_length=60)
    applicant_id_kind = forms.ChoiceField(label="证件名称", choices=IdKind.choices)
    applicant_id = LineField(
        label="证件号码", max_length=40, help_text="加密保存，办理人员平时只看到前三位和后四位"
    )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        kind = values.get("applicant_id_kind", "")
        if number := papers.normalise(values.get("applicant_id", ""), kind):
            values["applicant_id"] = number
            if wrong := papers.fault(kind, number, timezone.localdate()):
                self.add_error("applicant_id", wrong)
        return values


class OrganisationForm(PublicForm):
    applicant_name = LineField(label="单位名称", autocomplete="organization")
    applicant_uscc = LineField(
        label="统一社会信用代码", max_length=40, required=False,
        help_text="18 位，在营业执照或法人证书上。没有的不填，填下一项",
    )  # fmt: skip
    applicant_id = LineField(
        label="没有代码的：证明文件的名称和编号", max_length=80, required=False,
        help_text="例如业主委员会备案证明、村民委员会的证明、境外机构的登记证件",
    )  # fmt: skip
    representative = LineField(label="法定代表人或负责人", max_length=60)
    contact_name = LineField(label="联系人", autocomplete="name", max_length=60)

    def clean_applicant_uscc(self) -> str:
        code = papers.normalise(self.cleaned_data["applicant_uscc"])
        if code and not uscc.is_valid(code):
            raise ValidationError("统一社会信用代码不正确，请对照证照逐位核对，共 18 位")
        return code

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if "applicant_uscc" in self.errors:
            return values
        if values.get("applicant_uscc"):
            values["applicant_id"] = ""
        elif not values.get("applicant_id"):
            self.add_error(
                "applicant_uscc", "请填写统一社会信用代码；没有的，在下一项填写证明文件的名称和编号"
            )
        values["applicant_id_kind"] = IdKind.OTHER if values.get("applicant_id") else ""
        return values


class AgentForm(PublicForm):
    by = forms.ChoiceField(
        label="由谁提出",
        widget=forms.RadioSelect,
        choices=[(SELF, "申请人自己"), (BY_AGENT, "受申请人委托的人")],
        initial=SELF,
    )
    agent_name = LineField(label="受托人姓名", required=False, max_length=60)
    agent_id = LineField(label="受托人身份证号码", required=False, max_length=40)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("by") != BY_AGENT:
            return values | {"agent_name": "", "agent_id": ""}
        if not values.get("agent_name"):
            self.add_error("agent_name", "请填写受托人姓名")
        values["agent_id"] = papers.normalise(values.get("agent_id", ""), papers.RESIDENT)
        wrong = papers.fault(papers.RESIDENT, values["agent_id"], timezone.localdate())
        if wrong or not values["agent_id"]:
            self.add_error("agent_id", wrong or "请填写受托人的身份证号码")
        return values


class ContactForm(PublicForm):
    applicant_phone = LineField(
        label="联系电话", autocomplete="tel", mode="tel", max_length=30,
        help_text="收到申请后，本机关会按这个号码与您确认",
    )  # fmt: skip
    applicant_email = LineField(
        label="电子邮箱", autocomplete="email", mode="email", required=False, max_length=200,
        help_text="邮箱和地址至少填写一项；填写邮箱可以收到回执",
    )  # fmt: skip
    applicant_address = LineField(
        label="联系地址", autocomplete="street-address", required=False, max_length=200
    )
    applicant_postcode = LineField(
        label="邮政编码（选填）", autocomplete="postal-code", mode="numeric", required=False,
        max_length=20,
    )  # fmt: skip
    applicant_fax = LineField(label="传真（选填）", required=False, mode="tel", max_length=30)

    def clean_applicant_phone(self) -> str:
        return self._phone("applicant_phone")

    def clean_applicant_postcode(self) -> str:
        code = "".join(plain(self.cleaned_data["applicant_postcode"]).split())
        if code and not re.fullmatch(r"\d{6}", code):
            raise ValidationError("邮政编码是 6 位数字，也可以不填")
        return code

    def clean_applicant_fax(self) -> str:
        return self._phone("applicant_fax")

    def _phone(self, name: str) -> str:
        number = self.cleaned_data[name]
        if wrong := telephones.fault(number):
            raise ValidationError(wrong)
        return telephones.normalise(number)

    def clean_applicant_email(self) -> str:
        address = "".join(plain(self.cleaned_data["applicant_email"]).split())
        if address:
            try:
                validate_email(address)
            except ValidationError as error:
                raise ValidationError("邮箱不正确，应当像 name@example.com") from error
        return address

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if {"applicant_email", "applicant_address"} & set(self.errors):
            return values
        if not values.get("applicant_email") and not values.get("applicant_address"):
            self.add_error("applicant_email", "请至少填写电子邮箱、联系地址中的一项")
        return values


class WhatForm(PublicForm):
    information_name = LineField(
        label="信息的名称", required=False, max_length=200,
        help_text="例如：某某路改造工程的规划许可证",
    )  # fmt: skip
    information_number = LineField(
        label="文号（选填）", required=False, help_text="例如：某政发〔2025〕1号"
    )
    description = forms.CharField(
        label="其他便于查找的描述",
        required=False,
        max_length=LONGEST_DESCRIPTION,
        help_text=f"时间、地点、事项越具体，查得越快。最多 {LONGEST_DESCRIPTION} 个字",
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["description"].widget.attrs.pop("maxlength", None)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not any(values.values()):
            self.add_error("information_name", "请至少填写名称、文号、描述中的一项")
        return values


class HowForm(PublicForm):
    delivery_form = forms.ChoiceField(
        label="用什么形式",
        widget=forms.RadioSelect,
        choices=[
            (value, "电子数据（网上下载、光盘等）" if value == DeliveryForm.DISC else label)
            for value, label in DeliveryForm.choices
        ],
    )
    delivery_channel = forms.ChoiceField(
        label="获取途径", widget=forms.RadioSelect, choices=DeliveryChannel.choices
    )
    accepts_other_form = forms.BooleanField(
        label="如果本机关不能按上面的形式提供，可以用其他形式提供", required=False
    )

    NEEDS: ClassVar[dict[str, tuple[str, str]]] = {
        DeliveryChannel.POST: ("applicant_address", "联系地址"),
        DeliveryChannel.EMAIL: ("applicant_email", "电子邮箱"),
        DeliveryChannel.FAX: ("applicant_fax", "传真号码"),
    }

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        form, channel = values.get("delivery_form"), values.get("delivery_channel")
        if not form or not channel:
            return values
        label = DeliveryChannel(channel).label
        name, needed = self.NEEDS.get(channel, ("", ""))
        if needed and not self.answered("contact", name):
            said = f"选择“{label}”需要{needed}，请返回“联系方式”补上，或换一种途径"
            self.add_error("delivery_channel", said)
        elif form == DeliveryForm.PAPER and channel in (
            DeliveryChannel.EMAIL,
            DeliveryChannel.ONLINE,
        ):
            self.add_error("delivery_channel", f"纸面件不能通过“{label}”提供，请换一种途径")
        elif form == DeliveryForm.EMAIL and channel != DeliveryChannel.EMAIL:
            self.add_error("delivery_channel", "形式选了“电子邮件”，途径请也选“电子邮件”")
        return values


class ProofForm(PublicForm):
    """The files are taken by the view; here only the place for their errors."""

    proof = forms.FileField(label="身份证明", required=False)


class ReviewForm(PublicForm):
    is_true = forms.BooleanField(label="我承诺以上内容和上传的材料真实")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["is_true"].error_messages["required"] = "请先勾选承诺，再提交申请"


class ResumeForm(PublicForm):
    code = LineField(label="续填码", max_length=60)


class TrackForm(PublicForm):
    number = LineField(label="申请编号", help_text="回执上的编号，例如 SQ2026-1234")
    code = LineField(label="查询码", help_text="提交申请或登记时给您的一组字母和数字")


class SupplyForm(PublicForm):
    """补正、说明理由: a text, files, or both."""

    text = forms.CharField(
        label="内容", required=False, max_length=LONGEST_DESCRIPTION,
        widget=forms.Textarea(attrs={"rows": 8}),
    )  # fmt: skip
    proof = forms.FileField(label="材料（选填，可以选多个文件）", required=False)


class WithdrawForm(PublicForm):
    reason = forms.CharField(
        label="原因（选填）", required=False, max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class PlainForm(PublicForm):
    """Nothing to fill in: the button says it."""


class PaidForm(PublicForm):
    """我已缴费: when, and the proof if there is one."""

    paid_on = forms.DateField(
        label="缴费日期",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "请填写正确的日期，例如 2026-03-02"},
    )
    proof = forms.FileField(label="缴费凭证（选填，照片或者 PDF）", required=False)


class RateForm(PublicForm):
    satisfaction = forms.ChoiceField(
        label="您对这次办理是否满意", widget=forms.RadioSelect, choices=Satisfaction.choices
    )
