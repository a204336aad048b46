"""First numbers, chapters, paragraphs, signatures, names of leaders, and what is no fault of theirs."""

from datetime import date

import pytest

from huiyin.checks import Context

P = "</p><p>"
DAY = "2020年11月3日"
ROWS = [
    ("format.heading-number-order", f"现将情况通报如下。{P}（一）巡查{P}二、问题{P}三、打算", ["二"]),
    ("format.heading-number-order", f"第一季度情况{P}二、问题{P}三、打算", ["二"]),
    ("format.heading-number-order", f"一、甲{P}（二）乙{P}（三）丙", ["二"]),
    ("format.heading-number-order", f"一是甲。{P}二、乙{P}三、丙", []),
    ("format.heading-number-order", f"九、甲{P}十、乙", []),
    ("format.heading-number-order", f"第二章 管理{P}第三章 罚则", ["二"]),
    ("format.heading-number-order", f"第一章 总则{P}第三章 罚则", ["三"]),
    ("format.heading-number-order", f"第一章 总则{P}第一节 甲{P}第二节 乙{P}第二章 罚则{P}第一节 丙{P}第三节 丁", ["三"]),
    ("format.heading-number-order", P.join(f"第{n}条 内容" for n in "一二三五六七"), ["五"]),
    ("format.heading-number-order", P.join(f"第{n}条 内容" for n in "一二四六九"), []),
    ("format.heading-number-order", f"第三章 甲{P}第四章 乙", []),
    ("format.heading-number-order", f"第三十四条 甲{P}第三十六条 乙", []),
    ("wording.repeated-paragraph", f"本季度共巡查道路四十二条，更换灯具。{P}甲{P}本季度共巡查道路四十二条， 更换灯具。", ["本季度共巡查道路四十二条， 更换灯具。"]),
    ("wording.repeated-paragraph", "请各单位认真落实并按期报送有关情况。请各单位认真落实并按期报送有关情况。", ["请各单位认真落实并按期报送有关情况"]),
    ("wording.repeated-paragraph", f"责任单位：{P}城管局{P}责任单位：{P}城管局", []),
    ("wording.term", "由云溪市国土资源局、市工商局2020年共同负责。", ["国土资源局", "工商局"]),
    ("wording.repeated-paragraph", f"您的诉求件已经收悉，现将办理情况答复如下：{P}甲{P}您的诉求件已经收悉，现将办理情况答复如下：", []),
    ("wording.term", "2020年由国土资源局负责。", ["国土资源局"]),
    ("wording.term", "云国土资源局〔2015〕8号，国土资源局2014年第5号公告，2013年经环境保护局批准。", []),
    ("wording.traditional", "尊敬的“心殤”网友：您好！网友“陳三”反映", []),
    ("wording.traditional", "我局開展检查，“陳三”已到场", ["開", "陳"]),
    ("wording.term", "网友“按步就班”您好", []),
]  # fmt: skip
ISSUERS = [
    ("云溪市城市管理综合执法局", "云溪市城市管理局", DAY, 1),
    ("云溪市城市管理综合执法局", "云溪市财政局", "二〇二〇年十一月三日", 1),
    ("云溪市城市管理综合执法局", "云溪市城市管理综合执法局（公章）", DAY, 0),
    ("云溪市城市管理综合执法局", "城市管理综合执法局", DAY, 0),
    ("云溪市人民政府办公室", "云溪市人民政府", DAY, 0),
    ("云溪市财政局", f"云溪市财政局{P}云溪市城市管理局", DAY, 0),
    ("云溪市财政局", "联系人：甲", DAY, 0),
    ("", "云溪市城市管理局", DAY, 0),
]
NAMES = [
    ("习进平总书记强调", "习进平"),
    ("王建国局长出席，副局长李民陪同。", "王建国"),
    ("局长王国健出席。", "王国健"),
    ("王健国局长、李明同志出席。", ""),
    ("张健国局长、王建国老人、周平局长出席。", ""),
]


def test_structure(findings, subtests):
    for code, text, faults in ROWS:
        with subtests.test(f"{code} {text}"):
            assert [
                hit.fault for hit in findings(code, text, published_on=date(2020, 11, 17))
            ] == faults


def test_issuer_below_the_text(findings, subtests):
    for issuer, signed, day, count in ISSUERS:
        with subtests.test(f"{issuer} {signed}"):
            text = f"正文{P}{signed}{P}{day}"
            assert len(findings("format.signature-issuer", text, issuer=issuer)) == count
    assert findings("format.signature-issuer", f"正文{P}云溪市财政局 {DAY}", issuer="云溪市民政局")
    short = Context(organ_names=frozenset({"云溪市城市管理局", "市城管局"}))
    text = f"正文{P}市城管局{P}{DAY}"
    assert not findings("format.signature-issuer", text, issuer="云溪市城市管理局", context=short)


@pytest.mark.parametrize(("text", "fault"), NAMES)
def test_names_of_leaders(findings, text, fault):
    listed = Context(leaders=("王健国", "李明"))
    hits = {hit.fault for hit in findings("wording.leader", text, context=listed)}
    assert (fault in hits) if fault else not hits


def test_dates_below_the_text_stand_for_the_missing_one(findings):
    number = {"doc_number": "云城管〔2020〕5号"}
    assert findings("timeliness.formed-unknown", "正文", **number)
    for day in (DAY, "二〇二〇年十一月三日"):
        assert not findings("timeliness.formed-unknown", f"正文{P}云溪市财政局{P}{day}", **number)


def test_links_to_other_sites_are_one_notice(findings):
    text = "".join(
        f'<p><a href="https://www.example{n}.com/">某机构的网站{n}</a></p>' for n in range(5)
    )
    (hit,) = findings("links.external", text)
    assert "5个" in hit.message
