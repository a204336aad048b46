"""The settings: what each is called, its default, and what it is for."""

from django.conf import settings

from huiyin.config import env


def text() -> str:
    """As `huiyin.config.env` knows them after all settings were read."""
    assert settings.INSTALLED_APPS  # reading one setting reads them all
    rows = [f"| `{item.name}` | {item.default} | {item.meaning} |" for item in env.known.values()]
    return "\n".join(["| setting | default | what it is for |", "| --- | --- | --- |", *rows, ""])
