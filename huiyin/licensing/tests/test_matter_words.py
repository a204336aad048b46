"""Which matter a decision is about, by its words on its day; and the page that sets them."""

from datetime import date

import pytest
from django.utils import timezone

from huiyin.casework.workflow import MoveForbiddenError
from huiyin.licensing.matter_words import MatterWord, Words, named
from huiyin.licensing.models import LicenceMatter
from huiyin.licensing.words_desk import WORDS

WASTE, ROAD, DIGGING = 1, 2, 3
KNOWN = {"建筑垃圾": WASTE, "占用道路": ROAD, "临时占用道路": DIGGING, "挖掘道路": DIGGING}


@pytest.mark.parametrize(
    ("text", "matters"),
    [
        ("准予处置建筑垃圾300立方米", {WASTE}),
        ("准予占用道路堆放建筑垃圾", {WASTE, ROAD}),
        ("准予临时占用道路", {DIGGING}),
        ("准予行政许可决定书", set()),
        ("", set()),
    ],
)
def test_a_text_names_matters_by_its_longest_words(text, matters):
    assert named(text, KNOWN) == matters


def matter(name):
    return LicenceMatter.objects.get(name=name).pk


def words():
    return Words(LicenceMatter.objects.values_list("name", "pk"))


DAY = {"decided_on": date(2026, 3, 2)}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "name"),
    [
        pytest.param({"content": "准予处置建筑垃圾"}, "城市建筑垃圾处置核准", id="by the content"),
        pytest.param(
            {"certificate_name": "燃气经营许可证", "content": "处置建筑垃圾"}, "燃气经营许可",
            id="the certificate before the content",
        ),
        pytest.param(
            {"document_name": "挖掘城市道路审批决定书"}, "挖掘城市道路审批", id="by the matter's own name"
        ),
        pytest.param(
            {"project_name": "渣土和生活垃圾运输", "content": "渣土"}, "城市建筑垃圾处置核准",
            id="what names two is passed over",
        ),
        pytest.param({"content": "准予许可"}, None, id="nothing said"),
        pytest.param({"content": "渣土", "decided_on": None}, None, id="no day"),
    ],
)  # fmt: skip
def test_the_plainest_field_decides(values, name):
    assert words().matter_of(DAY | values) == (matter(name) if name else None)


@pytest.mark.django_db
def test_a_word_means_what_it_meant_on_the_day_of_the_decision(actor, morning):
    gas = LicenceMatter.objects.get(name="燃气经营许可")
    row = {"word": "渣土", "valid_from": date(2026, 3, 4), "basis": "云审改〔2026〕1号"}
    WORDS.set(**row, matter=gas, actor=actor("licensing.keep_words"), at=morning)
    before, after = date(2026, 3, 3), date(2026, 3, 4)
    known = words()
    assert known.matter_of({"decided_on": before, "content": "渣土"}) == matter(
        "城市建筑垃圾处置核准"
    )
    assert known.matter_of({"decided_on": after, "content": "渣土"}) == gas.pk
    WORDS.set(**row, matter=None, actor=actor("licensing.keep_words"), at=morning)
    assert words().matter_of({"decided_on": after, "content": "渣土"}) is None
    assert MatterWord.objects.filter(word="渣土").count() == 2


@pytest.mark.django_db
def test_who_registers_sets_no_words(actor, morning):
    row = {"word": "渣土", "valid_from": date(2026, 3, 4), "basis": "x", "matter": None}
    with pytest.raises(MoveForbiddenError):
        WORDS.set(**row, actor=actor("licensing.register_licence"), at=morning)


@pytest.mark.django_db
def test_all_words_of_an_import_are_read_once(django_assert_num_queries):
    with django_assert_num_queries(2):
        known = words()
        for day in range(1, 29):
            known.matter_of({"decided_on": date(2026, 2, day), "content": "渣土"})


@pytest.mark.django_db
def test_the_desk_sets_a_word(client, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("root", password="x"))
    today = timezone.localdate()
    values = {"what": "word", "word": "弃土", "matter": matter("城市建筑垃圾处置核准"),
              "valid_from": str(today)}  # fmt: skip
    wrong = client.post("/desk/licence-words/", values | {"basis": ""})
    assert (wrong.status_code, "请填写依据" in wrong.text) == (422, True)
    client.post("/desk/licence-words/", values | {"basis": "云审改〔2026〕1号"})
    assert str(MatterWord.objects.on(today, word="弃土")) == "弃土：城市建筑垃圾处置核准"
