"""Tables: named in Chinese, and described completely by their migrations."""

import re

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models import AutoField

CHINESE = re.compile(r"[\u4e00-\u9fff]")
MODELS = [model for model in apps.get_models() if model.__module__.startswith("huiyin.")]


@pytest.mark.parametrize("model", [pytest.param(model, id=model._meta.label) for model in MODELS])
def test_a_clerk_can_read_every_name(model):
    names = {"the model itself": model._meta.verbose_name}
    for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
        if not (isinstance(field, AutoField) or _is_inherited(model, field)):
            names[field.name] = field.verbose_name
    assert not {name: said for name, said in names.items() if not CHINESE.search(str(said))}


def _is_inherited(model, field):
    """Named by a library: the link to a parent table, or a field of a library's abstract model."""
    if getattr(field.remote_field, "parent_link", False):
        return True
    foreign = [base for base in model.__mro__ if not base.__module__.startswith("huiyin.")]
    bases = [
        base._meta for base in foreign if getattr(getattr(base, "_meta", None), "abstract", False)
    ]
    return any(field.name == known.name for meta in bases for known in meta.local_fields)


@pytest.mark.django_db
def test_migrations_are_complete(capsys):
    try:
        call_command("makemigrations", "--check", "--dry-run", verbosity=1)
    except SystemExit:
        pytest.fail(f"`huiyin makemigrations` has something to write:\n{capsys.readouterr().out}")
