"""Every public list for programs.

A list needs no line here. Its declaration says its title, its filters, its columns, how each cell
is masked, and which records everybody may read today; so a program reads what a person does.
"""

from typing import Any

from django.urls import get_resolver

from huiyin.web.publiclists import PublicList, declared

from .resources import Parameter, Records, described, parameter_of


def lists() -> list[Records[Any]]:
    """All of them, in the order of their addresses."""
    # a list enters itself when its addresses are made, which nobody may have asked for yet
    _ = get_resolver().url_patterns
    return [_of(one) for one in declared() if one.columns]


def _of(of: PublicList[Any, Any]) -> Records[Any]:
    columns, loaded = of.columns, of.exported or of.listed

    def one(identifier: str) -> Any:
        if not (identifier.isascii() and identifier.isdecimal() and len(identifier) < 18):
            raise of.model.DoesNotExist
        return loaded(of.on_the_list(of.whole())).get(pk=int(identifier))

    return Records(
        key=of.key,
        title=of.section.title,
        about=of.section.description,
        page=of.address,
        columns=described(columns),
        parameters=lambda: _parameters(of),
        narrowed=lambda request: of.narrowed(of.chosen(request)),
        loaded=loaded,
        order=of.order if of.order[-1].endswith("pk") else (*of.order, "pk"),
        cells=tuple(column.cell for column in columns),
        identifier=lambda record: str(record.pk),
        address=of.address_of,
        one=one,
    )


def _parameters(of: PublicList[Any, Any]) -> tuple[Parameter, ...]:
    narrowings = tuple(parameter_of(narrowing) for narrowing in of.narrowings)
    if of.words is None:
        return narrowings
    words = Parameter(of.words.name, of.words.label, {"type": "string", "maxLength": 60})
    return (*narrowings, words)
