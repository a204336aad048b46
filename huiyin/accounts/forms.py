"""Signing in and changing one's password."""

from typing import Any

from django import forms
from django.contrib.auth.forms import PasswordChangeForm


class SignInForm(forms.Form):
    """Shape only; whether name and password belong together is the view's question."""

    use_required_attribute = False

    username = forms.CharField(
        label="用户名",
        max_length=150,
        error_messages={"required": "请填写用户名"},
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label="密码",
        max_length=4096,
        strip=False,
        error_messages={"required": "请填写密码"},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class PasswordForm(PasswordChangeForm):
    """修改密码: the old one once, the new one twice."""

    use_required_attribute = False

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        labels = {
            "old_password": "现在的密码",
            "new_password1": "新密码",
            "new_password2": "再填一次新密码",
        }
        for name, label in labels.items():
            self.fields[name].label = label
            self.fields[name].error_messages["required"] = f"请填写{label}"
            self.fields[name].widget.attrs.pop("autofocus", None)
