"""处罚类别 in the words of the data standard (2018), several of them joined; pure."""

import re
import unicodedata

WARNING, CRITICISM, FINE = "警告", "通报批评", "罚款"
CONFISCATION = "没收违法所得、没收非法财物"
CLOSURE = "责令停产停业"
LICENCE = "暂扣或者吊销许可证、暂扣或者吊销执照"
DETENTION = "行政拘留"
OTHER = "其他"
KINDS = (WARNING, CRITICISM, FINE, CONFISCATION, CLOSURE, LICENCE, DETENTION)
SORTS = (*KINDS, OTHER)
JOINT = ";"
WORDS = {
    "警告、通报批评": (WARNING, CRITICISM),
    "没收违法所得": (CONFISCATION,),
    "没收非法财物": (CONFISCATION,),
    "没收": (CONFISCATION,),
    "停产停业": (CLOSURE,),
    "暂扣许可证件": (LICENCE,),
    "吊销许可证件": (LICENCE,),
    "暂扣或吊销许可证": (LICENCE,),
    "拘留": (DETENTION,),
    **{kind: (kind,) for kind in KINDS},
}
"""Other words for them, as tables use them."""
RULE = f"用“;”隔开，可以填：{'、'.join(f'“{kind}”' for kind in KINDS)}，或者“其他-”加上名称"
_PARTS = re.compile(r"[;；\n]")


def parsed(text: str) -> tuple[str, ...]:
    """The kinds in the order of the standard, each once; what is 其他 keeps its name.

    Raises:
        ValueError: a word that is none of them.
    """
    found: set[str] = set()
    others: list[str] = []
    for part in filter(None, (raw.strip() for raw in _PARTS.split(_folded(text)))):
        if part in WORDS:
            found.update(WORDS[part])
        elif part.startswith(f"{OTHER}-") and part.removeprefix(f"{OTHER}-").strip():
            others.append(f"{OTHER}-{part.removeprefix(f'{OTHER}-').strip()}")
        else:
            raise ValueError(f"没有“{part[:30]}”这个处罚类别：{RULE}")
    return (*(kind for kind in KINDS if kind in found), *dict.fromkeys(others))


def joined(kinds: tuple[str, ...]) -> str:
    return JOINT.join(kinds)


def split(text: str) -> tuple[str, ...]:
    """Of what is stored."""
    return tuple(filter(None, text.split(JOINT)))


def sorts(text: str) -> tuple[str, ...]:
    """Of what is stored the kinds by which lists are narrowed: whatever is 其他- is 其他, once."""
    return tuple(dict.fromkeys(one if one in KINDS else OTHER for one in split(text)))


def _folded(text: str) -> str:
    """Half-width signs, except the comma of enumerations, and one dash."""
    plain = unicodedata.normalize("NFKC", text)
    return re.sub(r"\s*[-—–]+\s*", "-", plain)
