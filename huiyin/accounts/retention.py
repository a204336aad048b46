"""How long traces of signing in are kept."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.db.models import Q

from huiyin.personal.retention import Rule, rule

from .models import SecondFactor, SignInAttempt, StaffSession, User

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
LEFT = "个人信息保护法第十九条：停用的账号不再需要；姓名随操作记录保留"
rule(
    Rule(
        key="accounts.left",
        label="停用账号的邮箱",
        basis=LEFT,
        age=HALF_A_YEAR,
        over=lambda moment: User.objects.filter(
            Q(last_login__lt=moment) | Q(last_login__isnull=True, date_joined__lt=moment),
            is_active=False,
        ),
        blanked=("email",),
    )
)
rule(
    Rule(
        key="accounts.left-device",
        label="停用账号的验证码密钥",
        basis=LEFT,
        age=HALF_A_YEAR,
        over=lambda moment: SecondFactor.objects.filter(
            Q(user__last_login__lt=moment)
            | Q(user__last_login__isnull=True, user__date_joined__lt=moment),
            user__is_active=False,
        ),
    )
)
