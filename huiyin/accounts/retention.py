"""How long traces of signing in are kept."""

from datetime import timedelta

from django.contrib.sessions.models import Session

from huiyin.personal.retention import Rule, rule

from .models import SignInAttempt, StaffSession

HALF_A_YEAR = timedelta(days=184)

rule(
    Rule(
        key="accounts.sign-in-attempts",
        label="登录尝试",
        basis="网络安全法：网络日志留存不少于六个月",
        age=HALF_A_YEAR,
        over=lambda moment: SignInAttempt.objects.filter(at__lt=moment),
    )
)
rule(
    Rule(
        key="accounts.sessions",
        label="结束的登录会话",
        basis="个人信息保护法第十九条：登录结束后不再需要",
        age=timedelta(days=1),
        over=lambda moment: StaffSession.objects.filter(seen_at__lt=moment),
    )
)
rule(
    Rule(
        key="accounts.session-data",
        label="过期的会话数据",
        basis="个人信息保护法第十九条：登录结束后不再需要",
        age=timedelta(),
        over=lambda moment: Session.objects.filter(expire_date__lt=moment),
    )
)
