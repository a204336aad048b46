"""One spelling for the many ways to write the same: width, radicals, dashes, what is not seen.

Five faces, by what the result is for:

- `visible` may be stored: the text without what nobody sees (direction controls, zero widths).
- `plain` is read by patterns: one width, one kind of digit, blank and dash; nothing unseen.
- `fold` is compared: `plain` without blanks and dashes, case, accents and traditional forms.
- `letters` is searched: `fold` without punctuation, so that a name is found however it is set.
- `key` is the key of a record: width, blanks, dashes and brackets are one; case and every Han
  character (the extensions too) stay what they are. Look up and compare by it, show what was typed.

`plain`, `fold` and `letters` work character by character: the folded form of a passage is a passage
of the folded form of the whole. `Folded` keeps the way back to the places of the original.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cached_property

from opencc import OpenCC

_SIMPLIFIED = OpenCC("t2s")
_BREAKS = frozenset("\n\r\x0b\x0c\x85\u2028\u2029")
_DASHES = frozenset("\u2212\u02d7\u2043\u2500\u2501\u30fc\uff70")
_WAVES = frozenset("\u301c\u3030")
# Default_Ignorable_Code_Point outside of the category Cf, and letters without a form.
_EMPTY = "\u034f\u115f\u1160\u17b4\u17b5\u2065\u2800\u3164\uffa0\ufff0-\ufff8"
_SELECTORS = "\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
_UNSEEN = re.compile(f"[{_EMPTY}{_SELECTORS}]")
_ZEROS = frozenset("○◯⭕")
"""Signs that stand for 〇 in dates (二○二○年)."""

# Equivalent_Unified_Ideograph of the Unicode data (UAX 44) where NFKC knows none.
_RADICALS_AND_IDEOGRAPHS = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇𠘨⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑𡯂⺒巳⺓幺⺔彑"
    "⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪𤴔"
    "⺫目⺬示⺭礻⺮𥫗⺯糹⺰纟⺱罓⺲罒⺳㓁⺴冗⺵𦉫⺶羊⺷𦍌⺸𦍋⺹耂⺺肀⺻聿⺼肉⺽𦥑⺾艹"
    "⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇𧢲⻈讠⻉贝⻊𧾷⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸"
    "⻓长⻔门⻕𨸏⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞𩙿⻟飠⻠饣⻡𩠐⻢马⻣骨⻤鬼⻥鱼⻦鸟"
    "⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀㇆𠃌㇏乀㇐一㇑丨㇒丿㇓丿㇔丶㇕𠃍"
    "㇖乛㇗𠃊㇘𠃎㇙𠄌㇚亅㇛𡿨㇜𠃋㇝乀㇞𠃑㇟乚㇠乙㇡𠄎"
)
_RADICALS = dict(zip(_RADICALS_AND_IDEOGRAPHS[::2], _RADICALS_AND_IDEOGRAPHS[1::2], strict=True))


def _is_unseen(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cf", "Cs"} or bool(_UNSEEN.match(char))


def _plain(char: str) -> str:
    """One character as readers of numbers need it; ① and ² are marks beside a number, not its
    digits.
    """
    if (char.isascii() and char.isprintable()) or char == "\t":
        return char
    if char in _BREAKS:
        return "\n"
    if _is_unseen(char):
        return ""
    match unicodedata.category(char):
        case "Nd":
            return str(unicodedata.decimal(char))
        case "Mn" | "Me":  # strokes and frames around a figure: 1\u20e3
            return ""
        case "Zs":
            return " "
        case "Pd" if char not in _WAVES:
            return "-"
    return _one_sign(char)


def _one_sign(char: str) -> str:
    if char in _WAVES:
        return "~"
    if char in _DASHES:
        return "-"
    plain = _RADICALS.get(char) or unicodedata.normalize("NFKC", char)
    single = len(plain) == 1 or plain.isalpha()
    return plain if single and not re.search(r"\d", plain) else char


def _letters(char: str) -> str:
    return "".join(part for part in _fold(char) if part.isalnum())


def _fold(char: str) -> str:
    """Folded until nothing changes: a folded text folds to itself."""
    folded = "〇" if char in _ZEROS else "".join(map(_compared, _plain(char)))
    return folded if folded == char else "".join(map(_fold, folded))


def _compared(char: str) -> str:
    if char.isspace() or char == "-":
        return ""
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", char).casefold())
    bare = "".join(part for part in parts if unicodedata.category(part) != "Mn")
    simplified: str = _SIMPLIFIED.convert(unicodedata.normalize("NFKC", bare))
    return simplified


class Face(dict[int, str]):
    """A table for `str.translate`, computed once for each character."""

    def __init__(self, spell: Callable[[str], str]) -> None:
        super().__init__()
        self._spell = spell

    def __missing__(self, code: int) -> str:
        spelled = self[code] = self._spell(chr(code))
        return spelled


PLAIN, FOLD, LETTERS = Face(_plain), Face(_fold), Face(_letters)


def plain(text: str) -> str:
    """１３８—００１３ → 138-0013; line breaks and tabs stay."""
    return text.translate(PLAIN)


def fold(text: str) -> str:
    """⻢ 明明, 馬明明 → 马明明: one run without blanks and dashes; punctuation stays."""
    return text.translate(FOLD)


def simplified(text: str) -> str:
    """開 is 开; everything else stays."""
    converted: str = _SIMPLIFIED.convert(text)
    return converted


def letters(text: str) -> str:
    """云城管〔2020〕5号 → 云城管20205号: letters and digits alone."""
    return text.translate(LETTERS)


_FIGURES = re.compile(r"[0-9]+x?")


def is_telling(piece: str) -> bool:
    """Long enough to be significant: two Chinese characters, three letters or four digits."""
    if not any(char.isalnum() for char in piece):
        return False
    if _FIGURES.fullmatch(piece):
        return len(piece) >= 4
    return len(piece) >= (3 if piece.isascii() else 2)


class Folded:
    """A folded text whose characters know their places in the original."""

    def __init__(self, original: str, face: Face = PLAIN) -> None:
        self.original, self._face = original, face
        self.text = original.translate(face)

    @cached_property
    def places(self) -> list[int]:
        return [
            place
            for place, char in enumerate(self.original)
            for _ in range(len(self._face[ord(char)]))
        ]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The characters of the original that became `start` to `end`, which are not empty."""
        return self.places[start], self.places[end - 1] + 1

    def find(self, piece: str) -> Iterator[tuple[int, int]]:
        """Every place of a piece (folded the same way), as characters of the original."""
        start = self.text.find(piece) if piece else -1
        while start >= 0:
            yield self.span(start, start + len(piece))
            start = self.text.find(piece, start + 1)


_SQUARE = str.maketrans("[]【】﹝﹞〖〗", "〔〕〔〕〔〕〔〕")


def key(text: str) -> str:
    """云城管［２０２６］９０１ 号 → 云城管〔2026〕901号: by which two spellings are one record.

    Blanks and line breaks go, square brackets of every kind become 〔〕, round ones (). Which
    brackets a document number should have is the matter of `docnumber`.
    """
    return "".join(plain(text).split()).translate(_SQUARE)


# Joiners belong to some scripts and emoji; between Han or Latin characters they are noise.
_PLAIN_SIGN = r"\x00-\u024f\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_JOINERS = re.compile("([\u200c\u200d])[\u200c\u200d]+")  # a joint needs one
_LOOSE_JOINER = re.compile(
    rf"(?<![^{_PLAIN_SIGN}])[\u200c\u200d]|[\u200c\u200d](?![^{_PLAIN_SIGN}])"
)
_NOISE = re.compile(f"[{_EMPTY}]")


def visible(text: str) -> str:
    """What may be stored: no control, direction or zero-width character; variants of a name stay."""
    if text.isascii() and text.isprintable():
        return text
    lines = re.sub("[\x0b\x0c\x85\u2028\u2029]", "\n", text)
    kept = (char for char in lines if char in "\n\r\t\u200c\u200d" or _is_kept(char))
    return _LOOSE_JOINER.sub("", _JOINERS.sub(r"\1", _NOISE.sub("", "".join(kept))))


def _is_kept(char: str) -> bool:
    return unicodedata.category(char) not in {"Cc", "Cf", "Cs"}
