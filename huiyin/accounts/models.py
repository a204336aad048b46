"""Staff accounts, their second factor and their sessions.

What an account may do comes from its posts (organisations), not from here.
"""

from django.contrib.auth.models import AbstractUser
from django.db import models

from huiyin.personal.fields import EncryptedField

from . import devices


class User(AbstractUser):
    """工作人员账号."""

    name = models.CharField("姓名", max_length=40)
    first_name = last_name = None  # type: ignore[assignment]
    must_change_password = models.BooleanField("须修改密码", default=False)

    REQUIRED_FIELDS = ["name"]

    class Meta(AbstractUser.Meta):
        verbose_name = verbose_name_plural = "账号"

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class SignInAttempt(models.Model):
    """登录尝试: by account and address, kept as long as the law asks (网络安全法)."""

    at = models.DateTimeField("时间", db_index=True)
    username = models.CharField("用户名", max_length=150)
    origin = models.CharField("来源地址", max_length=64)
    succeeded = models.BooleanField("成功")

    class Meta:
        verbose_name = verbose_name_plural = "登录尝试"
        indexes = [
            models.Index(fields=["username", "origin", "at"], name="accounts_attempt_who"),
            models.Index(fields=["origin", "at"], name="accounts_attempt_where"),
        ]


class UsedPassword(models.Model):
    """用过的密码: hashes of the last passwords, which may not be used again."""

    user = models.ForeignKey(
        User, models.CASCADE, related_name="used_passwords", verbose_name="账号"
    )
    password = models.CharField("密码摘要", max_length=128)
    at = models.DateTimeField("记录时间")

    class Meta:
        verbose_name = verbose_name_plural = "用过的密码"
        ordering = ["-at", "-pk"]


class SecondFactor(models.Model):
    """验证码密钥 (RFC 6238): in force once `confirmed_at` is set; `draft` is one being enrolled."""

    user = models.OneToOneField(
        User, models.CASCADE, related_name="second_factor", verbose_name="账号"
    )
    secret = EncryptedField("密钥", blank=True)
    draft = EncryptedField("待确认的密钥", blank=True)
    confirmed_at = models.DateTimeField("启用时间", null=True, blank=True)
    last_step = models.BigIntegerField("最近用过的时间步", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "双因素认证"
        permissions = [("reset_second_factor", "重置双因素认证")]

    def __str__(self) -> str:
        return f"{self.user}的双因素认证"


class RecoveryCode(models.Model):
    """恢复码: lets in once without the device; only its keyed digest is kept."""

    user = models.ForeignKey(
        User, models.CASCADE, related_name="recovery_codes", verbose_name="账号"
    )
    digest = models.CharField("摘要", max_length=64)
    used_at = models.DateTimeField("使用时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "恢复码"
        constraints = [
            models.UniqueConstraint(fields=["user", "digest"], name="accounts_recovery_code_once")
        ]


class StaffSession(models.Model):
    """登录会话: one signed-in browser of one account. Deleted when it ends."""

    user = models.ForeignKey(
        User, models.CASCADE, related_name="staff_sessions", verbose_name="账号"
    )
    session_key = models.CharField("会话标识", max_length=40, unique=True)
    origin = models.CharField("来源地址", max_length=64)
    agent = models.CharField("浏览器标识", max_length=300, blank=True)
    began_at = models.DateTimeField("登录时间")
    seen_at = models.DateTimeField("最近使用", db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "登录会话"
        ordering = ["-seen_at", "-pk"]

    @property
    def device(self) -> str:
        return devices.in_words(self.agent)


class AdministratorProposal(models.Model):
    """全站管理员提名: waits for another administrator. Deleted when decided; the log keeps it."""

    user = models.OneToOneField(
        User, models.CASCADE, related_name="administrator_proposal", verbose_name="账号"
    )
    proposed_by = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="提名人")
    proposed_at = models.DateTimeField("提名时间")
    reason = models.CharField("理由", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "全站管理员提名"
