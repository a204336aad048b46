"""One number, however it is typed: what the first telephone of a field dials."""

import pytest

from huiyin.common.telephones import area_of, dialled

MOBILE, LANDLINE = "13812345678", "05502021234"
SPELLINGS = {
    "as it is": ("13812345678", MOBILE),
    "in groups": ("138 1234-5678", MOBILE),
    "full width": ("１３８１２３４５６７８", MOBILE),
    "with its country": ("+86 138 1234 5678", MOBILE),
    "country with zeros": ("0086-13812345678", MOBILE),
    "long distance": ("013812345678", MOBILE),
    "behind a name": ("周先生13812345678", MOBILE),
    "the first of two": ("13812345678、2021234", MOBILE),
    "landline": ("0550-2021234", LANDLINE),
    "landline in one": ("05502021234", LANDLINE),
    "area in brackets": ("（０５５０）２０２ １２３４", LANDLINE),
    "landline with its country": ("+86-550-2021234", LANDLINE),
    "local": ("2021234", LANDLINE),
    "an extension": ("2021234转801", f"{LANDLINE}801"),
    "another area": ("010-62021234", "01062021234"),
    "a service number": ("400-123-4567", "4001234567"),
    "from abroad": ("+852 2123 4567", "0085221234567"),
    "a name": ("周示例", ""),
    "mail": ("zhou@example.cn", ""),
    "nothing": ("", ""),
}


@pytest.mark.parametrize(("typed", "number"), SPELLINGS.values(), ids=SPELLINGS)
def test_a_number_is_one_however_it_is_typed(typed, number):
    assert dialled(typed, "0550") == number


AREAS = {
    "0550-3111111": "0550",
    "05503111111": "0550",
    "010-62021234": "010",
    "13812345678": "",
    "": "",
}


@pytest.mark.parametrize(("telephone", "area"), AREAS.items())
def test_the_area_of_a_landline(telephone, area):
    assert area_of(telephone) == area
