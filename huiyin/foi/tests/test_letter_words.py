"""Kinds of paper × who applied × channel × ground → what must, and what must not, stand there."""

import io
import re
from importlib import import_module

import docx
import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from huiyin.files import keeping, word
from huiyin.foi import actions, papers
from huiyin.foi.models import (
    EXEMPTION_OF,
    Channel,
    Decision,
    Exemption,
    Ground,
    Paper,
    PaperKind,
)
from huiyin.foi.papers import leaving
from huiyin.foi.papers.kinds import (
    ANSWERS,
    ENDINGS,
    FAMILY,
    FOLDER,
    KINDS,
    NOTICES,
    decision_texts,
    named,
    telling,
)
from huiyin.foi.papers.wording import addressed_by_name, by_law
from huiyin.foi.portal import standing
from huiyin.foi.redacting import grounds
from huiyin.letters.actions import name_series

from . import paper_samples as samples

pytestmark = pytest.mark.django_db
REGULATION = "《中华人民共和国政府信息公开条例》"
FIRM = {"applicant_kind": "company", "applicant_name": "云溪样例环保有限公司"}
WHO = {"person": ({}, "您", "贵单位"), "organisation": (FIRM, "贵单位", "您")}
PHRASES = {
    Channel.COUNTER: "当面提交的",
    Channel.LETTER: "邮寄的",
    Channel.ONLINE: "通过互联网提交的",
    Channel.FAX: "以传真方式提交的",
    Channel.PLAIN_LETTER: "邮寄的",
}
FIRST, EITHER = "先向云溪市人民政府申请行政复议", "或者自收到本"
LAW = {
    # result: (title, article of the decision, way to contest it)
    "r3_1": ("答复书", "第三十六条第二项", EITHER),
    "r3_2": ("答复书", "第三十七条", FIRST),
    "r3_3_1": ("答复书", "第十四条", FIRST),
    "r3_3_2": ("答复书", "第十四条", FIRST),
    "r3_3_3": ("答复书", "第十四条", FIRST),
    "r3_3_4": ("答复书", "第十五条、第三十二条", FIRST),
    "r3_3_5": ("答复书", "第十六条第一款", FIRST),
    "r3_3_6": ("答复书", "第十六条第二款", FIRST),
    "r3_3_7": ("答复书", "第十六条第二款", FIRST),
    "r3_3_8": ("答复书", "第三十六条第七项", EITHER),
    "r3_4_1": ("答复书", "第三十六条第四项", EITHER),
    "r3_4_2": ("答复书", "第三十八条", EITHER),
    "r3_4_3": ("答复书", "第二十九条、第三十条", EITHER),
    "r3_5_1": ("不予处理告知书", "第三十九条第一款", EITHER),
    "r3_5_2": ("不予处理告知书", "第三十六条第六项", EITHER),
    "r3_5_3": ("不予处理告知书", "第三十九条第二款", EITHER),
    "r3_5_4": ("不予处理告知书", "第三十五条", EITHER),
    "r3_5_5": ("不予处理告知书", "", EITHER),
    "r3_6_1": ("不再处理告知书", "第三十条", EITHER),  # 法释〔2025〕8号: sued directly
    "r3_6_2": ("不再处理告知书", "", EITHER),  # 国办函〔2020〕109号; 法释〔2025〕8号
    "r3_6_3": ("终结办理告知书", "", EITHER),
}
WRONG = (
    "你方", "你单位", "我方", "您（贵单位）", "通过当面", "通过邮寄", "第一项、第二项", "{{",
    "（条例第", "根据条例", "依据：", "提出的政府信息公开申请（", "。。",
)  # fmt: skip
"""In no letter, whoever gets it."""


def lines_of(case, morning):
    return leaving.lines(case, at=morning)


def prepared(bureau, robot, morning, code, who, channel="counter"):
    case = samples.application(bureau, robot, morning, channel=channel, **WHO[who][0])
    samples.decide(case, code)
    if who == "organisation":
        letter = {n: s.replace("您", "贵单位") for n, s in case.draft_letter.items()}
        case.draft_letter = letter
    return case


def of_kind(bureau, robot, morning, kind, who, channel="counter", **facts):
    case = samples.application(bureau, robot, morning, channel=channel, **WHO[who][0])
    samples.prepare(case, kind)
    said = {n: s.replace("您", WHO[who][1]) for n, s in samples.KIND_FACTS[kind].items()}
    paper = papers.draw(case, kind, actor=robot, at=morning, facts={**said, **facts})
    return word.body_lines(keeping.content_of(paper.docx))


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("code", LAW)
def test_every_result(bureau, robot, morning, code, who):
    title, article, way = LAW[code]
    _, mine, other = WHO[who]
    text = "\n".join(lines_of(prepared(bureau, robot, morning, code, who), morning))
    assert f"政府信息公开申请{title}\n" in text
    assert f"收到{mine}当面提交的政府信息公开申请（申请编号" in text
    assert not article or f"{REGULATION}{article}" in text
    assert way in text
    assert not any(wrong in text for wrong in WRONG)
    assert other not in text
    assert f"自收到本{'答复书' if title == '答复书' else '告知书'}之日起60日内" in text
    titles = {one.text.title.removeprefix("政府信息公开申请") for one in KINDS.values()} - {title}
    assert not any(f"本{one}" in text for one in titles)


def test_the_table_names_every_result():
    assert set(LAW) == set(Decision.values) == set(decision_texts())
    assert all(telling(code).text.title.endswith(title) for code, (title, *_) in LAW.items())
    assert sum(len(kind.decides) for kind in KINDS.values()) == len(Decision.values)


@pytest.mark.parametrize("channel", PHRASES)
@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("kind", ["correction", "reasons", "extension", "consulting", "fee"])
def test_every_notice_has_one_phrase_for_a_channel(bureau, robot, morning, kind, who, channel):
    text = "\n".join(of_kind(bureau, robot, morning, PaperKind(kind), who, channel))
    _, mine, other = WHO[who]
    assert f"收到{mine}{PHRASES[channel]}政府信息公开申请（申请编号" in text
    assert other not in text
    assert not any(wrong in text for wrong in WRONG)


@pytest.mark.parametrize("kind", samples.KIND_FACTS)
def test_dates_say_that_they_are_included_and_laws_stand_in_marks(bureau, robot, morning, kind):
    text = "\n".join(of_kind(bureau, robot, morning, kind, "person"))
    assert not re.search(r"\d日前(?!（含当日）)", text)
    assert not re.search(r"(?<!《中华人民共和国)(?<!该)政府信息公开条例|(?<!该)条例第", text)
    assert not any(wrong in text for wrong in WRONG)


def test_no_wording_names_a_last_day_without_it():
    for path in FOLDER.glob("*.toml"):
        said = path.read_text(encoding="utf-8")
        assert not re.search(r"期限}}前(?!（含当日）)", said), path.name
        assert not re.search(r"(?<!共和国)政府信息公开条例", said), path.name


@pytest.mark.parametrize(
    ("clause", "said", "never"),
    [
        ("第三十六条第一项", ("已经主动公开", "现将获取该信息的方式、途径告知您"), "决定予以公开"),
        ("第三十六条第二项", ("属于可以公开的政府信息", "本机关决定予以公开"), "已经主动公开"),
    ],
)
def test_what_is_disclosed_cites_one_item(bureau, robot, morning, clause, said, never):
    """条例第三十六条: already public (一), or supplied (二); never both."""
    case = prepared(bureau, robot, morning, "r3_1", "person")
    case.draft_letter |= {"公开条款": clause}
    text = "\n".join(lines_of(case, morning))
    assert all(one in text for one in (f"{REGULATION}{clause}，", *said))
    assert text.count("第三十六条") == 1
    assert never not in text


@pytest.mark.parametrize(
    ("code", "name", "value"),
    [
        ("r3_1", "公开条款", "第三十六条第一项、第二项"),
        ("r3_1", "公开条款", "第三十六条"),
        ("r3_4_1", "适用条款", "第三十六条第四项、第五项"),
    ],
)
def test_two_items_are_refused_at_their_field(bureau, robot, morning, code, name, value):
    case = prepared(bureau, robot, morning, code, "person")
    case.draft_letter |= {name: value}
    with pytest.raises(ValidationError) as caught:
        leaving.check(case, morning.date())
    assert list(caught.value.message_dict) == [name]


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        ("第三十六条第四项", "该政府信息不存在"),
        ("第三十六条第五项", "该政府信息不属于本机关负责公开"),
    ],
)
def test_what_is_not_held_says_why(bureau, robot, morning, clause, said):
    case = prepared(bureau, robot, morning, "r3_4_1", "person")
    case.draft_letter |= {"适用条款": clause}
    assert f"{clause}，{said}，本机关无法提供" in "\n".join(lines_of(case, morning))


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("ground", Exemption.values)
def test_every_ground_is_told_in_full(bureau, robot, morning, ground, who):
    """依据《…条例》第×条，属于…: in the letter and in the list that goes with it."""
    code = next(c for c, g in EXEMPTION_OF.items() if g == ground)
    case = prepared(bureau, robot, morning, code, who)
    Ground.objects.create(application=case, code=ground, reason="形成于讨论阶段")
    said = f"依据{REGULATION}第"
    line = next(one for one in lines_of(case, morning) if one.startswith("依据"))
    assert line.startswith(said)
    assert line == f"依据{by_law(ground)}。理由：形成于讨论阶段。"
    assert grounds.caption(ground).removeprefix("条例") in line


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("柳青禾", "您"),
        ("欧阳青禾", "您"),
        ("阿依古丽·买买提", "您"),
        ("云溪市样例清运有限公司", "贵单位"),
        ("云溪样例物业管理处", "贵单位"),
        ("老王面馆", ""),
        ("工会", ""),
        ("J. Smith", ""),
    ],
)
def test_a_third_party_is_addressed_by_what_its_name_leaves_no_doubt_of(name, said):
    assert addressed_by_name(name) == said


@pytest.mark.parametrize("kind", [PaperKind.THIRD_PARTY, PaperKind.DISCLOSED_ANYWAY])
@pytest.mark.parametrize(
    ("whom", "facts", "said", "other"),
    [
        ("柳大川", {}, "您", "贵单位"),
        ("云溪市样例清运有限公司", {}, "贵单位", "您"),
        ("老王面馆", {"第三方称谓": "贵单位"}, "贵单位", "您"),
        ("云溪市样例清运有限公司", {"第三方称谓": "您"}, "您", "贵单位"),
    ],
)
def test_a_third_party_is_one_of_both(
    bureau, robot, morning, monkeypatch, kind, whom, facts, said, other
):
    monkeypatch.setitem(samples.CONSULTED, kind, (samples.CONSULTED[kind][0], whom))
    text = "\n".join(of_kind(bureau, robot, morning, kind, "person", **facts))
    assert said in text
    assert other not in text
    assert "我方" not in text


def test_who_cannot_be_told_is_asked(bureau, robot, morning, monkeypatch):
    monkeypatch.setitem(samples.CONSULTED, PaperKind.THIRD_PARTY, ("third-party", "老王面馆"))
    with pytest.raises(ValidationError, match="请填写第三方称谓"):
        of_kind(bureau, robot, morning, PaperKind.THIRD_PARTY, "person")


@pytest.mark.parametrize("code", ["r3_6_1", "r3_6_2", "r3_6_3"])
def test_what_was_given_up_has_a_paper_of_its_own(bureau, robot, morning, code):
    """Its kind, its template, its series; 不予处理 is said nowhere."""
    kind = telling(code)
    text = "\n".join(lines_of(prepared(bureau, robot, morning, code, "person"), morning))
    assert kind.is_ending
    assert kind.series == "foi.endings"
    assert kind.template_key in {"foi.no-longer", "foi.ended"}
    assert "不予" not in text
    assert "不予处理" not in kind.key.label


def test_a_withdrawal_told_by_the_office_sends_its_notice(bureau, robot, morning):
    """(六)3 ends on the day of the withdrawal, whenever that is recorded."""
    case = samples.application(bureau, robot, morning, **FIRM)
    day = morning.date().replace(day=2)
    details = {"withdrawn_on": day, "note": "来信撤回", "letter": {}}
    entered = actions.enter_withdrawal(case, actor=robot, at=morning, **details)
    assert "贵单位于2026年3月2日撤回了该政府信息公开申请。" in leaving.notice_lines(
        entered, at=morning
    )
    closed = actions.confirm_answer(entered, actor=robot, at=morning)
    paper = Paper.objects.get(kind=PaperKind.ENDED)
    assert (closed.answered_on, paper.sent_on) == (day, morning.date())
    assert closed.answer_number == paper.document_number == "云城管公告知〔2026〕1号"
    assert paper.title.endswith("终结办理告知书")


def test_letters_of_before_keep_their_words_and_get_their_kind(bureau, robot, morning):
    """By their title; one that was called 不予处理 stays what it is called."""
    case = samples.application(bureau, robot, morning)
    titles = ["不再处理告知书", "终结办理告知书", "不予处理告知书"]
    letters = [
        Paper.objects.create(application=case, kind="other", title=f"政府信息公开申请{title}")
        for title in titles
    ]
    moved = import_module("huiyin.foi.migrations.0012_papers_of_endings")
    moved.tell_kinds(apps, None)
    kinds = [Paper.objects.get(pk=one.pk).kind for one in letters]
    assert kinds == ["no-longer", "ended", "other"]
    moved.one_kind(apps, None)
    assert set(Paper.objects.values_list("kind", flat=True)) == {"other"}


def test_a_series_of_endings_is_counted_apart_once_it_has_a_word(bureau, actor, robot, morning):
    """Until then in the register of the notices, where no number is given twice."""
    clerk = actor("letters.edit_template")
    context = {"actor": clerk, "at": morning, "counted_with": FAMILY.counted_with(ENDINGS)}
    assert FAMILY.series_of(bureau, KINDS["ended"]) == FAMILY.series_of(bureau, KINDS["receipt"])
    name_series(bureau, NOTICES, "告", actor=clerk, at=morning)
    assert FAMILY.series_of(bureau, KINDS["no-longer"]) == "云城管告"
    name_series(bureau, ENDINGS, "告", **context)
    name_series(bureau, ENDINGS, "终", **context)
    assert FAMILY.series_of(bureau, KINDS["ended"]) == "云城管终"
    with pytest.raises(ValidationError, match="已经用于"):
        name_series(bureau, ANSWERS, "终", actor=clerk, at=morning)


@pytest.mark.parametrize(
    ("code", "number", "article", "noun"),
    [
        ("r3_1", "云城管公复〔2026〕1号", f"{REGULATION}第三十六条", "答复书"),
        ("r3_5_1", "云城管公告知〔2026〕1号", f"{REGULATION}第三十九条第一款", "告知书"),
        ("r3_6_1", "云城管公告知〔2026〕1号", f"{REGULATION}第三十条", "告知书"),
        ("r3_6_2", "云城管公告知〔2026〕1号", "国办函〔2020〕109号", "告知书"),
        ("r3_6_3", "云城管公告知〔2026〕1号", "", "告知书"),
    ],
)
def test_the_applicant_reads_the_same_on_the_page(
    bureau, robot, morning, code, number, article, noun
):
    case = samples.application(bureau, robot, morning)
    case.state, case.decision, case.answered_on = "answered", code, morning.date()
    case.answer_number = number
    done = next(m for m in standing.line(case, morning.date()) if m.title.startswith("办结"))
    assert article in done.article
    assert bool(article) == bool(done.article)
    assert f"如对本{noun}不服" in standing.remedy_text(case)[0]
    assert "或者自收到本" in standing.remedy_text(case)[0]


def test_who_withdrew_and_was_sent_nothing_has_nothing_to_contest(bureau, robot, morning):
    case = samples.application(bureau, robot, morning)
    case.state, case.decision, case.answered_on = "answered", "r3_6_3", morning.date()
    assert standing.remedy_text(case) == []
    assert not any("行政复议" in mark.title for mark in standing.line(case, morning.date()))


@pytest.mark.parametrize("kind", [PaperKind.THIRD_PARTY, PaperKind.CORRECTION, PaperKind.FEE])
def test_what_announces_is_not_left_at_the_end_of_a_page(bureau, robot, morning, kind):
    """Nor does the place of the seal stand on a page without text (GB/T 9704-2012)."""
    case = samples.application(bureau, robot, morning)
    samples.prepare(case, kind)
    paper = papers.draw(case, kind, actor=robot, at=morning, facts=samples.KIND_FACTS[kind])
    paragraphs = docx.Document(io.BytesIO(keeping.content_of(paper.docx))).paragraphs
    announcing = [one for one in paragraphs if one.text.rstrip().endswith("：")]
    assert announcing
    assert all(one.paragraph_format.keep_with_next for one in announcing)
    signed = next(n for n, one in enumerate(paragraphs) if one.text == "2026年3月3日")
    kept = [one for one in paragraphs[:signed] if one.paragraph_format.keep_with_next and one.text]
    assert any(one.paragraph_format.first_line_indent for one in kept[-4:])


def test_no_two_letters_that_can_be_chosen_have_the_same_name():
    names = [named(kind) for kind in KINDS.values()]
    assert len(names) == len(set(names)), names
    assert "政府信息公开征求意见函（共同制作机关）" in names
