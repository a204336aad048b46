"""How long a form that was not sent, and the mark of one that was, are kept."""

from datetime import timedelta

from huiyin.personal.retention import Rule, rule

from .models import KeptForm, Submission

BASIS = "个人信息保护法第十九条：超过保存期限不再需要"

rule(
    Rule(
        key="submissions.kept",
        label="未提交的表单",
        basis=BASIS,
        age=timedelta(days=7),
        over=lambda moment: KeptForm.objects.filter(kept_at__lt=moment),
    )
)
rule(
    Rule(
        key="submissions.answers",
        label="表单提交后的回执",
        basis=BASIS,
        age=timedelta(days=1),
        over=lambda moment: Submission.objects.filter(at__lt=moment).exclude(answer=""),
        blanked=("answer",),
    )
)
rule(
    Rule(
        key="submissions.keys",
        label="表单提交的标识",
        basis=BASIS,
        age=timedelta(days=30),
        over=lambda moment: Submission.objects.filter(at__lt=moment),
    )
)
