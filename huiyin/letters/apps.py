from typing import Any

from django.core import checks

from huiyin.casework.kinds import MatterConfig


class LettersConfig(MatterConfig):
    name = "huiyin.letters"
    verbose_name = "文书"

    def ready(self) -> None:
        super().ready()
        checks.register(look, "signatures", deploy=True)


def look(**options: Any) -> list[checks.CheckMessage]:
    """`huiyin check --deploy` names the keys that cannot sign, or soon cannot."""
    from . import signing  # noqa: PLC0415 - models are not there before all apps are

    return [checks.Warning(line, id="huiyin.W001") for line in signing.faults()]
