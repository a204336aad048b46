"""许可事项对应词: which matter a decision is about, where a table names none.

The national list has no column for the matter. The paper, the certificate, the project and the
content say it in words; which words mean which matter is a table of dated rows.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, ClassVar

from django.db import models

from huiyin.casework.terms import Dated

SAYING = ("certificate_name", "document_name", "project_name", "content")
"""Fields that say it, the plainest first: the first one that names exactly one matter decides."""


class MatterWord(Dated):
    """许可事项对应词: a word, and the matter it means from a day on; without one it means none."""

    word = models.CharField("词语", max_length=40)
    matter = models.ForeignKey(
        "licensing.LicenceMatter", models.PROTECT, related_name="words", null=True, blank=True,
        verbose_name="许可事项",
    )  # fmt: skip

    of: ClassVar[tuple[str, ...]] = ("word",)

    class Meta:
        verbose_name = verbose_name_plural = "许可事项对应词"
        ordering = ["word", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["word", "valid_from"], name="licensing_word_once")
        ]
        permissions = [("keep_words", "设定许可事项对应词")]

    def __str__(self) -> str:
        return f"{self.word}：{self.matter or '不再对应'}"


class Words:
    """All words and names of one import, read once."""

    def __init__(self, names: Iterable[tuple[str, int]]) -> None:
        self._names = dict(names)
        rows = MatterWord.objects.order_by("valid_from", "pk")
        self._rows = list(rows.values_list("valid_from", "word", "matter_id"))
        self._by_day: dict[date, dict[str, int]] = {}

    def matter_of(self, values: Mapping[str, Any]) -> int | None:
        """The key of the matter that these values of a licence name; None if none or several."""
        day = values.get("decided_on")
        if day is None:
            return None
        words = self._on(day)
        for name in SAYING:
            matters = named(str(values.get(name) or ""), words)
            if len(matters) == 1:
                return matters.pop()
        return None

    def _on(self, day: date) -> dict[str, int]:
        if (known := self._by_day.get(day)) is None:
            held = {word: matter for since, word, matter in self._rows if since <= day}
            known = self._names | {word: matter for word, matter in held.items() if matter}
            self._by_day[day] = known
        return known


def named(text: str, words: Mapping[str, int]) -> set[int]:
    """The matters that a text names; a word within another one that stands there says nothing."""
    found = [word for word in words if word in text]
    return {
        words[word]
        for word in found
        if not any(word != longer and word in longer for longer in found)
    }
