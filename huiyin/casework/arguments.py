"""What a move asks of whoever makes it, said once: in its signature.

    def finish(item: PlanItem, *, actor: Actor, at: datetime,
               done_on: Annotated[date, DayField("落实日期")],
               result: Annotated[str, TextField("落实情况", 300)]) -> None:

Such an argument is a form field of Django. It stands in the form of the move, in this order; it is
checked in the same way for whoever makes the move without a form; the time line calls it by its
label. A form that says more (a preview, a proposal, a letter) is named by the room; it gets these
fields too. An argument without a field is asked for by that form, or not by a person at all.
"""

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from inspect import Parameter, signature
from types import new_class
from typing import Annotated, Any, TypeVar, cast, get_args, get_origin, get_type_hints

from django import forms
from django.core.exceptions import ValidationError

from .faults import refuse
from .forms import OfferedField, PlainErrors, TextField, say_what_to_do

Form = TypeVar("Form", bound=PlainErrors)


@dataclass(frozen=True)
class NeededWhen:
    """When an argument that may stay empty is asked for all the same; shown beside its label."""

    case: str


Reason = Annotated[str, TextField("理由", 300)]
Cause = Annotated[str, TextField("原因", 300)]


@cache
def fields_of(act: Callable[..., object]) -> Mapping[str, forms.Field]:
    """The fields of the arguments that ask for themselves, in the order of the signature."""
    return {
        name: next(one for one in said if isinstance(one, forms.Field))
        for name, said in _annotations(act).items()
        if any(isinstance(one, forms.Field) for one in said)
    }


def form_of(act: Callable[..., object], base: type[Form]) -> type[Form]:
    """`base` with the fields of this move before its own."""
    form = _forms.get((act, base))
    if form is None:
        form = _forms[act, base] = _joined(act, base) if fields_of(act) else base
    return cast("type[Form]", form)


_forms: dict[tuple[Callable[..., object], type[PlainErrors]], type[PlainErrors]] = {}


def _joined(act: Callable[..., object], base: type[PlainErrors]) -> type[PlainErrors]:
    fields = fields_of(act)
    needed = {
        name: one.case
        for name, said in _annotations(act).items()
        for one in said
        if isinstance(one, NeededWhen)
    }
    more = {**fields, "needed_when": {**base.needed_when, **needed}}
    if getattr(base, "field_order", None) is None:
        more["field_order"] = tuple(fields)
    return new_class(base.__name__, (base,), exec_body=lambda body: body.update(more))


def checked(act: Callable[..., object], details: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments as the form would give them: texts without margins.

    Raises:
        ValidationError: by argument, in the words of the form.
    """
    arguments, faults = dict(details), dict[str, str]()
    for name, field in _plain_fields(act).items():
        if name not in arguments:
            continue
        if isinstance(field, forms.CharField) and field.strip and isinstance(arguments[name], str):
            arguments[name] = arguments[name].strip()
        try:
            _check(field, arguments[name])
        except ValidationError as wrong:
            faults[name] = wrong.messages[0]
    refuse(faults)
    return arguments


def _check(field: forms.Field, value: Any) -> None:
    if isinstance(field, OfferedField):  # what is offered depends on the matter: the body's to say
        forms.Field.validate(field, value)
    else:
        field.validate(value)
        field.run_validators(value)


@cache
def _plain_fields(act: Callable[..., object]) -> Mapping[str, forms.Field]:
    """For the check: what has a default may be left out by a program, whatever the form asks."""
    parameters = signature(act).parameters
    fields = {name: deepcopy(field) for name, field in fields_of(act).items()}
    for name, field in fields.items():
        if parameters[name].default is not Parameter.empty:
            field.required = False
    say_what_to_do(fields.values())
    return fields


def _annotations(act: Callable[..., object]) -> dict[str, tuple[Any, ...]]:
    hints = get_type_hints(act, include_extras=True)
    return {
        name: get_args(hint)[1:] for name, hint in hints.items() if get_origin(hint) is Annotated
    }
