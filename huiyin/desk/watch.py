"""What only who runs the site can settle; it stands on the desk until then."""

from collections.abc import Iterator

from django.apps import apps
from django.conf import settings

from huiyin.audit.actors import Actor
from huiyin.personal.models import KeyCheck


def warnings(actor: Actor) -> list[str]:
    """For administrators of the whole site; nobody else can change it, or needs to know."""
    if not actor.all_grants:
        return []
    return [*(f"系统设置：{warning}" for warning in settings.WARNINGS), *_unreadable()]


def _unreadable() -> Iterator[str]:
    counted: dict[str, int] = KeyCheck.objects.values_list("unreadable", flat=True).first() or {}
    if counted:
        places = "、".join(f"{_in_words(place)} {number} 个" for place, number in counted.items())
        yield (
            f"有加密的内容无法解密：{places}。原样保留，其余照常；"
            "运行 huiyin rotate-keys --dry-run 列出记录，再从备份或本人处补正"
        )


def _in_words(place: str) -> str:
    label, _, name = place.rpartition(".")
    model = apps.get_model(label)
    return f"{model._meta.verbose_name}的{model._meta.get_field(name).verbose_name}"
