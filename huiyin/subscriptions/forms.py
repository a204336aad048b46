"""What a subscriber fills in: an e-mail address, nothing else."""

from typing import Any

from django import forms

from huiyin.casework.forms import PlainErrors


class AskForm(PlainErrors, forms.Form):
    email = forms.EmailField(
        label="电子邮箱",
        max_length=200,
        help_text="只用来发送您订阅的信息，加密保存，退订后删除",
        error_messages={"invalid": "请填写完整的邮箱地址，例如 name@example.cn"},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("label_suffix", "")
        super().__init__(*args, **options)
        self.say_what_to_do()
        self.fields["email"].widget.attrs |= {"class": "input", "autocomplete": "email"}
