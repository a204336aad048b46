"""What was learned, as plain numbers: nothing in it runs, and it is read without any library.

For each gram how much it is worth at all, and how much it speaks for each class. The certainty of
a class is a share of 1 over all classes, on the scale on which the model was right when it was tried
on cases that it had not seen.
"""

import json
import math
import struct
import zlib
from array import array
from dataclasses import asdict, dataclass, field
from itertools import chain
from typing import Any

from . import reading

_HALF = struct.Struct("<e")
FORM = 1
"""Of the stored numbers; raised when they come to mean something else."""
WORDS, TELLING = 4, 8
"""How many passages are shown; a pair is part of one if it says an eighth of the most telling."""


class DamagedError(ValueError):
    """The stored numbers are not what was stored."""


@dataclass(frozen=True)
class Choice:
    """One class, how certain it is, and the words of the text that spoke for it."""

    key: str
    certainty: float
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Weights:
    """`speaks[gram * classes + class]`; `worth[gram]` is its inverse frequency."""

    classes: tuple[str, ...]
    grams: tuple[str, ...]
    worth: "array[float]"
    speaks: "array[float]"
    offsets: tuple[float, ...]
    scale: float
    doubt: float
    """What the cases it was tried on cannot tell from certainty: of n all right, one more may be wrong."""
    _place: dict[str, int] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._place.update((gram, place) for place, gram in enumerate(self.grams))

    def values(self, text: str) -> dict[str, float]:
        """The weight of each known gram in this text."""
        weights = {
            gram: (1 + math.log(times)) * self.worth[self._place[gram]]
            for gram, times in reading.grams(text).items()
            if gram in self._place
        }
        length = math.sqrt(sum(value * value for value in weights.values())) or 1.0
        return {gram: value / length for gram, value in weights.items()}

    def certainties(self, text: str) -> dict[str, float]:
        """Each class with its share of 1."""
        return self._shares(self.values(text))

    def likeliest(self, text: str, count: int = 3) -> list[Choice]:
        """The likeliest classes, the likeliest first, each with the words that spoke for it."""
        values = self.values(text)
        if not values:
            return []
        shares = self._shares(values)
        best = sorted(shares, key=lambda key: (-shares[key], key))[:count]
        return [Choice(key, shares[key], self._words(text, values, key)) for key in best]

    def _shares(self, values: dict[str, float]) -> dict[str, float]:
        width, scores = len(self.classes), list(self.offsets)
        for gram, value in values.items():
            start = self._place[gram] * width
            for place in range(width):
                scores[place] += value * self.speaks[start + place]
        highest = max(scores)
        powers = [math.exp(self.scale * (score - highest)) for score in scores]
        total, even = sum(powers), self.doubt / width
        shares = ((1 - self.doubt) * power / total + even for power in powers)
        return dict(zip(self.classes, shares, strict=True))

    def _words(self, text: str, values: dict[str, float], key: str) -> tuple[str, ...]:
        """Passages in which each pair speaks for this class, the most telling first."""
        favours = self._favours(values, self.classes.index(key))
        least = max(favours.values(), default=0.0) / TELLING
        spoken: dict[str, float] = {}
        for _, run in reading.runs(text):
            start, total = 0, 0.0
            for place in range(1, len(run) + 1):
                favour = favours.get(run[place - 1 : place + 1], 0.0)
                if favour > least:
                    total += favour
                    continue
                if place - start > 1:
                    spoken[run[start:place]] = total
                start, total = place, 0.0
        return tuple(sorted(spoken, key=lambda word: (-spoken[word], word))[:WORDS])

    def _favours(self, values: dict[str, float], chosen: int) -> dict[str, float]:
        """Of each pair, how much more it speaks for this class than for the others together."""
        width, favours = len(self.classes), {}
        for gram, value in values.items():
            if len(gram) == 2:
                start = self._place[gram] * width
                coefficients = self.speaks[start : start + width]
                others = (sum(coefficients) - coefficients[chosen]) / max(width - 1, 1)
                favours[gram] = value * (coefficients[chosen] - others)
        return favours

    def packed(self) -> bytes:
        """As it is stored: lengths, then names, grams and numbers of half precision."""
        head = {"form": FORM, "classes": self.classes, "offsets": self.offsets}
        head |= {"scale": self.scale, "doubt": self.doubt}
        names = json.dumps(head | {"grams": "\n".join(self.grams)}, ensure_ascii=False).encode()
        numbers = b"".join(map(_HALF.pack, chain(self.worth, self.speaks)))
        return zlib.compress(struct.pack("<I", len(names)) + names + numbers)

    @classmethod
    def unpacked(cls, stored: bytes) -> "Weights":
        """What `packed` stored.

        Raises:
            DamagedError: it is something else.
        """
        try:
            content = zlib.decompress(stored)
            (length,) = struct.unpack_from("<I", content)
            head = json.loads(content[4 : 4 + length])
            grams, classes = tuple(head["grams"].split("\n")), tuple(head["classes"])
            numbers = array("f", chain.from_iterable(_HALF.iter_unpack(content[4 + length :])))
            form, offsets = head["form"], tuple(head["offsets"])
            scale, doubt = float(head["scale"]), float(head["doubt"])
        except (zlib.error, struct.error, ValueError, KeyError, AttributeError, TypeError) as error:
            raise DamagedError("the stored model cannot be read") from error
        is_whole = len(numbers) == len(grams) * (1 + len(classes))
        if form != FORM or len(offsets) != len(classes) or not is_whole:
            raise DamagedError(f"a stored model of form {form}")
        return cls(
            classes, grams, numbers[: len(grams)], numbers[len(grams) :], offsets, scale, doubt
        )


@dataclass(frozen=True)
class Quality:
    """How it did on cases that it had not seen."""

    tried: int
    first_right: float
    three_right: float
    macro_f1: float
    sure_right: float
    """Right among the surest seven of ten."""
    calibration_error: float
    """How far certainty and share of right ones lie apart, on average."""

    def values(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Learned:
    weights: Weights
    quality: Quality
    cases: int


CERTAINTY = ((90, "很有把握"), (70, "较有把握"), (50, "有一定把握"), (0, "把握不大"))


def certainty(per_cent: int) -> str:
    """How sure a suggestion is, in words."""
    return next(word for least, word in CERTAINTY if per_cent >= least)
