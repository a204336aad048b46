"""What a person fills in while redacting; every field can be typed, no script is needed."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from huiyin.files import intake
from huiyin.files.plans import PlanBox
from huiyin.foi.models import Exemption

MOST_WORDS, LONGEST_WORD = 30, 60
SIDES = ("x", "y", "width", "height")
_APART = re.compile(r"[\n、，,；;]+")


class SideField(forms.FloatField):
    """A length in per cent of the page."""

    def __init__(self, label: str, least: float = 0.0) -> None:
        super().__init__(label=label, min_value=least, max_value=100, required=False, widget=(
            forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"})))  # fmt: skip


class GroundForm(forms.Form):
    """Why, and upon which version of the plan."""

    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    ground = forms.ChoiceField(label="不予公开的依据", choices=[("", "请选择"), *Exemption.choices])
    reason = forms.CharField(
        label="理由", max_length=100, help_text="申请人会看到，例如“个人隐私：手机号码”"
    )

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"]
        if not reason.isprintable():
            raise ValidationError("理由里有看不见的字符，请重新填写")
        return reason


class PlaceForm(GroundForm):
    """One box: by the mouse, by a finger, or typed."""

    x = SideField("左边距")
    y = SideField("上边距")
    width = SideField("宽", 0.05)
    height = SideField("高", 0.05)

    def need_place(self) -> None:
        values = self.cleaned_data
        empty = [name for name in SIDES if values.get(name) is None and name not in self.errors]
        for name in empty:
            self.add_error(name, "请填写，或者直接在页面上画框")
        for start, length, what in (("x", "width", "右边"), ("y", "height", "下边")):
            first, more = values.get(start), values.get(length)
            if first is not None and more is not None and first + more > 100.001:
                self.add_error(length, f"框超出了页面{what}，请改小")

    def box(self, page: int) -> PlanBox:
        values = self.cleaned_data
        x, y, width, height = (values[name] / 100 for name in SIDES)
        return PlanBox(page, x, y, width, height, values["ground"], values["reason"])


class DrawForm(PlaceForm):
    """画框 and 查找: two buttons of one form, `do` says which."""

    words = forms.CharField(
        label="查找的文字", required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="一行一个，或者用顿号隔开；在全部页面里查找",
    )  # fmt: skip
    detect = forms.BooleanField(label="同时找出身份证号、手机号和银行卡号", required=False)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if self.data.get("do") == "add":
            self.need_place()
        elif not (values.get("words") or values.get("detect") or "words" in self.errors):
            self.add_error("words", "请填写要查找的文字，或者勾选下面一项")
        return values

    def clean_words(self) -> list[str]:
        typed: str = self.cleaned_data["words"]
        words = list(dict.fromkeys(word.strip() for word in _APART.split(typed) if word.strip()))
        if len(words) > MOST_WORDS:
            raise ValidationError(f"一次最多查找 {MOST_WORDS} 个词，请分几次")
        for word in words:
            if len(word) > LONGEST_WORD:
                raise ValidationError(f"“{word[:12]}…”太长，一个词最多 {LONGEST_WORD} 个字")
        return words


class BoxForm(PlaceForm):
    """更改 one box of the list."""

    number = forms.IntegerField(min_value=0, max_value=10000, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        self.need_place()
        return values


class DropForm(forms.Form):
    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    number = forms.IntegerField(min_value=0, max_value=10000)


class ReleaseForm(forms.Form):
    """完成区分处理."""

    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    name = forms.CharField(
        label="提供给申请人的文件名", max_length=80, help_text="不含扩展名；不要写进遮盖掉的内容"
    )
    harmless = forms.CharField(
        label="可以在别处保留的词", required=False, max_length=300,
        help_text="例如栏目名“姓名”“地址”，用顿号隔开；七位以上的数字不能保留",
    )  # fmt: skip
    looked = forms.BooleanField(
        label="我已逐页核对预览", error_messages={"required": "请逐页核对预览后勾选"}
    )

    def clean_name(self) -> str:
        name = intake.clean_name(self.cleaned_data["name"])
        return re.sub(r"\.(pdf|png|jpe?g|tiff?|webp)$", "", name, flags=re.IGNORECASE)

    def clean_harmless(self) -> list[str]:
        return [word.strip() for word in _APART.split(self.cleaned_data["harmless"]) if word]


class AttachForm(forms.Form):
    """添加材料: a document of the office."""

    file = forms.FileField(
        label="文件", help_text="需要遮盖的请上传 PDF、JPG 或 PNG；Word 文件请先另存为 PDF",
        widget=forms.ClearableFileInput(attrs={"accept": intake.accepted(intake.DOCUMENTS)}),
    )  # fmt: skip
    for_applicant = forms.BooleanField(
        label="没有需要遮盖的内容，直接作为答复附件提供给申请人", required=False,
        help_text="修订、批注、隐藏内容和作者会先去掉",
    )  # fmt: skip

    def __init__(self, *args: Any, may_give: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        if not may_give:  # the answer was reviewed with its attachments
            del self.fields["for_applicant"]
