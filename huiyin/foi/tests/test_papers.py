"""Letters of applications: every kind, every result, numbers, freezing, hostile input."""

import hashlib
import io
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import docx
import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.db import connections
from pdfminer.high_level import extract_text

from huiyin.audit.actors import Actor, ActorKind
from huiyin.audit.models import Entry
from huiyin.casework.workflow import MoveForbiddenError, MoveRefusedError
from huiyin.files import keeping
from huiyin.foi import actions, papers
from huiyin.foi.models import EXEMPTION_OF, Decision, Exemption, Ground, Paper, PaperKind
from huiyin.foi.papers import leaving
from huiyin.foi.papers.values import Source, values
from huiyin.foi.papers.wording import WITHHELD_BY
from huiyin.personal import keys

from . import paper_samples as samples

FIRST = {
    Decision.STATE_SECRET, Decision.FORBIDDEN_BY_LAW, Decision.SAFETY, Decision.THIRD_PARTY_RIGHTS,
    Decision.INTERNAL, Decision.IN_PROCESS, Decision.ENFORCEMENT_FILE,
}  # fmt: skip
ONLY_FIRST, EITHER = "先向云溪市人民政府申请行政复议", "或者自收到本"
ALL = [pytest.param(kind, id=kind.value) for kind in samples.KIND_FACTS]
CODES = [pytest.param(code, id=code.value) for code in Decision]


def words(paper):
    """All that the Word file says."""
    document = docx.Document(io.BytesIO(keeping.content_of(paper.docx)))
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def printed(paper):
    """All that the PDF says, without line ends."""
    return "".join(extract_text(io.BytesIO(papers.content(paper))).split())


@pytest.fixture
def case(bureau, robot, morning):
    return samples.application(bureau, robot, morning)


def drawn(case, kind, robot, morning, **facts):
    samples.prepare(case, kind)
    given = {**samples.KIND_FACTS[kind], **facts}
    return papers.draw(case, kind, actor=robot, at=morning, facts=given)


def answered(case, code, morning, **letter):
    """What the letter of this result says, as it will leave."""
    samples.decide(case, code)
    case.draft_letter |= letter
    return "\n".join(leaving.lines(case, at=morning))


@pytest.mark.parametrize("kind", ALL)
def test_every_kind_says_the_same_in_word_and_pdf(case, robot, morning, kind):
    paper = drawn(case, kind, robot, morning)
    text = words(paper)
    assert "{{" not in text
    assert papers.KINDS[kind].text.title in text
    whom = samples.CONSULTED.get(kind)
    to_applicant = kind == PaperKind.CONSULTING or whom is None
    assert f"{samples.NAME if to_applicant else whom[1]}：" in text
    assert "2026年3月3日" in text
    assert "（编号于签发时生成）" in text
    assert not Counter("".join(text.split())) - Counter(printed(paper))


TITLES = {"r3_5": "不予处理告知书", "r3_6_1": "不再处理告知书", "r3_6_2": "不再处理告知书",
          "r3_6_3": "终结办理告知书"}  # fmt: skip


@pytest.mark.parametrize("code", CODES)
def test_every_result_has_its_title_text_and_remedies(case, morning, code):
    text = answered(case, code, morning)
    assert "{{" not in text
    title = next((said for row, said in TITLES.items() if code.startswith(row)), "申请答复书")
    assert title in text
    assert (ONLY_FIRST in text) == (code in FIRST or code == Decision.PARTIAL)
    assert (EITHER in text) == (code not in FIRST)
    assert "60日" in text
    assert ("6个月" in text) == (code not in FIRST)
    assert ("第二十三条第一款第四项" in text) == (ONLY_FIRST in text)
    assert text.index("行政复议") < text.rindex("云溪市城市管理局") < text.rindex("2026年3月3日")


@pytest.mark.parametrize("code", CODES)
def test_every_result_tells_the_text_that_was_drafted_word_for_word(case, morning, code):
    """Once, paragraph by paragraph, with no mark added; whatever else the letter says."""
    lines = answered(case, code, morning).split("\n")
    drafted = samples.ANSWER_TEXT.split("\n")
    at = lines.index(drafted[0])
    assert lines[at : at + len(drafted)] == drafted
    assert all(lines.count(line) == 1 for line in drafted)


REFUSALS = [pytest.param(code, ground, id=code.value) for code, ground in EXEMPTION_OF.items()]


@pytest.mark.parametrize(("code", "ground"), REFUSALS)
def test_every_refusal_tells_the_ground_that_was_typed(case, morning, code, ground):
    Ground.objects.create(application=case, code=ground, reason="形成于讨论阶段，尚未定稿")
    text = answered(case, code, morning)
    assert "理由：形成于讨论阶段，尚未定稿。" in text
    assert f"依据《中华人民共和国政府信息公开条例》{WITHHELD_BY[ground]}" in text


def test_a_lapse_does_not_tell_what_was_drafted_for_another_result(case, morning):
    samples.decide(case, Decision.FULL)
    case.decision = Decision.NOT_CORRECTED
    source = Source(
        case, papers.KINDS["no-longer"], samples.DECISION_FACTS["r3_6_1"], morning.date()
    )
    assert samples.ANSWER_TEXT.split("\n")[0] not in str(values(source))


@pytest.mark.parametrize(
    ("channel", "said"),
    [
        ("counter", "收到您当面提交的政府信息公开申请"),
        ("letter", "收到您邮寄的政府信息公开申请"),
        ("online", "收到您通过互联网提交的政府信息公开申请"),
        ("fax", "收到您以传真方式提交的政府信息公开申请"),
        ("plain-letter", "收到您邮寄的政府信息公开申请"),
    ],
)
def test_every_channel_has_its_phrase(case, morning, channel, said):
    case.channel = channel
    assert said in answered(case, Decision.FULL, morning)


@pytest.mark.parametrize(
    ("decision", "grounds", "expected"),
    [
        pytest.param("r3_2", [Exemption.SAFETY], papers.Way.BY_PART, id="partly, by article 14"),
        pytest.param("r3_2", ["E36-7"], papers.Way.EITHER, id="partly, only a query by other law"),
        pytest.param("r3_2", ["E36-7", "E15"], papers.Way.BY_PART, id="partly, both"),
        pytest.param("r3_2", [], papers.Way.BY_PART, id="partly, grounds unknown"),
        pytest.param("r3_1", ["E15"], papers.Way.EITHER, id="disclosed after all"),
        pytest.param("r3_3_8", [], papers.Way.EITHER, id="a query by other law"),
    ],
)
def test_the_way_follows_the_grounds(decision, grounds, expected):
    assert papers.way(decision, grounds) == expected


def test_a_decision_served_online_names_the_online_way(case, morning):
    case.delivery_channel = "online"
    with pytest.raises(ValidationError, match="复议网上渠道"):
        answered(case, Decision.FULL, morning)
    text = answered(case, Decision.FULL, morning, 复议网上渠道="云溪市行政复议网上申请平台")
    assert "互联网渠道提交行政复议申请：云溪市行政复议网上申请平台" in text


def test_a_court_can_be_named(case, morning):
    text = answered(case, Decision.FULL, morning, 受诉法院="云溪市人民法院")
    assert "向云溪市人民法院提起行政诉讼" in text


def test_what_is_missing_is_named(case, morning):
    samples.decide(case, Decision.STATE_SECRET)
    case.draft_letter = {}
    with pytest.raises(ValidationError) as caught:
        leaving.check(case, morning.date())
    (message,) = caught.value.messages
    assert message.startswith("请填写定密依据")


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        pytest.param({"没有的": "x"}, "没有这些填写项", id="an unknown fact"),
        pytest.param({"延长天数": "30"}, "1 至 20", id="an extension beyond the law"),
    ],
)
def test_facts_that_cannot_be(case, robot, morning, facts, message):
    with pytest.raises(ValidationError, match=message):
        drawn(case, PaperKind.EXTENSION, robot, morning, **facts)


def test_an_extension_tells_both_days(case, robot, morning):
    text = words(drawn(case, PaperKind.EXTENSION, robot, morning))
    assert "不能在2026年3月13日前（含当日）作出答复" in text
    assert "延长15个工作日，本机关将于2026年4月3日前（含当日）作出答复" in text


def test_a_fee_is_reckoned_in_tiers(case, robot, morning):
    text = words(drawn(case, PaperKind.FEE, robot, morning))
    for line in ("共30页：不收费", "计700.00元", "计2000.00元；", "人民币4700.00元"):
        assert line in text


@pytest.mark.parametrize("kind", samples.TO_OTHERS)
def test_others_are_never_told_who_applied(case, robot, morning, kind):
    text = words(drawn(case, kind, robot, morning))
    assert samples.NAME not in text
    assert samples.PHONE not in text
    facts = {**samples.KIND_FACTS[kind], "涉及内容": f"{samples.NAME}要的合同"}
    with pytest.raises(ValidationError, match="不得透露申请人"):
        papers.draw(case, kind, actor=robot, at=morning, facts=facts)


def test_the_number_comes_when_it_is_frozen(case, robot, morning):
    for number in (1, 2):
        paper = papers.draw(case, "receipt", actor=robot, at=morning, facts={})
        assert not paper.document_number
        frozen = papers.freeze(paper, actor=robot, at=morning)
        assert frozen.document_number == f"云城管公告知〔2026〕{number}号"
        assert frozen.document_number in words(frozen)
        assert frozen.document_number in printed(frozen)
    entry = Entry.objects.filter(verb="foi.paper.freeze").last()
    assert entry.facts["pdf"] == frozen.pdf.sha256
    assert samples.NAME not in str(entry.facts)


def test_what_is_frozen_stays(case, robot, morning):
    draft = papers.draw(case, "receipt", actor=robot, at=morning, facts={})
    frozen = papers.freeze(draft, actor=robot, at=morning)
    before = papers.content(frozen)
    for change in (
        lambda: papers.freeze(draft, actor=robot, at=morning),
        lambda: papers.redraw(draft, actor=robot, at=morning, facts={}),
    ):
        with pytest.raises(MoveRefusedError, match="已经定稿"):
            change()
    case.description = "别的内容"
    case.save()
    assert papers.content(Paper.objects.get(pk=frozen.pk)) == before


@pytest.mark.parametrize(
    "kind", [PaperKind.ANSWER, PaperKind.OTHER, PaperKind.NO_LONGER, PaperKind.ENDED]
)
def test_what_decides_is_never_made_beside_its_chain(case, robot, morning, kind):
    """Else a second letter with other words could be numbered and served for the signed one."""
    facts = samples.DECISION_FACTS[Decision.FULL]
    for state in ("received", "drafted", "reviewed", "signed"):
        case.state, case.draft_decision = state, Decision.FULL
        case.save(update_fields=["state", "draft_decision"])
        with pytest.raises(MoveRefusedError, match="拟定答复"):
            papers.draw(case, kind, actor=robot, at=morning, facts=facts)


def test_what_was_withdrawn_is_told_afterwards(case, robot, morning):
    entered = actions.enter_withdrawal(
        case, actor=robot, at=morning, withdrawn_on=date(2026, 3, 3), note="来信撤回"
    )
    closed = actions.confirm_answer(entered, actor=robot, at=morning)
    facts = samples.DECISION_FACTS[Decision.OTHER]
    paper = papers.draw(closed, "ended", actor=robot, at=morning, facts=facts)
    assert (
        papers.freeze(paper, actor=robot, at=morning).document_number == "云城管公告知〔2026〕1号"
    )
    assert paper.title == "云溪市城市管理局政府信息公开申请终结办理告知书"
    with pytest.raises(MoveRefusedError):
        papers.draw(closed, "answer", actor=robot, at=morning, facts=facts)


def test_a_decision_told_to_a_third_party_is_not_one_person_s(case, bureau, morning, robot):
    """It follows the signed answer; who drew the letter does not also give it its number."""
    rights = frozenset({"foi.handle_application", "foi.sign_answer"})
    one, two = (
        Actor(ActorKind.PERSON, f"某{key}", key, "", {bureau.pk: rights}) for key in ("1", "2")
    )
    paper = drawn(case, PaperKind.DISCLOSED_ANYWAY, one, morning)
    with pytest.raises(MoveRefusedError, match="签发以后"):
        papers.freeze(paper, actor=two, at=morning)
    case.signed_at, case.draft_decision = morning, "r3_3_4"
    case.save(update_fields=["signed_at", "draft_decision"])
    with pytest.raises(MoveRefusedError, match="公开或者部分公开"):
        papers.freeze(paper, actor=two, at=morning)
    case.draft_decision = "r3_2"
    case.save(update_fields=["draft_decision"])
    with pytest.raises(MoveForbiddenError):
        papers.freeze(paper, actor=one, at=morning)
    assert papers.freeze(paper, actor=two, at=morning).number == 1


def test_only_who_handles_applications_draws(case, actor, morning):
    with pytest.raises(MoveForbiddenError):
        papers.draw(case, "receipt", actor=actor("foi.view_register"), at=morning, facts={})


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("{{7*7}}", id="an expression"),
        pytest.param("{% for x in y %}", id="a statement"),
        pytest.param("{{收件人}}", id="a placeholder of ours"),
        pytest.param('</w:t><w:br/>"&amp;', id="XML"),
        pytest.param('#import "@preview/x:1.0.0"', id="typst code"),
        pytest.param("*粗* _斜_ $x$ @标 <签>", id="typst marks"),
        pytest.param(r"\u{1F600} \ // 注", id="typst escapes"),
    ],
)
def test_hostile_names_are_only_text(case, robot, morning, name):
    case.applicant_name = name
    case.save()
    paper = papers.draw(case, "receipt", actor=robot, at=morning, facts={})
    assert f"{name}：" in words(paper)
    assert "".join(name.split()) in printed(paper)


def test_control_characters_do_not_break_the_file(case, robot, morning):
    case.description = "一\x07二\x0b三\x00四\x0c五"
    paper = papers.draw(case, "receipt", actor=robot, at=morning, facts={})
    assert "一二" in printed(paper)


def test_the_page_is_the_official_one_and_nameless(case, robot, morning):
    paper = papers.draw(case, "receipt", actor=robot, at=morning, facts={})
    document = docx.Document(io.BytesIO(keeping.content_of(paper.docx)))
    section, properties = document.sections[0], document.core_properties
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins] == [37, 35, 28, 26]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert 'w:eastAsia="仿宋_GB2312"' in document.styles["Normal"].element.xml
    assert [properties.author, properties.last_modified_by, properties.comments] == [""] * 3
    with pikepdf.open(io.BytesIO(papers.content(paper))) as pdf:
        box = [float(side) for side in pdf.pages[0].mediabox]
        assert [round(side / 72 * 25.4) for side in box[2:]] == [210, 297]
        assert "/Author" not in pdf.docinfo


def test_the_same_record_gives_the_same_bytes(case, robot, morning):
    one, two = (papers.draw(case, "receipt", actor=robot, at=morning, facts={}) for _ in range(2))
    assert (one.docx.sha256, one.pdf.sha256) == (two.docx.sha256, two.pdf.sha256)


def test_the_case_file_holds_every_frozen_letter(case, robot, morning):
    frozen = papers.freeze(
        papers.draw(case, "receipt", actor=robot, at=morning, facts={}), actor=robot, at=morning
    )
    papers.draw(case, "receipt", actor=robot, at=morning, facts={})
    whole = papers.case_file(case)
    text = "".join(extract_text(io.BytesIO(whole)).split())
    assert "政府信息公开申请案卷" in text
    assert text.count(frozen.document_number) == 2
    assert "编号于签发时生成" not in text
    assert "文书定稿" in text


def test_grounds_are_told_one_by_one(case, morning):
    text = answered(case, Decision.PARTIAL, morning)
    law = "依据《中华人民共和国政府信息公开条例》"
    assert (
        f"1.《清运合同》附件二的成本构成。{law}第十五条，公开会对第三方合法权益造成损害。" in text
    )
    assert f"2.台账中的内部审核意见。{law}第十六条第二款，属于过程性信息。理由：是未定稿的" in text


@pytest.mark.django_db(transaction=True)
def test_numbers_have_neither_gap_nor_duplicate(bureau, robot, morning):
    case = samples.application(bureau, robot, morning, received_on=date(2026, 2, 9))
    drafts = [papers.draw(case, "receipt", actor=robot, at=morning, facts={}) for _ in range(8)]

    def freeze(paper):
        try:
            return papers.freeze(paper, actor=robot, at=morning).number
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as clerks:
        numbers = list(clerks.map(freeze, drafts))
    assert sorted(numbers) == list(range(1, 9))


def test_letters_lie_sealed_and_old_ones_stay_readable(case, robot, morning):
    """They name the applicant; those from before were kept as they are."""
    paper = drawn(case, PaperKind.RECEIPT, robot, morning)
    for stored in (paper.docx, paper.pdf):
        with stored.content.open("rb") as file:
            on_disk = file.read()
        assert on_disk.startswith(keys.SEALED)
        assert hashlib.sha256(keeping.content_of(stored)).hexdigest() == stored.sha256
        assert len(keeping.content_of(stored)) == stored.size
    old = keeping.keep("旧文书.pdf", "application/pdf", papers.content(paper))
    assert keeping.content_of(old) == papers.content(paper)
