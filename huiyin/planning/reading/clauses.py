"""责任和时限: the clauses of an item that name units and days. Pure."""

import re
from dataclasses import dataclass

_ROLE = r"(?:牵头|责任|承办|主办|负责|落实|配合|协办|参与)(?:单位|科室|部门|处室)"
_WHEN = r"(?:完成时限|完成时间|完成期限|时限|时间要求)"
_CLAUSE = re.compile(rf"[（(【\[]?(?P<what>{_ROLE}|{_WHEN})\s*[:：](?P<said>[^。；;）)】\]\n]*)")
_BRACKET = re.compile(
    r"[（(](?P<said>[^（）()]*(?:牵头|负责|配合|责任|落实|年底前|月底前|季度)[^（）()]*)[）)]"
)
_VERB = re.compile(r"(?:牵头)?(?:负责|落实|办理|承办)$|牵头$|配合$|分别负责$|分别|按职责分工|共同")
_SPLIT = re.compile(r"[、，,；;/\s]|和(?=[^平])|及|会同")
_ASSIST = re.compile(r"配合|协办|参与")
_DAY = re.compile(
    r"(?:\d{4}年)?(?:\d{1,2}月(?:\d{1,2}日|上旬|中旬|下旬|月?底|末|份)?|第?[一二三四1-4]季度(?:末|底|内)?|"
    r"上半年|下半年|全年|年底|年内|年末)(?:之?前|以前)?"
)
_EMPTY = re.compile(r"[（(【\[][\s，,；;。]*[）)】\]]")
_LEFT = re.compile(r"(?<![，,；;\s])[，,；;\s]+(?=[。]|$)")
_STOPS = re.compile(r"。{2,}")


@dataclass(frozen=True)
class Clauses:
    """What an item says of itself: the rest of its words, units with whoever leads first, the day."""

    rest: str
    units: tuple[str, ...]
    due: str


def clauses(text: str) -> Clauses:
    """Units and days of an item; a day is looked for in its own clause first, then anywhere."""
    leads: list[str] = []
    assists: list[str] = []
    days: list[str] = []

    def take(found: re.Match[str]) -> str:
        what = found.groupdict().get("what") or ""
        said = found["said"]
        if re.fullmatch(_WHEN, what):
            days.append(said.strip())
            return ""
        if what:
            (assists if _ASSIST.search(what) else leads).extend(names_in(said))
            return ""
        return _of_bracket(found[0], said, leads, assists, days)

    rest = _BRACKET.sub(take, _CLAUSE.sub(take, text))
    rest = _STOPS.sub("。", _LEFT.sub("", _balanced(_EMPTY.sub("", rest)))).strip(" ，,；;")
    units = tuple(dict.fromkeys([*leads, *assists]))
    return Clauses(rest, units, days[0] if days else "".join(_DAY.findall(text)[-1:]))


def _balanced(text: str) -> str:
    """Without the closing bracket of a clause that was taken out."""
    kept, depth = "", 0
    for letter in text:
        depth += letter in "（("
        if letter in "）)":
            if not depth:
                continue
            depth -= 1
        kept += letter
    return kept


def _of_bracket(
    whole: str, said: str, leads: list[str], assists: list[str], days: list[str]
) -> str:
    """（办公室牵头，宣传科配合，6月底前完成）, at the end of an item; any other bracket stays."""
    names: list[str] = []
    is_clause = False
    for part in re.split(r"[，,；;]", said):
        if _DAY.search(part) and not _VERB.search(part):
            days.append(part.removesuffix("完成"))
            is_clause = True
        elif _VERB.search(part):
            found = names_in(part)
            (assists if _ASSIST.search(part) else leads).extend([*names, *found])
            names, is_clause = [], True
        else:
            names += names_in(part)
    return "" if is_clause else whole


def names_in(text: str) -> list[str]:
    """The names in an enumeration: 办公室、各科室."""
    parts = (_VERB.sub("", part).strip("：: 。.") for part in _SPLIT.split(text))
    return [part for part in parts if 1 < len(part) <= 40]
