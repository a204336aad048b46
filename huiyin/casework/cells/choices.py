"""Cells with one of a few words."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from .texts import CellError, Reader, compact, plain_text


@dataclass(frozen=True)
class Choice(Reader):
    """One of a few words; `values` maps each accepted word to what is stored."""

    values: Mapping[str, Any] = field(default_factory=dict)
    labels: Mapping[Any, str] = field(default_factory=dict)

    def read(self, raw: Any) -> Any:
        text = compact(plain_text(raw))
        if not text:
            return self.blank
        if text not in self.values:
            self.within(text[:50])
            raise CellError(f"只能填：{'、'.join(self.choices())}")
        return self.values[text]

    def show(self, value: Any) -> Any:
        return self.labels.get(value, "" if value is None else value)

    def choices(self) -> list[str]:
        return list(self.labels.values())

    def describe(self) -> str:
        blank = f"；空着即“{self.labels[self.blank]}”" if self.blank in self.labels else ""
        return f"只能填：{'、'.join(self.choices())}{blank}"


def choice_of(
    pairs: Iterable[tuple[Any, str]], aliases: Mapping[str, Any] | None = None, blank: Any = ""
) -> Choice:
    """A choice of (stored, label); the label, the stored value and the aliases are all understood."""
    labels = dict(pairs)
    values = {compact(str(value)): value for value in labels}
    values |= {compact(label): value for value, label in labels.items()}
    values |= {compact(word): value for word, value in (aliases or {}).items()}
    return Choice(values=values, labels=labels, blank=blank)


def yes_or_no(blank: bool | None = False) -> Choice:
    """是 or 否; `blank` is what an empty cell says."""
    aliases = {"true": True, "True": True, "TRUE": True, "1": True, "√": True, "有": True}
    aliases |= {"false": False, "False": False, "FALSE": False, "0": False, "×": False, "无": False}
    return choice_of([(True, "是"), (False, "否")], aliases, blank=blank)


@dataclass(frozen=True)
class Reference(Choice):
    """The name of a row of a reference table, stored as its key."""

    blank: Any = None
    table: Callable[[int], Iterable[tuple[Any, Iterable[str]]]] = lambda _: ()
    add: str = ""

    def prepare(self, agency_id: int) -> Self:
        values: dict[str, Any] = {}
        labels: dict[Any, str] = {}
        for key, names in self.table(agency_id):
            for name in filter(None, names):
                labels.setdefault(key, name)
                values.setdefault(compact(name), key)
        return replace(self, values=values, labels=labels)

    def read(self, raw: Any) -> Any:
        text = compact(plain_text(raw))
        if text and text not in self.values:
            self.within(text[:50])
            known = "、".join(self.choices()[:30]) or "（一项也没有）"
            raise CellError(f"没有这一项。现有：{known}。{self.add}")
        return self.values[text] if text else self.blank

    def describe(self) -> str:
        return f"填现有名称之一。{self.add}"
