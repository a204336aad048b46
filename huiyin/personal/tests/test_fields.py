"""Encrypted columns: what the database sees, key rotation, and that nobody can search them."""

from datetime import date

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from huiyin.personal import keys
from huiyin.personal.fields import masked
from huiyin.personal.keys import UnreadableError

OLD, NEW = "o" * 32, "n" * 32


@given(st.text())
def test_round_trip(clear):
    if "\ud800" <= max(clear, default="") <= "\udfff":
        return
    assert keys.decrypt(keys.encrypt(clear, "a"), "a") == clear


def test_equal_values_have_different_ciphertexts():
    assert keys.encrypt("341702", "a") != keys.encrypt("341702", "a")


def test_the_first_key_writes_and_all_read(settings):
    settings.FIELD_KEYS = [OLD]
    before = keys.encrypt("王小明", "a")
    settings.FIELD_KEYS = [NEW, OLD]
    after = keys.encrypt("王小明", "a")
    assert keys.decrypt(before, "a") == keys.decrypt(after, "a") == "王小明"
    settings.FIELD_KEYS = [NEW]
    assert keys.decrypt(after, "a") == "王小明"
    with pytest.raises(UnreadableError, match="HUIYIN_FIELD_KEYS"):
        keys.decrypt(before, "a")


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda text: text[:-6] + "AAAA==", id="another end"),
        pytest.param(lambda text: text.partition(":")[0] + ":", id="no body"),
        pytest.param(lambda text: text.partition(":")[0] + ":x", id="not base64"),
        pytest.param(lambda text: "deadbeef" + text[8:], id="an unknown key"),
        pytest.param(lambda text: "王小明", id="clear text in the column"),
    ],
)
def test_what_cannot_be_read_says_so_and_tells_nothing(spoil):
    with pytest.raises(UnreadableError) as failure:
        keys.decrypt(spoil(keys.encrypt("王小明", "a")), "a")
    assert "王" not in str(failure.value)


def test_a_digest_is_stable_over_rotation_and_keyed(settings):
    settings.FIELD_KEYS = [OLD]
    before = keys.digest("11010519491231002x")
    settings.FIELD_KEYS = [NEW, OLD]
    assert keys.digest(" 11010519491231002X") == before
    settings.FIELD_KEYS = [NEW]
    assert keys.digest("11010519491231002X") != before


@pytest.mark.django_db
def test_the_column_holds_only_ciphertext(licence):
    record = licence(holder_id="11010519491231002X", valid_to=date(2021, 5, 5))
    with connection.cursor() as cursor:
        cursor.execute("SELECT holder_id, representative_id FROM licensing_licence")
        stored, empty = cursor.fetchone()
    assert "11010519491231002X" not in stored
    assert empty == ""
    record.refresh_from_db()
    assert record.holder_id == "11010519491231002X"
    assert masked(record, "holder_id") == "110***********002X"
    assert masked(record, "representative_id") == ""


@pytest.mark.django_db
def test_nobody_searches_an_encrypted_column(licence):
    model = type(licence(holder_id="11010519491231002X"))
    for lookup in ("", "__contains", "__in", "__startswith", "__gt", "__regex", "__iexact"):
        value = ["1"] if lookup == "__in" else "1"
        with pytest.raises(TypeError, match="encrypted"):
            model.objects.filter(**{f"holder_id{lookup}": value}).exists()
    assert model.objects.filter(representative_id="").count() == 1
    assert model.objects.exclude(holder_id="").count() == 1
