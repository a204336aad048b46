"""行政相对人 and 作出机关 in a table: the columns, words and completions that the ledgers have alike."""

from collections.abc import Iterator, Mapping
from typing import Any

from huiyin.casework.cells import Code
from huiyin.casework.sheets import Field
from huiyin.organisations.models import Organisation

from .holders import HolderKind, kind_of

KIND_WORDS: Mapping[str, HolderKind] = {
    "法人": HolderKind.ORGANISATION,
    "非法人组织": HolderKind.ORGANISATION,
    "企业": HolderKind.ORGANISATION,
    "个体": HolderKind.SOLE_TRADER,
    "个体户": HolderKind.SOLE_TRADER,
    "公民": HolderKind.PERSON,
}
"""Other words for 行政相对人类别."""
_NUMBERS = (
    ("holder_organisation_code", 3, "组织机构代码", "ZZJG"),
    ("holder_tax_number", 4, "税务登记号", "SWDJ"),
    ("holder_institution_number", 5, "事业单位证书号", "SYDW"),
    ("holder_society_number", 6, "社会组织登记证号", "SHZZ"),
)


def numbers(prefix: str) -> Iterator[Field]:
    """行政相对人代码_3 to _6, which only the standard asks for; `prefix` is XK or CF."""
    for name, place, what, code in _NUMBERS:
        header = f"行政相对人代码_{place}"
        yield Field(
            name,
            header=f"{header}({what})",
            code=f"{prefix}_XDR_{code}",
            aliases=(header,),
            cell=Code,
            asked=False,
        )


def fill_kind(values: dict[str, Any]) -> None:
    """行政相对人类别, where a table leaves it out and the numbers tell it."""
    if not values.get("holder_kind"):
        values["holder_kind"] = kind_of(values.get("holder_uscc"), values.get("holder_id"))


def fill_offices(values: dict[str, Any], agency: Organisation, *names: str) -> None:
    """The agency whose table it is, where an office is left out; `…_uscc` is the code of each."""
    for name in names:
        values[name] = values.get(name) or agency.name
        if not values.get(f"{name}_uscc") and values[name] == agency.name:
            values[f"{name}_uscc"] = agency.uscc
