"""The columns of a public table: a head, and the text of its cell for a record."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Generic, TypeVar

from django.db import models
from django.db.models import Model
from pypinyin import lazy_pinyin

from huiyin.common.values import reader

from .downloads import Cell

M = TypeVar("M", bound=Model)


class CellKind(StrEnum):
    """What the cells of a column are; the value is the word of Table Schema."""

    TEXT = "string"
    DAY = "date"
    WHOLE = "integer"
    AMOUNT = "number"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    CellKind.TEXT: "文本",
    CellKind.DAY: "日期",
    CellKind.WHOLE: "整数",
    CellKind.AMOUNT: "数值",
}


@dataclass(frozen=True)
class Described:
    """A column for whoever reads the file by a machine.

    Attributes:
        code: a name in ASCII that stays; after the sound of the head where none is given.
        about: what it says, where the head does not say it all.
    """

    head: str
    kind: CellKind = CellKind.TEXT
    code: str = ""
    about: str = ""

    @property
    def name(self) -> str:
        return self.code or sounded(self.head)


@cache
def sounded(head: str) -> str:
    """`罚款金额（元）` as `fa_kuan_jin_e_yuan`."""
    sounds = (sound for sound in lazy_pinyin(head) if sound.isascii())
    words = ("".join(sign for sign in sound if sign.isalnum()) for sound in sounds)
    return "_".join(word.lower() for word in words if word)


@dataclass(frozen=True)
class Column(Generic[M]):
    """A number is a number and a day a day; the unit stands in the head."""

    head: str
    cell: Callable[[M], Cell]
    kind: CellKind = CellKind.TEXT
    code: str = ""
    about: str = ""

    def text(self, record: M) -> str:
        """As a page shows it; empty where there is nothing to show."""
        cell = self.cell(record)
        return "" if cell is None else str(cell)

    @property
    def described(self) -> Described:
        return Described(self.head, self.kind, self.code, self.about)


def fields(model: type[M], *names: str) -> tuple[Column[M], ...]:
    """Fields of the model under their own names; a choice and a yes or no are said in words."""
    columns: list[Any] = [model._meta.get_field(name) for name in names]
    return tuple(
        Column[M](
            str(column.verbose_name),
            reader(column),
            _kind(column),
            column.name,
            str(column.help_text),
        )
        for column in columns
    )


def _kind(column: Any) -> CellKind:
    if column.flatchoices or isinstance(column, models.DateTimeField):
        return CellKind.TEXT
    if isinstance(column, models.DateField):
        return CellKind.DAY
    if isinstance(column, models.DecimalField | models.FloatField):
        return CellKind.AMOUNT
    return CellKind.WHOLE if isinstance(column, models.IntegerField) else CellKind.TEXT
