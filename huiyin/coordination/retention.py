"""How long is kept what units wrote to a matter; it may quote those whom the matter is about."""

from datetime import timedelta

from huiyin.personal.retention import Rule, before, rule

from .models import Assignment, Beside, Escalation, Supervision


def _kept(model: type[Beside], key: str, label: str, ended: str, *blanked: str) -> None:
    """Declare the retention rule of these texts; `ended` is the column its time runs from."""

    rule(
        Rule(
            key=f"coordination.{key}",
            label=label,
            basis="个人信息保护法第十九条、第四十七条；期限依本机关保管期限表",
            age=timedelta(days=3653),
            over=before(model, ended),
            blanked=blanked,
            is_local=True,
        )
    )


_kept(
    Assignment, "words", "承办任务的办理要求、反馈意见和退回撤回原因", "closed_on",
    "subject", "opinion", "close_reason", "return_basis",
)  # fmt: skip
_kept(
    Supervision, "supervisions", "督办的要求、答复和解除理由", "released_on",
    "subject", "answer", "release_reason",
)  # fmt: skip
_kept(Escalation, "escalations", "升级提醒的过问意见", "settled_on", "instruction")
