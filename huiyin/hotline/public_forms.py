"""我为政府网站找错: what a visitor fills in."""

from typing import Any

from django import forms

from huiyin.casework.forms import PlainErrors, TextField

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
    contact = forms.CharField(
        label="联系方式（选填）",
        max_length=60,
        required=False,
        help_text="手机号码或者邮箱，只用于答复，办结后 180 天删除",
    )


class CodeForm(PublicForm):
    number = forms.CharField(label="受理编号", max_length=40, help_text="例如 JC2026-00001")
    code = forms.CharField(label="查询码", max_length=40, help_text="提交时给您的 8 位字母和数字")
