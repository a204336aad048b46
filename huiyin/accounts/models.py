"""Staff accounts. What an account may do comes from its posts (organisations), not from here."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """工作人员账号."""

    name = models.CharField("姓名", max_length=40)
    first_name = last_name = None  # type: ignore[assignment]

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
    """登录尝试: failures by account and address, for the throttle."""

    at = models.DateTimeField("时间", db_index=True)
    username = models.CharField("用户名", max_length=150)
    origin = models.CharField("来源地址", max_length=64)
    succeeded = models.BooleanField("成功")

    class Meta:
        verbose_name = verbose_name_plural = "登录尝试"
        indexes = [models.Index(fields=["username", "origin", "at"], name="accounts_attempt_who")]
