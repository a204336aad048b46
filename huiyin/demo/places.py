"""地名库: where the demonstration's requests happen, and some invented facilities."""

from collections.abc import Iterator

from huiyin.hotline.actions import places
from huiyin.hotline.models import Place, PlaceKind

from .cases import Office
from .clock import FIRST, HOURS, moment, workdays
from .words import ESTATES_OF, STREETS_OF

FACILITIES = (
    ("云溪市民广场", "老广场、大广场", "东湖街道"),
    ("滨河公园", "河滨公园", "石桥街道"),
    ("云溪汽车站", "客运站", "望江街道"),
    ("书院路农贸市场", "书院菜场", "书院街道"),
    ("五里铺垃圾中转站", "五里铺中转站", "石桥街道"),
)


def tell(office: Office) -> None:
    """The list that the office imported on its first day."""
    first = workdays(FIRST, office.today)[0]
    rows = [
        Place(
            agency=office.agency, reference=name, place_kind=kind, aliases=aliases, within=within,
            entered_on=first,
        )
        for name, kind, aliases, within in _rows()
    ]  # fmt: skip
    places.register_many(rows, actor=office.clerk, at=moment(first, HOURS[0][0]))


def _rows() -> Iterator[tuple[str, PlaceKind, str, str]]:
    for district, streets in STREETS_OF.items():
        yield district, PlaceKind.STREET, "", ""
        for street in streets:
            yield street, PlaceKind.ROAD, "", district
            if estate := ESTATES_OF.get(street):
                yield estate, PlaceKind.COMMUNITY, f"{estate}小区", district
    for name, aliases, within in FACILITIES:
        yield name, PlaceKind.FACILITY, aliases, within
