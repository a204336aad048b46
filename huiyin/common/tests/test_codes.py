"""Check characters of codes, and document numbers."""

import pytest

from huiyin.common import docnumber, identity, uscc


@pytest.mark.parametrize(
    ("code", "valid"),
    [
        ("113417007728242536", True),
        ("11341702486344515H", True),
        ("11441700007280420Y", True),
        ("11230500001755309F", True),
        ("91230500MA1B3N1N2M", True),
        ("1137078555222300XQ", True),
        ("11341702772824253X", False),
        ("113417007728242537", False),
        ("11341700772824253", False),
        ("11341700772824253I", False),
        ("１１３４１７００７７２８２４２５３６", False),
        ("", False),
    ],
)
def test_uscc(code, valid):
    assert uscc.is_valid(code) is valid


@pytest.mark.parametrize(
    ("code", "valid"),
    [("000014349", True), ("011336909", True), ("014109445", True), ("772824253", True),
     ("035210000", False), ("000000001", False), ("77282425", False), ("", False)],
)  # fmt: skip
def test_organisation_code(code, valid):
    assert uscc.is_valid_organisation_code(code) is valid


@pytest.mark.parametrize(
    ("number", "valid"),
    [
        pytest.param("11010519491231002X", True, id="a right one"),
        pytest.param("11010519491231002x", True, id="a small x"),
        pytest.param("113417007728242536", False, id="an all-digit credit code is none"),
        pytest.param("110105194912310021", False, id="a wrong check digit"),
        pytest.param("11010519490231002X", False, id="31 February"),
        pytest.param("110105491231002", False, id="15 digits"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_identity_number(number, valid):
    assert identity.is_valid(number) is valid


@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("国办发〔2020〕51号", "国办发〔2020〕51号"),
        ("云城管[2020] 5 号", "云城管〔2020〕5号"),
        ("云城管（2020）第05号", "云城管〔2020〕5号"),
        ("云城管【2020】5号", "云城管〔2020〕5号"),
        ("国务院令第711号", "国务院令第711号"),
        (" 无号 ", "无号"),
    ],
)
def test_document_number(number, right):
    assert docnumber.normalise(number) == right


@pytest.mark.parametrize(
    ("number", "canonical"),
    [
        ("云城管〔2020〕5号", True),
        ("云城管[2020]5号", False),
        ("云城管〔2020〕05号", False),
        ("〔2020〕5号", False),
    ],
)
def test_canonical(number, canonical):
    assert docnumber.is_canonical(number) is canonical
