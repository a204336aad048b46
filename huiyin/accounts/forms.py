"""Signing in and changing one's password."""

from typing import Any, ClassVar

from django import forms
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.core.exceptions import ValidationError
from django.utils import timezone

from huiyin.throttle.budgets import TooManyError

from . import attempts, passwords
from .actions import PARTICULARS
from .models import User


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


class CodeForm(forms.Form):
    """A code of the device, or a recovery code."""

    use_required_attribute = False

    code = forms.CharField(
        label="验证码",
        max_length=40,
        error_messages={"required": "请填写验证码", "max_length": "验证码是 6 位数字"},
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
        ),
    )


class CodeOrRecoveryForm(CodeForm):
    """At the door: whoever has lost the device types a recovery code."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["code"].help_text = "应用显示的 6 位数字；手机不在身边时，填一个恢复码"
        del self.fields["code"].widget.attrs["inputmode"]


class ProofForm(CodeForm):
    """Enrolling while signed in: something that an unattended screen does not give."""

    proof = forms.CharField(
        label="登录密码",
        max_length=4096,
        strip=False,
        error_messages={"required": "请填写登录密码"},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ("proof", "code")


class AccountForm(forms.ModelForm):
    """账号资料: the particulars of a person; no right."""

    use_required_attribute = False

    class Meta:
        model = User
        fields = PARTICULARS
        error_messages: ClassVar[dict[str, Any]] = {
            "username": {"required": "请填写用户名", "unique": "这个用户名已经有人使用"},
            "name": {"required": "请填写姓名"},
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["username"].help_text = "登录时填写；字母、数字和 @ . + - _"
        self.fields["email"].label = "电子邮箱"
        for field in self.fields.values():
            field.widget.attrs = {"autocomplete": "off", "maxlength": field.max_length}  # type: ignore[attr-defined]


class ProvisionalPasswordForm(SetPasswordForm):
    """初始密码: given by an administrator, replaced by its owner at the next sign-in."""

    use_required_attribute = False
    HELP = "至少 10 个字符；请当面或用其他可靠方式告诉本人，首次登录时须换成自己的密码"

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        labels = {"new_password1": "初始密码", "new_password2": "再填一次初始密码"}
        for name, label in labels.items():
            field = self.fields[name]
            field.label, field.help_text = label, ""
            field.error_messages["required"] = f"请填写{label}"
            field.widget.attrs = {"autocomplete": "new-password"}
        self.fields["new_password1"].help_text = self.HELP


class WhyForm(forms.Form):
    """理由 of an act about an account."""

    use_required_attribute = False

    reason = forms.CharField(
        label="理由",
        max_length=200,
        help_text="会记入审计",
        error_messages={"required": "请填写理由"},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReasonForm(forms.Form):
    """重置双因素认证: why."""

    use_required_attribute = False

    reason = forms.CharField(
        label="理由",
        max_length=200,
        help_text="如何核实了本人身份，为什么要重置。会记入审计。",
        error_messages={"required": "请填写重置的理由"},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class FirstPasswordForm(SetPasswordForm):
    """首次登录: replacing the password that an administrator has set."""

    use_required_attribute = False

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, label in {"new_password1": "新密码", "new_password2": "再填一次新密码"}.items():
            self.fields[name].label = label
            self.fields[name].error_messages["required"] = f"请填写{label}"
            self.fields[name].widget.attrs.pop("autofocus", None)


class PasswordForm(PasswordChangeForm):
    """修改密码: the old one once, the new one twice.

    A new password is looked at only beside the right old one: what is said of it (used before, too
    like the account) would tell of the old one.
    """

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

    def clean_old_password(self) -> str:
        typed: str = self.cleaned_data["old_password"]
        try:
            if passwords.is_own(self.user, typed, at=timezone.now()):
                return typed
        except TooManyError as many:
            raise attempts.refusal(many, "现在的密码") from many
        raise ValidationError(self.error_messages["password_incorrect"], code="password_incorrect")

    def clean(self) -> dict[str, Any]:
        if "old_password" in self.errors:
            return self.cleaned_data
        return super().clean() or self.cleaned_data
