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

from huiyin.audit.models import Entry
from huiyin.casework.workflow import MoveForbiddenError, MoveRefusedError
from huiyin.files import keeping
from huiyin.foi import papers
from huiyin.foi.models import Decision, Exemption, Ground, Paper, PaperKind
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
    told = {**samples.KIND_FACTS[kind], **facts}
    return papers.draw(case, kind, actor=robot, at=morning, facts=told)


def answered(case, code, robot, morning, kind=PaperKind.ANSWER):
    facts = samples.decide(case, code)
    return papers.draw(case, kind, actor=robot, at=morning, facts=facts)


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


@pytest.mark.parametrize("code", CODES)
def test_every_result_has_its_text_and_remedies(case, robot, morning, code):
    paper = answered(case, code, robot, morning)
    text = words(paper)
    assert "{{" not in text
    assert (ONLY_FIRST in text) == (code in FIRST or code == Decision.PARTIAL)
    assert (EITHER in text) == (code not in FIRST)
    assert "60日" in text
    assert ("6个月" in text) == (code not in FIRST)
    assert ("第二十三条第一款第四项" in text) == (ONLY_FIRST in text)
    assert text.index("行政复议") < text.rindex("云溪市城市管理局") < text.rindex("2026年3月3日")


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


@pytest.mark.parametrize("code", CODES)
def test_not_handled_is_only_for_what_is_not_handled(case, robot, morning, code):
    if code.value.startswith(("r3_5", "r3_6")):
        paper = answered(case, code, robot, morning, PaperKind.OTHER)
        assert "政府信息公开申请不予处理告知书" in words(paper)
    else:
        with pytest.raises(ValidationError, match="不使用本文书"):
            answered(case, code, robot, morning, PaperKind.OTHER)


def test_a_decision_served_online_names_the_online_way(case, robot, morning):
    case.delivery_channel = "online"
    facts = samples.decide(case, Decision.FULL)
    with pytest.raises(ValidationError, match="复议网上渠道"):
        papers.draw(case, "answer", actor=robot, at=morning, facts=facts)
    told = facts | {"复议网上渠道": "云溪市行政复议网上申请平台"}
    paper = papers.draw(case, "answer", actor=robot, at=morning, facts=told)
    assert "互联网渠道提交行政复议申请：云溪市行政复议网上申请平台" in words(paper)


def test_a_court_can_be_named(case, robot, morning):
    facts = samples.decide(case, Decision.FULL) | {"受诉法院": "云溪市人民法院"}
    paper = papers.draw(case, "answer", actor=robot, at=morning, facts=facts)
    assert "向云溪市人民法院提起行政诉讼" in words(paper)


def test_what_is_missing_is_named_and_nothing_is_stored(case, robot, morning):
    case.draft_decision = Decision.STATE_SECRET
    with pytest.raises(ValidationError) as caught:
        papers.draw(case, "answer", actor=robot, at=morning, facts={})
    assert [message.partition("（")[0] for message in caught.value.messages] == [
        "请填写定密依据",
        "请填写理由",
    ]
    assert not Paper.objects.exists()


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        pytest.param({"没有的": "x"}, "没有这些填写项", id="an unknown fact"),
        pytest.param({"延长天数": "30"}, "1 至 20", id="an extension beyond the law"),
    ],
)
def test_facts_that_cannot_be(case, robot, morning, facts, told):
    with pytest.raises(ValidationError, match=told):
        drawn(case, PaperKind.EXTENSION, robot, morning, **facts)


def test_an_extension_tells_both_days(case, robot, morning):
    text = words(drawn(case, PaperKind.EXTENSION, robot, morning))
    assert "不能在2026年3月13日前作出答复" in text
    assert "延长15个工作日，本机关将于2026年4月3日前作出答复" in text


def test_a_fee_is_reckoned_in_tiers(case, robot, morning):
    text = words(drawn(case, PaperKind.FEE, robot, morning))
    for line in ("共30页：不收费", "计700.00元", "计2000.00元；", "人民币4700.00元"):
        assert line in text


@pytest.mark.parametrize("kind", [PaperKind.THIRD_PARTY, PaperKind.CO_MAKER, PaperKind.ASSISTANCE])
def test_others_are_never_told_who_applied(case, robot, morning, kind):
    text = words(drawn(case, kind, robot, morning))
    assert samples.NAME not in text
    assert samples.PHONE not in text
    told = {**samples.KIND_FACTS[kind], "涉及内容": f"{samples.NAME}要的合同"}
    with pytest.raises(ValidationError, match="不得透露申请人"):
        papers.draw(case, kind, actor=robot, at=morning, facts=told)


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


def test_an_answer_is_frozen_only_when_signed(case, robot, morning):
    paper = answered(case, Decision.FULL, robot, morning)
    with pytest.raises(MoveRefusedError, match="尚未签发"):
        papers.freeze(paper, actor=robot, at=morning)
    assert not Paper.objects.get(pk=paper.pk).document_number
    case.state = "signed"
    case.save(update_fields=["state"])
    assert papers.freeze(paper, actor=robot, at=morning).document_number == "云城管公复〔2026〕1号"


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


def test_grounds_are_told_one_by_one(case, robot, morning):
    Ground.objects.all().delete()
    text = words(answered(case, Decision.PARTIAL, robot, morning))
    assert "1.《清运合同》附件二的成本构成。依据：公开会损害第三方合法权益（条例第十五条）" in text
    assert "2.台账中的内部审核意见。依据：过程性信息（条例第十六条第二款）" in text


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
        with stored.content.open("rb") as found:
            on_disk = found.read()
        assert on_disk.startswith(keys.SEALED)
        assert hashlib.sha256(keeping.content_of(stored)).hexdigest() == stored.sha256
        assert len(keeping.content_of(stored)) == stored.size
    old = keeping.keep("旧文书.pdf", "application/pdf", papers.content(paper))
    assert keeping.content_of(old) == papers.content(paper)
