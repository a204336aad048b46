"""A move's arguments: one declaration, the same form, check and words."""

from datetime import date
from inspect import Parameter, signature
from typing import Annotated

import pytest
from django import forms
from django.core.exceptions import ValidationError

from huiyin.casework import arguments, rooms
from huiyin.casework.arguments import Cause, NeededWhen, Reason
from huiyin.casework.forms import (
    ChoiceField,
    DayField,
    LineField,
    MoveForm,
    NumberField,
    TextField,
    TickField,
)
from huiyin.submissions.fields import labelled


def act(
    matter: object,
    *,
    actor: object,
    at: object,
    day: Annotated[date, DayField("日期")],
    kind: Annotated[str, ChoiceField("种类", [("a", "甲"), ("b", "乙")])],
    days: Annotated[int, NumberField("天数", 1, 20)] = 3,
    number: Annotated[str, LineField("文号", 5, required=False), NeededWhen("寄出的必填")] = "",
    note: Annotated[str, TextField("说明", 10)] = "",
    tells: Annotated[bool, TickField("告知")] = False,
    letter: dict[str, str] | None = None,
) -> None:
    """A body with one argument of each kind."""


GOOD = {"actor": None, "at": None, "day": date(2026, 1, 5), "kind": "a"}


def test_the_form_has_the_fields_in_the_order_of_the_signature():
    form = arguments.form_of(act, MoveForm)
    assert list(form().fields) == ["day", "kind", "days", "number", "note", "tells"]
    assert form.needed_when == {"number": "寄出的必填"}
    assert arguments.form_of(act, MoveForm) is form
    sent = form({"day": "", "kind": "c", "days": "21", "number": "123456", "note": " "})
    assert sent.errors.get_json_data() == {
        name: [{"message": text, "code": code}]
        for name, text, code in [
            ("day", "请填写日期", "required"),
            ("kind", "请从列出的选项中选择种类", "invalid_choice"),
            ("days", "请填写 1 至 20 之间的整数", "max_value"),
            ("number", "最多 5 个字，现有 6 个，请删减", "max_length"),
            ("note", "请填写说明", "required"),
        ]
    }


def test_a_form_with_more_to_say_gets_the_fields_of_the_move():
    class LetterForm(MoveForm):
        seal = forms.CharField()

    class FirstForm(LetterForm):
        field_order = ("seal",)

    assert list(arguments.form_of(act, LetterForm)().fields)[-2:] == ["tells", "seal"]
    assert list(arguments.form_of(act, FirstForm)().fields)[:2] == ["seal", "day"]


@pytest.mark.parametrize(
    ("given", "refused"),
    [
        ({}, {}),
        ({"day": None}, {"day": ["请填写日期"]}),
        ({"kind": ""}, {"kind": ["请选择种类"]}),
        ({"kind": "c"}, {"kind": ["请从列出的选项中选择种类"]}),
        ({"days": 21}, {"days": ["请填写 1 至 20 之间的整数"]}),
        ({"number": "123456"}, {"number": ["最多 5 个字，现有 6 个，请删减"]}),
        ({"number": " 12345 "}, {}),
        ({"note": "   "}, {}),  # it has a default: a program may leave it out
        ({"day": None, "kind": "c"}, {"day": ["请填写日期"], "kind": ["请从列出的选项中选择种类"]}),
    ],
)
def test_a_program_is_refused_as_the_form_refuses(given, refused):
    if not refused:
        assert arguments.checked(act, GOOD | given).keys() == (GOOD | given).keys()
        return
    with pytest.raises(ValidationError) as wrong:
        arguments.checked(act, GOOD | given)
    assert wrong.value.message_dict == refused


@pytest.mark.parametrize("kind", [Reason, Cause], ids=["理由", "原因"])
@pytest.mark.parametrize("blank", ["", " ", "\u3000\n"])
def test_a_blank_reason_is_none(kind, blank):
    def drop(matter: object, *, reason: kind) -> None: ...

    label = kind.__metadata__[0].label
    with pytest.raises(ValidationError) as wrong:
        arguments.checked(drop, {"reason": blank})
    assert wrong.value.message_dict == {"reason": [f"请填写{label}"]}
    assert arguments.checked(drop, {"reason": " 录入有误 "}) == {"reason": "录入有误"}


MOVES = [
    pytest.param(room, move, id=f"{room.key}.{name}")
    for room in rooms.rooms()
    if room.workflow
    for name, move in room.workflow.moves.items()
]


def test_what_is_typed_is_called_by_its_label_before_any_form_was_opened():
    """The forms are made when the room is declared: a page of a database that is away has none."""
    typed = {"done_on": ["2026-01-05"], "result": ["已印发"]}
    assert set(labelled(typed)) == {("落实日期", "2026-01-05"), ("落实情况", "已印发")}


def test_there_are_moves_to_try():
    assert len(MOVES) > 80


@pytest.mark.parametrize(("room", "move"), MOVES)
def test_every_move_and_its_form_agree(room, move):
    """What a form may leave empty has a default; no form repeats what its move asks."""
    asked = arguments.fields_of(move.act)
    named = room.forms.get(move.name)
    for name, field in asked.items():
        has_default = signature(move.act).parameters[name].default is not Parameter.empty
        assert field.required or has_default or named is not None, name
    assert not (named.base_fields.keys() & asked.keys() if named else ())
    if room.move_of(move.name) is not None and named is None:
        assert move.needs <= asked.keys()
