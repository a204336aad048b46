"""What letters and /track/ say of opinions, reasons and receipts is what the record says of them."""

import io
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from pdfminer.high_level import extract_text

from huiyin.files import keeping, word
from huiyin.foi import papers
from huiyin.foi.models import Opinion, Paper, PaperKind
from huiyin.foi.papers import kinds, leaving
from huiyin.foi.papers.kinds import telling
from huiyin.foi.portal import standing

from . import paper_samples as samples

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(bureau, robot, morning):
    return samples.application(bureau, robot, morning)


def text_of(case, morning):
    return "\n".join(leaving.lines(case, at=morning))


REFUSES, SILENT, AGREES = "不同意公开，且有合理理由", "逾期没有提出意见，由本机关决定", "同意公开"
ASKED = [
    (["refuse"], f"，第三方{REFUSES}。"),
    (["refuse", "refuse"], f"，第三方{REFUSES}。"),
    (["none"], f"，第三方{SILENT}。"),
    (["none", "agree"], f"，部分第三方{SILENT}；部分第三方{AGREES}。"),
    (["agree", "refuse"], f"，部分第三方{REFUSES}；部分第三方{AGREES}。"),
    (["refuse", "none"], f"，部分第三方{REFUSES}；部分第三方{SILENT}。"),
    (["agree", "none", "refuse"], f"，部分第三方{REFUSES}；部分第三方{SILENT}；部分第三方{AGREES}。"),
    (["refuse", ""], f"，第三方{REFUSES}。"),
]  # fmt: skip


@pytest.mark.parametrize(("opinions", "said"), ASKED)
def test_of_several_third_parties_each_opinion_is_reported(case, morning, opinions, said):
    """条例第三十二条: who agreed, objected or kept silent is not reported as what all have said."""
    for number, opinion in enumerate(opinions):
        samples.asked(case, f"云溪样例清运第{number}公司", opinion)
    samples.decide(case, "r3_3_4")
    assert f"本机关依法书面征求了第三方意见{said}" in text_of(case, morning)


def test_no_letter_tells_of_opinions_that_nobody_gave(case, morning):
    samples.asked(case, "云溪样例清运公司", "")
    samples.decide(case, "r3_3_4")
    with pytest.raises(ValidationError, match="登记第三方的意见"):
        text_of(case, morning)


@pytest.mark.parametrize("opinions", [["agree"], ["none"], [""], []])
def test_only_who_refused_is_told_that_it_is_disclosed_all_the_same(case, robot, morning, opinions):
    """条例第三十二条: the letter says 不同意公开 of its addressee."""
    facts = samples.KIND_FACTS[PaperKind.DISCLOSED_ANYWAY]
    for opinion in opinions:
        samples.asked(case, "云溪样例市政公司", opinion)
    with pytest.raises(ValidationError, match="不同意公开的第三方"):
        papers.draw(case, "disclosed-anyway", actor=robot, at=morning, facts=facts)
    samples.asked(case, "云溪样例清运公司", "refuse")
    samples.asked(case, "云溪样例园林公司", "agree")
    paper = papers.draw(case, "disclosed-anyway", actor=robot, at=morning, facts=facts)
    lines = word.body_lines(keeping.content_of(paper.docx))
    assert "云溪样例清运公司：" in lines


@pytest.mark.parametrize(
    ("reasons", "said", "sentence"),
    [
        ("用于诉讼", "您提交了说明。", "本机关认为申请理由不合理，决定不予处理"),
        ("", "您没有在告知的期限内说明理由。", "本机关认为申请没有合理理由，决定不予处理"),
    ],
)
def test_reasons_that_nobody_gave_are_not_judged(case, morning, reasons, said, sentence):
    """条例第三十五条."""
    samples.decide(case, "r3_5_4")
    case.reasons = reasons
    text = text_of(case, morning)
    assert said in text
    assert sentence in text


UNKNOWN = "您收到的日期没有登记"
RECEIVED = [
    # result, day of the answer, day of receipt, the letter left on → last day of 60, is it known
    ("r3_1", "2026-03-03", "2026-03-09", "2026-03-03", "2026-05-08", True),
    ("r3_1", "2026-03-03", None, "2026-03-03", "2026-05-06", False),  # posted; 05-02 is a holiday
    ("r3_1", "2026-03-03", None, None, "2026-05-06", False),  # an old register
    ("r3_6_3", "2026-03-03", None, "2026-03-10", "2026-05-09", False),  # a worked Saturday
    ("r3_6_1", "2026-03-10", None, "2026-03-10", "2026-05-09", False),
]


@pytest.mark.parametrize(("code", "ended", "there", "left", "last", "is_known"), RECEIVED)
def test_the_time_to_contest_begins_with_the_receipt(
    case, morning, code, ended, there, left, last, is_known
):
    """行政复议法第二十条: from knowing of it; never given as shorter than it is."""
    case.state, case.decision, case.answer_number = "answered", code, "云城管公告知〔2026〕1号"
    case.answered_on = date.fromisoformat(ended)
    case.delivered_on = there and date.fromisoformat(there)
    if left:
        Paper.objects.create(
            application=case, kind=telling(code).key, title="答复", number=1, series="云城管公复",
            year=2026, frozen_at=morning, sent_on=date.fromisoformat(left),
        )  # fmt: skip
    marks = [mark for mark in standing.line(case, morning.date()) if "行政复议" in mark.title]
    assert [str(mark.due.day) for mark in marks] == [last]
    assert (UNKNOWN in marks[0].note) is not is_known


@pytest.mark.parametrize(
    ("code", "there", "said", "never"),
    [
        ("r3_1", None, ["答复日期2026年3月3日"], "申请人收到日期"),
        ("r3_1", "2026-03-09", ["答复日期2026年3月3日", "申请人收到日期2026年3月9日"], "办结日期"),
        ("r3_6_1", None, ["办结日期2026年3月3日"], "答复日期"),
        ("r3_6_3", None, ["办结日期2026年3月3日"], "答复日期"),
    ],
)
def test_the_case_file_calls_an_end_no_answer(case, morning, code, there, said, never):
    case.state, case.decision, case.answered_on = "answered", code, morning.date()
    case.delivered_on = there and date.fromisoformat(there)
    text = "".join(extract_text(io.BytesIO(papers.case_file(case))).split())
    assert all(one in text for one in said)
    assert never not in text


def test_the_reply_slip_offers_what_can_be_registered():
    """Each box is one of the opinions that the office can book: 同意 or 不同意, also in part."""
    slip = (kinds.FOLDER / "third-party.toml").read_text()
    boxes = [line.removeprefix("□ ") for line in slip.splitlines() if line.startswith("□")]
    opinions = [Opinion.AGREE.label, Opinion.REFUSE.label]
    assert [box[: len(label)] for box, label in zip(boxes, opinions, strict=True)] == opinions
