"""Numbering, dates, sums, wording, marks: each rule both ways, what it finds and where it is silent."""

from datetime import date

import pytest

from huiyin.checks import Context, Document, Severity, Term, built_in, read, run

P = "</p><p>"
SEED = "今年以来办理各类许可620件，其中，大型户外广告设置许可{}件、城市建筑垃圾处置核准{}件、市政园林类审批{}件。"


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        pytest.param(f"一、甲事{P}二、乙事{P}、存在的问题及打算", ["、"], id="number lost"),
        pytest.param(f"一、甲事{P}（）乙事", ["（）"], id="number lost in brackets"),
        pytest.param(f"一、甲事{P}二、乙事", [], id="all there"),
        pytest.param("、" + "这是一个很长的自然段落的正文" * 6, [], id="a long paragraph"),
        pytest.param("<table><tr><td>、甲</td></tr></table>", [], id="in a table"),
    ],
)
def test_lost_heading_number(findings, text, faults):
    hits = findings("format.heading-number-missing", text)
    assert [hit.fault for hit in hits] == faults
    assert all(hit.severity is Severity.ERROR for hit in hits)


def test_the_lost_number_is_offered(findings):
    (hit,) = findings("format.heading-number-missing", f"一、甲{P}二、乙{P}、存在的问题")
    assert hit.suggestion == "三、"


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        pytest.param(f"一、甲{P}三、丙", ["三"], id="second missing"),
        pytest.param(f"一、甲{P}一、乙", [], id="a new list begins"),
        pytest.param(f"一、甲{P}二、乙{P}二、丙", ["二"], id="twice"),
        pytest.param(f"一、甲{P}正文中二、乙也有{P}三、丙", [], id="the missing one is in a line"),
        pytest.param(
            f"一、甲{P}（一）子{P}（二）丑{P}二、乙{P}（一）寅", [], id="levels begin anew"
        ),
        pytest.param(f"一、甲{P}（一）子{P}（三）丑", ["三"], id="level two"),
        pytest.param(f"1.甲{P}3.丙", ["3"], id="figures"),
        pytest.param(f"九、甲{P}十、乙{P}十一、丙", [], id="does not begin with one"),
        pytest.param("<table><tr><td>一、</td></tr><tr><td>三、</td></tr></table>", [], id="table"),
    ],
)
def test_order_of_numbers(findings, text, faults):
    assert [hit.fault for hit in findings("format.heading-number-order", text)] == faults


@pytest.mark.parametrize(
    ("text", "severities"),
    [
        pytest.param("截止2020年12月底，市长热线共办理1061件。", ["error"], id="the seed page"),
        pytest.param("截至12月底，共办理1061件。", ["warning"], id="without a year"),
        pytest.param("截至2020年10月底，共办理1061件。", [], id="before publication"),
        pytest.param("截至11月，共办理1061件。", [], id="the running month"),
        pytest.param("报名截至2020年12月31日，共招录5人。", [], id="a deadline"),
        pytest.param("截至2020年12月底，计划完成100件。", [], id="a plan"),
        pytest.param("合同截至2020年12月31日有效。", [], id="no figures"),
    ],
)
def test_as_of_after_publication(findings, text, severities):
    hits = findings("dates.asof-after-publication", text)
    assert [hit.severity.value for hit in hits] == severities


@pytest.mark.parametrize(
    ("code", "text", "count"),
    [
        pytest.param("dates.impossible", "2020年2月30日召开会议。", 1, id="30 February"),
        pytest.param("dates.impossible", "2020年2月29日召开会议。", 0, id="leap day"),
        pytest.param("dates.impossible", "2019-02-29 召开会议。", 1, id="ISO, no leap year"),
        pytest.param("dates.impossible", "共13月份的数据", 0, id="a number of months"),
        pytest.param("dates.weekday", "2020年11月17日（星期三）召开", 1, id="was a Tuesday"),
        pytest.param("dates.weekday", "2020年11月17日（星期二）召开", 0, id="right weekday"),
        pytest.param("dates.range-reversed", "2020年5月3日至2020年4月1日公示", 1, id="reversed"),
        pytest.param("dates.range-reversed", "2020年4月3日至2020年5月1日公示", 0, id="forward"),
        pytest.param("dates.event-in-future", "2020年12月1日我局召开了会议。", 1, id="done later"),
        pytest.param("dates.event-in-future", "2020年11月1日我局召开了会议。", 0, id="done"),
        pytest.param("dates.event-in-future", "将于2020年12月1日召开会议。", 0, id="will be"),
        pytest.param("dates.deadline-passed", "报名截止日期为2020年10月1日。", 1, id="too late"),
        pytest.param("dates.deadline-passed", "报名截止日期为2020年12月1日。", 0, id="in time"),
        pytest.param("dates.period-not-over", "2020年1-12月，共办理300件。", 1, id="year not over"),
        pytest.param("dates.period-not-over", "2020年1-10月，共办理300件。", 0, id="over"),
    ],
)
def test_dates(findings, code, text, count):
    assert len(findings(code, text)) == count


@pytest.mark.parametrize(
    ("title", "text", "count"),
    [
        pytest.param("2020年工作总结", "现将2019年工作情况报告如下：", 1, id="last year's file"),
        pytest.param("2020年工作总结", "现将2020年工作情况报告如下：", 0, id="the same"),
        pytest.param("2020年预算", "2019年执行；2018年执行；2017年执行", 1, id="never named"),
        pytest.param("2020年预算", "2019年执行；2020年安排；2018年", 0, id="named"),
        pytest.param("请问2017年的退休工资", "2014年；2015年；2016年", 0, id="a question"),
    ],
)
def test_year_of_the_title(findings, title, text, count):
    assert len(findings("dates.title-year", text, title=title)) == count


def test_dates_of_the_catalogue(findings):
    (hit,) = findings("dates.formed-after", formed_on=date(2020, 11, 18), text="文")
    assert hit.severity is Severity.ERROR
    assert not findings("dates.formed-after", formed_on=date(2020, 11, 17), text="文")
    signed = f"正文{P}云溪市城市管理局{P}2020年11月16日"
    assert len(findings("dates.signature", signed, formed_on=date(2020, 11, 10))) == 1
    assert not findings("dates.signature", signed, formed_on=date(2020, 11, 16))


@pytest.mark.parametrize(
    "parts",
    [
        *(pytest.param((7 + d, 477, 136), id=f"first {d:+}") for d in (-3, 1, 10, 63)),
        *(pytest.param((7, 477 + d, 136), id=f"second {d:+}") for d in (-100, -30, -1, 1, 7, 300)),
        *(pytest.param((7, 477, 136 + d), id=f"third {d:+}") for d in (-100, -6, 3, 27)),
    ],
)
def test_one_changed_part_is_found(findings, parts):
    assert not findings("sums.", SEED.format(7, 477, 136))
    assert findings("sums.", SEED.format(*parts))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("共办理620件，其中甲7件、乙477件、丙136件。", 0, id="right"),
        pytest.param("共办理630件，其中甲7件、乙477件、丙136件。", 1, id="total changed"),
        pytest.param("共办理1,061件，其中甲500件、乙561件。", 0, id="thousands mark"),
        pytest.param("共办理1061件，其中咨询300件、投诉200件。", 0, id="a selection"),
        pytest.param("共办理600件，其中咨询300件、投诉200件等。", 0, id="says 等"),
        pytest.param("共办理600件，其中咨询约300件、投诉400件。", 0, id="about"),
        pytest.param("投入1.2亿元，其中市级0.7亿元、县级5000万元。", 0, id="units of money"),
        pytest.param("投入1.2亿元，其中市级0.7亿元、县级9000万元。", 1, id="money too much"),
        pytest.param("共100件，比上年增加20件，其中投诉60件、求助40件。", 0, id="a change between"),
        pytest.param("共100件（投诉60件、求助40件）。", 0, id="brackets right"),
        pytest.param("共100件（投诉60件、求助50件）。", 1, id="brackets wrong"),
        pytest.param("许可7件、核准477件、审批136件，合计620件。", 0, id="total last, right"),
        pytest.param("许可7件、核准477件、审批136件，合计610件。", 1, id="total last, wrong"),
        pytest.param("共100件，其中甲60件，包括子20件、丑40件，乙40件。", 0, id="nested"),
        pytest.param("居民楼共有4栋，分别为八一路3栋、八一路5栋。", 0, id="names of houses"),
        pytest.param("一期5平方米，其中计容4平方米，二期8平方米。", 0, id="larger than the whole"),
        pytest.param("受理100件。其中投诉200人。", 0, id="other units"),
        pytest.param("6．3万元，其中甲3．1万元、乙3．2万元。", 0, id="full-width point"),
    ],
)
def test_sums_in_prose(findings, text, count):
    assert len(findings("sums.parts", text)) == count


@pytest.mark.parametrize(
    ("code", "text", "count"),
    [
        pytest.param("sums.share", "共100件，其中投诉30件，占25%。", 1, id="share wrong"),
        pytest.param("sums.share", "共100件，其中投诉30件，占30%。", 0, id="share right"),
        pytest.param("sums.share", "共620件，其中许可7件，占1.1%。", 0, id="share rounded"),
        pytest.param(
            "sums.growth", "办理120件，去年同期100件，同比增长25%。", 1, id="growth wrong"
        ),
        pytest.param(
            "sums.growth", "办理120件，去年同期100件，同比增长20%。", 0, id="growth right"
        ),
        pytest.param("sums.growth", "办理80件，去年同期100件，同比增长20%。", 1, id="up for down"),
        pytest.param("sums.growth", "由2019年的100件增长到120件，增长30%。", 1, id="from to"),
        pytest.param("sums.percentages", "甲占60%、乙占30%、丙占25%。", 1, id="more than all"),
        pytest.param("sums.percentages", "甲占60%、乙占30%、丙占10%。", 0, id="all"),
    ],
)
def test_percentages(findings, code, text, count):
    assert len(findings(code, text)) == count


def table(*rows, head=True):
    lines = [
        "<tr>" + "".join(f"<{t}>{c}</{t}>" for c in row) + "</tr>"
        for row, t in zip(rows, ["th" if head else "td", *["td"] * len(rows)], strict=False)
    ]
    return f"<table>{''.join(lines)}</table>"


@pytest.mark.parametrize(
    ("rows", "faults"),
    [
        pytest.param([("项目", "件", "元"), ("甲", 1, 10), ("乙", 2, 20), ("合计", 3, 30)], [], id="right"),
        pytest.param([("项目", "件", "元"), ("甲", 1, 10), ("乙", 2, 20), ("合计", 3, 40)], ["40"], id="one column"),
        pytest.param([("项目", "件"), ("合计", 3), ("甲", 1), ("乙", 2)], [], id="total first"),
        pytest.param([("项目", "件"), ("甲", 1), ("乙", 2), ("其中：丙", 1), ("合计", 3)], [], id="of which"),
        pytest.param([("项目", "件"), ("甲", 1), ("乙", 2), ("小计", 3), ("丙", 4), ("小计", 4), ("合计", 7)], [], id="subtotals"),
        pytest.param([("项目", "比率"), ("甲", "50"), ("乙", "40"), ("合计", "46")], [], id="rates"),
        pytest.param([("年份", "甲", "乙", "合计"), ("上", 1, 2, 3), ("下", 4, 5, 10)], ["10"], id="total column"),
        pytest.param([("项目", "件"), ("甲", 100), ("乙", 200), ("合计", 301)], ["301"], id="near"),
        pytest.param([("项目", "件"), ("甲", 100), ("乙", 200), ("合计", 9000)], [], id="totals something else"),
    ],
)  # fmt: skip
def test_sums_in_tables(findings, rows, faults):
    assert [hit.fault for hit in findings("sums.table-total", table(*rows))] == faults


@pytest.mark.parametrize(
    ("text", "right"),
    [
        pytest.param("请登陆网站查询。", "登录", id="in context"),
        pytest.param("台风登陆后停业。", None, id="out of context"),
        pytest.param("截止目前已办结。", "截至", id="until now"),
        pytest.param("报名截止日期另行通知。", None, id="a deadline"),
        pytest.param("请到市工商行政管理局办理。", None, id="before the reform"),
        pytest.param("再接再励，做好工作。", "再接再厉", id="idiom"),
        pytest.param("公安祥和的社区", None, id="across words"),
        pytest.param("周末经营的摊点", None, id="end of a week"),
    ],
)
def test_built_in_terms(findings, text, right):
    hits = findings("wording.term", text, published_on=date(2018, 1, 2))
    assert [hit.suggestion for hit in hits] == ([right] if right else [])


def test_organs_are_judged_by_the_day(findings):
    text = "请到市工商行政管理局办理。"
    assert findings("wording.term", text, published_on=date(2021, 1, 2))
    assert not findings("wording.term", "原工商行政管理局", published_on=date(2021, 1, 2))
    assert not findings("wording.term", "《农业部关于某事的通知》", published_on=date(2021, 1, 2))


def test_the_built_in_list_is_sound():
    terms = built_in()
    assert len(terms) >= 150
    assert len({term.wrong for term in terms}) == len(terms)
    for term in terms:
        assert len(term.wrong) >= 2, term
        assert Severity(term.severity), term
        assert all(term.wrong in phrase for phrase in term.unless if term.group == "机构沿革"), term


def test_a_right_wording_is_never_a_wrong_one():
    body = "".join(f"<p>{term.right}</p>" for term in built_in() if term.right)
    hits = run(Document(title="用语", body=read(body), published_on=date(2026, 1, 1)))
    laws = {term.wrong for term in built_in() if term.group == "失效的法律法规"}
    assert [h.excerpt for h in hits if h.code == "wording.term" and h.fault not in laws] == []


def test_own_terms(findings):
    own = Context(
        terms=(Term("甲乙", "丙丁", "error", "依据某文", after=("办",), unless=("甲乙办公",)),)
    )
    (hit,) = findings("wording.term", "请甲乙办理", context=own)
    assert (hit.severity, hit.suggestion) == (Severity.ERROR, "丙丁")
    assert not findings("wording.term", "请甲乙办公室", context=own)
    assert not findings("wording.term", "请甲乙处理", context=own)


@pytest.mark.parametrize(
    ("code", "text", "faults"),
    [
        pytest.param("wording.repeated-character", "反映的的问题", ["的的"], id="的的"),
        pytest.param("wording.repeated-character", "达到目的的方法", [], id="目的的"),
        pytest.param("wording.repeated-character", "为了了解情况", [], id="为了了解"),
        pytest.param("wording.repeated-character", "参与与否、存在在建工程、可以以此", [], id="across"),
        pytest.param("wording.repeated-character", "常常、谢谢、刚刚", [], id="doubled words"),
        pytest.param("wording.repeated-word", "对问题进行进行核查", ["进行进行"], id="word twice"),
        pytest.param("wording.repeated-word", "请研究研究再说", [], id="a doubled verb"),
        pytest.param("wording.repeated-word", "宣城市城市管理局", [], id="…市城市"),
        pytest.param("wording.repeated-mark", "已办结，。谢谢", ["，。"], id="two marks"),
        pytest.param("wording.repeated-mark", "已办结。谢谢，再见", [], id="single marks"),
        pytest.param("wording.unmatched-mark", "根据（某文的规定", ["（"], id="not closed"),
        pytest.param("wording.unmatched-mark", "根据某文）的规定", ["）"], id="not opened"),
        pytest.param("wording.unmatched-mark", "1）甲；2）乙", [], id="enumeration"),
        pytest.param("wording.unmatched-mark", f"他说：“甲。{P}“乙。”", [], id="quoted paragraphs"),
        pytest.param("wording.nested-title-marks", "《关于印发《某法》的通知》", ["《"], id="nested"),
        pytest.param("wording.nested-title-marks", "《甲法》《乙法》", [], id="side by side"),
        pytest.param("wording.traditional", "我局開展了檢查工作，情况如下", ["開", "檢"], id="mixed"),
        pytest.param("wording.traditional", "著作、乾隆、瞭望", [], id="right in simplified"),
        pytest.param("wording.traditional", "國務院辦公廳關於政務公開的通知", [], id="all traditional"),
    ],
)  # fmt: skip
def test_wording(findings, code, text, faults):
    assert [hit.fault for hit in findings(code, text)] == faults


@pytest.mark.parametrize(
    ("code", "text", "faults"),
    [
        pytest.param("format.doc-number", "云城管[2020]5号文件", ["[2020]"], id="square brackets"),
        pytest.param("format.doc-number", "云城管〔2020〕5号文件", [], id="right"),
        pytest.param("format.doc-number", "云城管〔2020〕第05号", ["第0"], id="padded"),
        pytest.param("format.doc-number", "证号为靖国用（2012）第275号", [], id="a certificate"),
        pytest.param("format.date-form", "二0二0年五月", ["二0二0"], id="zero for 〇"),
        pytest.param("format.date-form", "2020年05月06日", ["2020年05月06日"], id="padded date"),
        pytest.param("format.date-form", "2020年5月6日", [], id="right date"),
        pytest.param("format.half-width-punctuation", "今年来,我局办理", [","], id="half-width"),
        pytest.param("format.half-width-punctuation", "比例3:2，时间12:30，API,SDK", [], id="figures"),
        pytest.param("format.full-width-letters", "共１２３件", ["１２３"], id="full-width figures"),
        pytest.param("format.broken-text", "内容锟斤拷锟斤拷", ["锟斤拷锟斤拷"], id="mojibake"),
        pytest.param("format.unfilled", "于XX月XX日召开", ["XX月XX日"], id="not filled in"),
        pytest.param("format.unfilled", "申请人签字：____________", [], id="a form"),
        pytest.param("format.word-leftover", "见错误!未找到引用源。", ["错误!未找到引用源。"], id="field"),
        pytest.param("format.word-leftover", "甲\u200b乙", ["\u200b"], id="invisible"),
    ],
)  # fmt: skip
def test_format(findings, code, text, faults):
    assert [hit.fault.strip() for hit in findings(code, text)] == faults


@pytest.mark.parametrize(
    ("title", "codes"),
    [
        pytest.param("", {"format.title-missing"}, id="none"),
        pytest.param("关于某事的通知。", {"format.title-punctuation"}, id="full stop"),
        pytest.param("关于" + "很长的" * 30 + "通知", {"format.title-length"}, id="long"),
        pytest.param("关于某事的通知", set(), id="right"),
    ],
)
def test_title(findings, title, codes):
    assert {hit.code for hit in findings("format.title", "正文", title=title)} == codes
