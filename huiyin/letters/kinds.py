"""How a kind of letter joins: its wording, what it may be filled with, and its number series.

A room subclasses `Kind` and gathers its kinds in a `Family`. From it the desk's page of templates
(`templates_desk.urls`), the number (`issuing.give_number`) and the files (`issuing.write`)
follow; what a letter says of a matter stays in the room.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import ClassVar, Generic, TypeVar

from huiyin.files import keeping
from huiyin.organisations.models import Organisation

from . import actions
from .checks import Vocabulary
from .layout import to_template
from .texts import LetterText


@dataclass(frozen=True)
class Kind(ABC):
    """One kind of letter; its wording is `<folder>/<key>.toml`.

    Attributes:
        key: unique in its family.
        series: key of its number series; empty where the matter brings the number.
    """

    key: str
    series: str = ""

    family: ClassVar[str]
    folder: ClassVar[Path]

    @property
    def text(self) -> LetterText:
        return _load(self.folder / f"{self.key}.toml")

    @property
    def names(self) -> list[str]:
        """The placeholders of the built-in wording."""
        return names_in(" ".join(self.text.lines))

    @property
    def template_key(self) -> str:
        """Under this name the office's own template is kept: `foi.answer`."""
        return f"{self.family}.{self.key}"

    @property
    @abstractmethod
    def vocabulary(self) -> Vocabulary:
        """What the office's own template of this kind may and must hold."""

    @property
    def label(self) -> str:
        """What it is called where its title alone would not tell it from another."""
        return self.text.title

    def template(self, agency: Organisation) -> bytes:
        """The office's own template where it has one, else the built-in one."""
        own = actions.own_template(agency, self.template_key)
        return keeping.content_of(own.file) if own else to_template(self.text)


@dataclass(frozen=True)
class Series:
    """发文字号的类别: what it counts and its usual word; local usage, so each agency may say another.

    `goes_with`: until the agency gives it a word of its own, it goes on in the register of that one.
    """

    what: str
    word: str
    goes_with: str = ""


K = TypeVar("K", bound=Kind)


@dataclass(frozen=True)
class Family(Generic[K]):
    """The letters of one room. `key` begins the names of its addresses: `foi-templates`."""

    key: str
    kinds: Mapping[str, K]
    series: Mapping[str, Series] = field(default_factory=dict)

    def word(self, own: Mapping[str, str], key: str) -> str:
        """The agency's word of a series, or of the one it goes with, or the usual one."""
        series = self.series[key]
        return own.get(key) or own.get(series.goes_with) or series.word

    def counted_with(self, key: str) -> set[str]:
        """The series that may have the same word."""
        after = {one for one, series in self.series.items() if series.goes_with == key}
        return after | ({self.series[key].goes_with} - {""})

    def word_of(self, agency: Organisation, kind: K) -> str:
        """`公复`: the agency's word for letters of this kind."""
        return self.word(actions.series_words(agency), kind.series)

    def series_of(self, agency: Organisation, kind: K) -> str:
        """`云城管公复`: the agency's code and its word for letters of this kind."""
        return f"{agency.document_code}{self.word_of(agency, kind)}"


def names_in(said: str) -> list[str]:
    """The placeholders of a wording, each once."""
    pieces = [piece.partition("}}")[0].strip() for piece in said.split("{{")[1:]]
    return list(dict.fromkeys(pieces))


@lru_cache(maxsize=64)
def _load(path: Path) -> LetterText:
    return LetterText.load(path)
