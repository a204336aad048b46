"""我为政府网站找错: what a visitor fills in."""

from typing import Any

from django import forms

from huiyin.casework.arguments import form_of
from huiyin.casework.forms import ContactField, PlainErrors, TextField
from huiyin.organisations.models import Organisation

from . import actions
from .actions import MESSAGE_KINDS

FAULTS = (
    ("错别字", "错别字、表述错误"),
    ("内容过时或不准确", "内容过时或者不准确"),
    ("链接或附件打不开", "链接或者附件打不开"),
    ("页面显示或使用不正常", "页面显示不正常，功能不能用"),
    ("泄露个人信息", "泄露个人信息"),
    ("其他", "其他"),
)


class PublicForm(PlainErrors, forms.Form):
    """A page of questions in the portal's looks."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("label_suffix", "")
        super().__init__(*args, **options)
        self.say_what_to_do()
        for field in self.fields.values():
            if not isinstance(field.widget, forms.RadioSelect | forms.CheckboxInput):
                field.widget.attrs["class"] = "input"
            field.widget.attrs.pop("cols", None)


class MistakeForm(PublicForm):
    """Kind of fault, where, what; how to answer only if somebody wants an answer."""

    fault = forms.ChoiceField(label="错误类型", choices=FAULTS, widget=forms.RadioSelect)
    place = forms.CharField(
        label="出错页面的网址", max_length=200, help_text="从页脚点进来的已经填好"
    )
    description = TextField(label="错在哪里", max_length=1000, rows=5)
    screenshot = forms.FileField(label="截图（选填）", required=False)
    contact = ContactField(
        label="联系方式（选填）",
        max_length=60,
        required=False,
        help_text="手机号码或者邮箱，只用于答复，办结后 180 天删除",
    )


class MessageForm(PublicForm):
    """What it is about, and whether others may read it; name and contact are optional."""

    agency = forms.ChoiceField(label="写给哪个机关", widget=forms.RadioSelect)
    kind = forms.ChoiceField(
        label="留言类型", choices=[(kind.value, kind.label) for kind in MESSAGE_KINDS],
        widget=forms.RadioSelect,
    )  # fmt: skip
    subject = forms.CharField(label="标题", max_length=60, help_text="一句话说明是什么事")
    content = TextField(
        label="内容", max_length=2000, rows=8, help_text="请不要写身份证号、银行卡号和住址"
    )
    place = forms.CharField(
        label="地点（选填）", max_length=200, required=False, help_text="事情发生在哪里"
    )
    picture = forms.FileField(label="照片（选填）", required=False)
    name = forms.CharField(
        label="称呼（选填）", max_length=30, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    contact = ContactField(
        label="联系方式（选填）",
        max_length=60,
        required=False,
        help_text="手机号码或者邮箱，只用于核实和答复，不公开，办结后 180 天删除",
    )
    consents = forms.ChoiceField(
        label="答复后是否公开",
        choices=[("yes", "可以，隐去个人信息"), ("no", "不公开，我凭查询码看答复")],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        agency = self.fields["agency"]
        assert isinstance(agency, forms.ChoiceField)  # noqa: S101 - declared above
        self.agencies = {one.slug: one for one in Organisation.objects.agencies()}
        choices = [(slug, one.name) for slug, one in self.agencies.items()]
        agency.choices = choices
        if len(choices) == 1:
            agency.widget = forms.HiddenInput()
            self.initial.setdefault("agency", choices[0][0])


class CodeForm(PublicForm):
    number = forms.CharField(label="受理编号", max_length=40, help_text="例如 LY2026-00001")
    code = forms.CharField(label="查询码", max_length=40, help_text="提交时给您的 8 位字母和数字")


class EvaluationForm(form_of(actions.evaluate, PublicForm)):  # type: ignore[misc]
    """评价: what the move asks, in words to the person."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["words"].label = "您还想说什么（选填）"
        for name in ("attitude", "speed"):
            self.fields[name].label = f"{self.fields[name].label}（选填）"
