"""答复核对: points of a letter, passages of a reply, documents it cites, texts it repeats."""

from datetime import UTC, date, datetime, timedelta

import pytest

from huiyin.hotline import actions, replying
from huiyin.hotline.forms import DraftForm
from huiyin.hotline.replying import remarks
from huiyin.hotline.replying.points import lacking, nearest, points
from huiyin.search import index

from .trial import TUESDAY, answered, request

LETTER = (
    "您好！云溪路中段路灯已经坏了半个月。请问什么时候能修好？"
    "另外希望在学校门口增设人行横道。维修要收多少钱？谢谢！"
)


def test_a_letter_has_points():
    assert [point.text for point in points("路灯", LETTER)] == [
        "请问什么时候能修好", "另外希望在学校门口增设人行横道", "维修要收多少钱",
    ]  # fmt: skip
    assert [point.text for point in points("云溪路积水", "一下雨就淹。")] == ["云溪路积水"]


@pytest.mark.parametrize(
    ("reply", "taken_up", "lacks"),
    [
        ("路灯3月9日前修好。人行横道已报交警部门，6月底前增设。维修不收费，0元。", 3, 0),
        ("路灯正在修。已联系交警。", 0, 2),
        ("学校门口的人行横道6月底前增设。", 1, 0),
    ],
)
def test_points_are_found_in_a_reply(reply, taken_up, lacks):
    asked = points("路灯", LETTER)
    assert sum(bool(nearest(point, reply)) for point in asked) == taken_up
    assert sum(bool(lacking(point, reply)) for point in asked) == lacks


REMARKS = [
    (remarks.sends_elsewhere, "您好，此事请联系市交通局。感谢您的支持！", 1),
    (remarks.sends_elsewhere, "请联系物业公司。" + "经现场查看，井盖已于3月2日更换。" * 10, 0),
    (remarks.sends_elsewhere, "井盖已于3月2日更换。", 0),
    (remarks.undated, "下一步，我局将加强巡查。", 1),
    (remarks.undated, "我局将于3月底前更换。", 0),
    (remarks.undated, "近期免冠照片两张。", 0),
    (remarks.undated, "将垃圾桶移到路口。", 0),
    (remarks.has_contact, "已修复。", 1),
    (remarks.has_contact, "已修复，有问题请拨打0555-2312345。", 0),
]


@pytest.mark.parametrize(("check", "reply", "count"), REMARKS)
def test_passages_to_look_at(check, reply, count):
    assert len(list(check(reply))) == count


def test_numbers_lose_the_words_before_them():
    reply = "根据《办法》（云城管〔2026〕9号）和户口政策为云政办发[2025]016号"
    tails = [set(remarks.tails(number)) for number in remarks.numbers(reply)]
    assert "云城管〔2026〕9号" in tails[0]
    assert "云政办发〔2025〕16号" in tails[1]


def test_a_copied_text_is_told_by_its_words_not_its_greeting():
    text = "经核实，云溪路井盖破损属实，市政所已于3月2日更换新井盖并完成路面修补，现场恢复通行。"
    assert (
        remarks.copied_share(remarks.shingles(f"您好！{text}感谢您的支持！"), f"{text}特此回复。")
        == 1
    )
    assert remarks.copied_share(remarks.shingles(text), "路灯已修复。") == 0
    assert remarks.copied_share(remarks.shingles("已修复。"), "已修复。") == 0, "too short to tell"


def _cited(number, over_on=None):
    index.put(
        [
            index.Document(
                key=f"document:{number}", url="/i/x/", title="办法", body="", doc_number=number,
                published_on=date(2025, 1, 1), over_on=over_on,
            )
        ]
    )  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("over_on", "key"),
    [(None, None), (TUESDAY, "lapsed"), (TUESDAY + timedelta(days=1), None)],
)
def test_a_basis_is_in_the_catalogue_and_in_force(bureau, robot, morning, over_on, key):
    _cited("云城管〔2026〕9号", over_on)
    matter = actions.register(request(bureau), actor=robot, at=morning)
    keys = _keys(matter, "按照云城管〔2026〕9号，不予设置。电话0555-2312345。")
    assert keys == ([key] if key else [])
    assert _keys(matter, "按照云城管〔2024〕7号，不予设置。电话0555-2312345。") == ["basis"]


def _keys(matter, reply):
    return [one.key for one in replying.read(matter, reply, today=TUESDAY).remarks]


@pytest.mark.django_db
def test_whose_answer_it_repeats_and_whom_it_gives_away(
    bureau, robot, morning, django_assert_num_queries
):
    text = "经核实，云溪路井盖破损属实，市政所已于3月2日更换新井盖并完成路面修补，现场恢复通行。"
    former = actions.register(request(bureau), actor=robot, at=morning)
    answered(former, robot, morning, text=text)
    secret = actions.register(request(bureau, request_kind="report"), actor=robot, at=morning)
    answered(secret, robot, morning, text=text.replace("井盖", "广告牌"))
    matter = actions.register(
        request(bureau, caller_name="王小明", caller_phone="13800000000"), actor=robot, at=morning
    )
    with django_assert_num_queries(1):
        read = replying.read(matter, f"王小明：{text}", today=TUESDAY)
    assert [one.key for one in read.remarks] == ["personal", "copied", "contact"]
    assert former.reference in read.remarks[1].words
    assert _keys(matter, text.replace("井盖", "广告牌")) == ["contact"], (
        "nothing of a confidential one"
    )


@pytest.mark.django_db
def test_the_form_shows_it(bureau, robot, morning):
    matter = actions.register(request(bureau, content=LETTER), actor=robot, at=morning)
    read = DraftForm(matter=matter).read()
    assert len(read.points) == 3
    assert not read.is_written
    assert read.remarks == []


PUBLISHED = {
    "own": {"doc_number": "云城管〔2026〕9号", "agency": "own"},
    "other": {"title": "云溪路路灯坏了怎么修", "agency": "water"},
    "abolished": {"over_on": TUESDAY},
    "over later": {"over_on": TUESDAY + timedelta(days=1)},
    "taken down": {"public_until": datetime(2020, 1, 1, tzinfo=UTC)},
    "a power": {"kind": "power"},
    "another matter": {"title": "公园游船票价", "body": "成人每人二十元。"},
}
BODY = "本局职责如下。云溪路中段路灯坏了由市政所在三日内修复。夜间巡查。"


def test_published_texts_are_suggested_with_their_passage(
    bureau, robot, morning, settings, django_assert_num_queries
):
    settings.WAGTAILADMIN_BASE_URL = "https://example.org"
    said = {"title": "路灯维护办法", "body": BODY, "agency": "own"}
    index.put(
        index.Document(
            key=f"{values.get('kind', 'document')}:{n}", url=f"/i/{n}/", published_on=TUESDAY,
            agency_name=name,
            **{
                **said, **{key: value for key, value in values.items() if key != "kind"},
                "agency": bureau.slug if {**said, **values}["agency"] == "own" else "water",
            },
        )
        for n, (name, values) in enumerate(PUBLISHED.items())
    )  # fmt: skip
    index.put(
        index.Document(f"document:9{n}", f"/i/9{n}/", f"第{n}号通告", "食品安全检查", TUESDAY)
        for n in range(60)
    )
    letter = "云溪路中段路灯坏了半个月，什么时候能修好？"
    asked = actions.register(
        request(bureau, subject="路灯", content=letter), actor=robot, at=morning
    )
    with django_assert_num_queries(2):
        hits = replying.known(asked, today=TUESDAY)
    names = [hit.agency for hit in hits]
    assert set(names[:2]) == {"own", "over later"}
    assert names[2:] == ["other"]
    own = next(hit for hit in hits if hit.agency == "own")
    assert own.passage.startswith("云溪路中段路灯坏了")
    assert own.cited == "《路灯维护办法》（云城管〔2026〕9号）https://example.org/i/0/"
    nothing = request(bureau, subject="咨询", content="您好")
    assert replying.known(nothing, today=TUESDAY) == []
