"""What no page of ours sends is answered all the same: forms that are empty, junk, about nothing or sent again.

Part of the crawl: every kind stands there in its states, and the administrator, whom no rule
stops, sends to every address of the desk.
"""

from collections.abc import Iterator

from django import forms
from django.db import transaction
from django.test import Client
from django.urls import get_resolver

from huiyin.casework import rooms

MISSING = "999999999"
PARTS = {
    "kind": "foi", "name": "void", "year": "2020", "key": "foi.received", "code": "none",
    "form": "xlsx", "token": "0000",
}  # fmt: skip
"""What stands in an address where it is no key of a record."""
TYPED = (forms.CharField, forms.FileField, forms.BooleanField)
"""Fields that take any text, or none."""


def faults(client: Client) -> list[str]:
    faults = [fault for address, junk in _moves() for fault in _failing(client, address, junk)]
    return faults + [fault for address in _others() for fault in _failing(client, address, {})]


def _failing(client: Client, address: str, junk: dict[str, str]) -> Iterator[str]:
    """The empty form twice, then the junk; all of it undone."""
    signed_in = client.cookies.copy()
    with transaction.atomic():
        answers = [client.post(address, {}).status_code]
        if answers[0] < 400:  # something was done: and now once more
            answers.append(client.post(address, {}).status_code)
        if junk:
            answers.append(client.post(address, junk).status_code)
        transaction.set_rollback(True)
    client.cookies = signed_in  # one of them signs out
    if max(answers) >= 500:
        yield f"an empty form or junk to {address}: {max(answers)}"


def _moves() -> Iterator[tuple[str, dict[str, str]]]:
    """Every move of every kind, from a state where it is lawful; and about a record that is not there."""
    for room in rooms.rooms():
        yield f"/desk/{room.key}/new/", _junk(room.start.form if room.start else None)
        yield f"/desk/{room.key}/bulk/", {"move": "fly", "pk": MISSING}
        for move in room.workflow.moves.values() if room.workflow else ():
            matter = room.records().filter(state__in=move.sources).first()
            key = MISSING if matter is None else matter.pk
            yield f"/desk/{room.key}/{key}/{move.name}/", _junk(room.form_of(move.name))


def _junk(form: type | None) -> dict[str, str]:
    fields = form.base_fields if form else {}
    return {name: "9999-99-99" for name, field in fields.items() if type(field) not in TYPED}


def _others() -> Iterator[str]:
    """Each other address of the desk, about records that are not there."""
    for name, patterns in get_resolver().reverse_dict.lists():
        for ((path, parameters),), *_ in patterns if isinstance(name, str) else ():
            if path.startswith("desk/") and "kind" not in parameters:
                yield "/" + path % {one: PARTS.get(one, MISSING) for one in parameters}
