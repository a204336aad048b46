"""Numbers of records have one spelling, at every door to every table."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from huiyin.casework.keys import ReferenceField
from huiyin.common import docnumber

FIELDS = [
    pytest.param(field, id=str(field))
    for model in apps.get_models()
    for field in model._meta.local_fields
    if isinstance(field, ReferenceField)
]
SPELLINGS = [
    ("云城管〔２０２６〕９０１号", "云城管〔2026〕901号"),
    ("云城管[2026]第0901号", "云城管〔2026〕901号"),
    ("㵲政发[2026]1号", "㵲政发〔2026〕1号"),
    ("𬇙城管﹝2026﹞1号", "𬇙城管〔2026〕1号"),
    ("RX\u200b2026-\u202a0001", "RX2026-0001"),
    ("ＲＸ２０２６－０００１", "RX2026-0001"),
    (" 武字第 20 号 ", "武字第20号"),
    ("2026年三公经费(预算)-001", "2026年三公经费（预算）-001"),
    ("XK(2026)-1", "XK(2026)-1"),
]


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize(("typed", "stored"), SPELLINGS)
def test_every_way_into_a_column(field, typed, stored):
    assert field.clean(typed, None) == stored  # a form
    assert field.get_prep_value(typed) == stored  # a look-up, a bulk insert
    record = field.model(**{field.attname: typed})
    assert field.pre_save(record, add=True) == getattr(record, field.attname) == stored


def test_every_register_with_numbers_of_its_own_is_held():
    assert {field.values[0].model._meta.app_label for field in FIELDS} >= {
        "foi", "hotline", "licensing", "registers",
    }  # fmt: skip


@pytest.mark.parametrize("number", ["1.23457E+17", "１.２Ｅ＋１７", "3E+05", "####"])
@pytest.mark.parametrize("field", FIELDS)
def test_a_rounded_number_is_refused(field, number):
    with pytest.raises(ValidationError, match="科学计数"):
        field.clean(number, None)


@pytest.mark.parametrize("number", ["12E5", "3E", "E+17号", "XK-2E+1", "2026", "云E〔2026〕1号"])
def test_a_number_with_letters_is_no_rounded_one(number):
    assert not docnumber.is_rounded(number)


@pytest.mark.parametrize(("typed", "stored"), SPELLINGS)
def test_a_normal_number_stays(typed, stored):
    assert docnumber.normalise(stored) == stored


def test_a_record_is_found_however_its_number_is_typed(licence):
    stored = licence(reference="云城管许字[2026]０７号")
    assert stored.reference == "云城管许字〔2026〕7号"
    assert type(stored).objects.get(reference="云城管许字（2026）第7号") == stored
    with pytest.raises(ValidationError):
        licence(reference="云城管许字〔２０２６〕7号")
