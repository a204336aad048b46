"""Keys: never in the clear, opened by the right passphrase alone, known by their marks."""

import pytest

from huiyin.backup import keyfile
from huiyin.backup.faults import BackupError

SECRETS = {"SECRET_KEY": "s" * 40, "AUDIT_KEY": "a" * 40, "FIELD_KEYS": f"{'n' * 40},{'o' * 40}"}
PASSPHRASE = "correct horse battery"


def test_keys_come_back_by_their_passphrase_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(keyfile, "_COST", 2**10)
    place = tmp_path / "a.keys"
    sealed = keyfile.seal(SECRETS, PASSPHRASE)
    assert not [value for value in ("ssss", "aaaa", "oooo") if value.encode() in sealed]
    place.write_bytes(sealed)
    assert keyfile.unseal(place, PASSPHRASE) == SECRETS
    for content, passphrase in (
        (sealed, "wrong horse battery"),
        (sealed, ""),
        (sealed[:-1], PASSPHRASE),
        (sealed[:20], PASSPHRASE),
        (sealed[:-1] + bytes([sealed[-1] ^ 1]), PASSPHRASE),
        (b"zip", PASSPHRASE),
        (b"", PASSPHRASE),
    ):
        place.write_bytes(content)
        with pytest.raises(BackupError):
            keyfile.unseal(place, passphrase)
    with pytest.raises(BackupError, match="太短"):
        keyfile.seal(SECRETS, "short")


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        pytest.param({}, [], id="the same"),
        pytest.param({"SECRET_KEY": "x" * 40}, [], id="sessions may end"),
        pytest.param({"AUDIT_KEY": "x" * 40}, ["HUIYIN_AUDIT_KEY"], id="another seal"),
        pytest.param({"FIELD_KEYS": f"{'z' * 40},{SECRETS['FIELD_KEYS']}"}, [], id="one key more"),
        pytest.param(
            {"FIELD_KEYS": "n" * 40}, ["HUIYIN_FIELD_KEYS", "HUIYIN_DIGEST_KEY"], id="the old one gone"
        ),
        pytest.param(
            {"FIELD_KEYS": "n" * 40, "DIGEST_KEY": "o" * 40}, ["HUIYIN_FIELD_KEYS"], id="kept for digests"
        ),
    ],
)  # fmt: skip
def test_what_a_place_lacks_is_named(changes, wrong):
    present = keyfile.marks({**SECRETS, **changes})
    assert sorted(keyfile.lacking(keyfile.marks(SECRETS), present)) == sorted(wrong)


def test_marks_tell_no_key():
    text = str(keyfile.marks(SECRETS))
    assert not [value for value in SECRETS.values() if value[:8] in text]
