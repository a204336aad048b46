"""Personal data, links, files, accessibility, timeliness. All persons are invented."""

from datetime import date

import pytest

from huiyin.checks import Attachment, Context, Severity, read
from huiyin.common import identity
from huiyin.common.numbers_of_persons import numbers as hits

GOOD = "11010519491231002X"  # the example of GB 11643
CHILD = "110105201508010011"


@pytest.mark.parametrize(
    ("text", "head", "kinds"),
    [
        pytest.param(f"身份证号{GOOD}", "", ["identity"], id="identity number"),
        pytest.param("１１０１０５１９４９１２３１００２Ｘ", "", ["identity"], id="full width"),
        pytest.param("110105 19491231 002X", "", ["identity"], id="with blanks"),
        pytest.param(
            "身份证110105194912310021", "", ["identity"], id="wrong check digit, but said"
        ),
        pytest.param("110105194912310021", "", [], id="wrong check digit"),
        pytest.param("113417007728242536", "", [], id="a credit code"),
        pytest.param("索引号：113417007728242536/202011-00029", "", [], id="an index number"),
        pytest.param("0.110105194912310029", "", [], id="a decimal"),
        pytest.param("110105491231002", "身份证号", ["old-identity"], id="fifteen, under its head"),
        pytest.param("110105491231002", "", [], id="fifteen figures of something"),
        pytest.param("13812345678", "", ["mobile"], id="mobile"),
        pytest.param("138-1234-5678", "", ["mobile"], id="mobile with hyphens"),
        pytest.param("20201381234567812", "", [], id="inside a longer number"),
        pytest.param("0566-2021234", "", ["landline"], id="landline"),
        pytest.param("银行卡6222021234567890128", "", ["card"], id="a card"),
        pytest.param("6222021234567890123", "", [], id="fails the check digit"),
        pytest.param("车牌皖R12345", "", ["plate"], id="a plate"),
        pytest.param("皖ABCDEF", "", [], id="letters only"),
        pytest.param("护照E12345678", "", ["passport"], id="a passport"),
        pytest.param("型号E12345678", "", [], id="a model"),
    ],
)
def test_what_a_number_is(text, head, kinds):
    assert [hit.kind for hit in hits(text, head)] == kinds


CELLS = "\t".join("13800138000")
PARTED = [
    pytest.param("110105 1949 1231 002 X", "", ["identity"], id="five parts"),
    pytest.param("110105 1949 1231 00 2 X", "", ["identity"], id="six parts"),
    pytest.param("11 01 05 19 49 12 31 00 2X", "", ["identity"], id="pairs"),
    pytest.param("110105、1949、1231、002X", "", ["identity"], id="Chinese commas"),
    pytest.param("身份证号：110105 1949 1231 002 1", "", ["identity"], id="parts, mistyped, but said"),
    pytest.param("110105\n19491231002X", "", ["identity"], id="over two lines"),
    pytest.param("\t".join(GOOD), "", ["identity"], id="a digit a cell"),
    pytest.param("\n".join(GOOD), "", ["identity"], id="a digit a line"),
    pytest.param("张三\t110105\t19491231\t002X\t男", "", ["identity"], id="a part a cell"),
    pytest.param("110105\t1949\t1231\t002X", "", ["identity"], id="four parts in four cells"),
    pytest.param("1 3 8-0 0 1 3-8 0 0 0", "", ["mobile"], id="each digit of a mobile apart"),
    pytest.param("1-3-8-0-0-1-3-8-0-0-0", "", ["mobile"], id="a dash after each digit"),
    pytest.param("1 3 8 0 0 1 3 8 0 0 0", "", ["mobile"], id="a blank after each digit"),
    pytest.param(f"联系电话\t{CELLS}", "", ["mobile"], id="a digit of a mobile a cell, said"),
    pytest.param(CELLS, "手机号", ["mobile"], id="a digit of a mobile a cell, by its head"),
    pytest.param("电话\t138\t0013\t8000", "", ["mobile"], id="parts of a mobile in cells"),
    pytest.param("电话：138、0013、8000", "", ["mobile"], id="a mobile with Chinese commas"),
    pytest.param(CELLS, "", [], id="eleven counts of a row"),
    pytest.param("138\t0013\t8000", "", [], id="three counts of a row"),
    pytest.param("\t".join("12345678901234"), "", [], id="more counts of a row"),
    pytest.param("110105\t19491231\t0021", "", [], id="three numbers that check as nothing"),
    pytest.param("1 3 8 0 0 1 3 8 0 0 0 5", "", [], id="twelve figures apart"),
    pytest.param("第1、3、8、0、0、1、3、8、0、0、0条", "", [], id="a list of articles"),
    pytest.param("110105\t2949\t1231\t002X", "", [], id="no year"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "head", "kinds"), PARTED)
def test_a_number_in_parts_is_one_where_a_reader_reads_one(text, head, kinds):
    assert [hit.kind for hit in hits(text, head)] == kinds
    for hit in hits(text, head):
        assert hit.value in {GOOD, "110105194912310021", "13800138000"}


def test_cells_of_a_row_that_make_one_number(findings):
    def row(*cells):
        return f"<table><tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr></table>"

    assert len(findings("privacy.identity", row("证号", *GOOD))) == 1
    assert len(findings("privacy.identity", row("张三", "110105", "19491231", "002X"))) == 1
    assert len(findings("privacy.mobile", row("联系电话", *"13800138000"))) == 1
    assert len(findings("privacy.identity", row("张三", GOOD))) == 1
    assert len(findings("privacy.identity", f"<p>{GOOD[:9]}<br>{GOOD[9:]}</p>")) == 1
    assert len(findings("privacy.identity", row(f"<p>张三</p><p>{GOOD}</p>"))) == 1
    assert not findings("privacy.", row("数量", *"13800138000"))
    form = Attachment("表.docx", ("证号\t" + "\t".join(GOOD),), "docx")
    assert len(findings("privacy.identity", attachments=[form])) == 1


@pytest.mark.parametrize(
    ("text", "severities"),
    [
        pytest.param(f"张三，身份证号{GOOD}。", ["error"], id="identity number"),
        pytest.param("补助对象张三13812345678", ["error"], id="a person's mobile"),
        pytest.param("联系电话：13812345678", ["notice"], id="a contact"),
        pytest.param("联系电话：0566-2021234", [], id="an office's telephone"),
        pytest.param("家庭电话0566-2021234", ["warning"], id="a telephone at home"),
        pytest.param("低保户张三，卡号6222021234567890128", ["error"], id="card of a person"),
        pytest.param(
            "收款单位户名：某局，账号6222021234567890128", ["notice"], id="account to pay into"
        ),
        pytest.param("家住幸福小区3栋2单元501室", ["error"], id="home"),
        pytest.param("幸福小区3栋2单元501室漏水", ["warning"], id="a flat"),
        pytest.param("办公地址：政务中心3号楼305室", [], id="an office"),
        pytest.param("幸福小区3栋楼道", [], id="a house"),
        pytest.param("学生李小明，男，12岁", ["warning"], id="a minor by age"),
        pytest.param("李小明，男，42岁", [], id="of age"),
        pytest.param("留守儿童王小丽，已救助", ["warning"], id="a child by word"),
        pytest.param("留守儿童王某某，已救助", [], id="masked"),
        pytest.param("留守儿童关爱工作", [], id="no name"),
    ],
)
def test_privacy_in_text(findings, text, severities):
    assert [hit.severity.value for hit in findings("privacy.", text)] == severities


def test_the_masked_form_is_offered(findings):
    (hit,) = findings("privacy.identity", f"身份证号{GOOD}。")
    assert hit.suggestion == "110***********002X"
    assert GOOD in hit.excerpt


def test_the_number_of_a_minor_is_told_apart(findings):
    number = next(CHILD[:17] + c for c in "0123456789X" if identity.is_valid(CHILD[:17] + c))
    (hit,) = findings("privacy.identity", f"身份证号{number}")
    assert "未成年人" in hit.message


def test_tables_attachments_and_pictures(findings):
    rows = f"<table><tr><th>姓名</th><th>身份证号</th></tr><tr><td>张三</td><td>{GOOD}</td></tr></table>"
    assert len(findings("privacy.identity", rows)) == 1
    sheet = Attachment("名单.xlsx", ("姓名\t手机号", "张三\t13812345678"), "xlsx")
    (hit,) = findings("privacy.mobile", attachments=[sheet])
    assert (hit.severity, hit.where.part, hit.where.block) == (Severity.ERROR, "附件：名单.xlsx", 1)
    assert findings("privacy.identity", f'<p><img src="/m/{GOOD}.jpg" alt="某"></p>')
    assert findings("privacy.picture-name", '<p><img src="/m/a.jpg" alt="张三身份证正面"></p>')
    pupils = "<table><tr><th>姓名</th><th>年龄</th></tr><tr><td>李小明</td><td>{}</td></tr></table>"
    assert findings("privacy.minor", pupils.format(9))
    assert not findings("privacy.minor", pupils.format(49))


OWN = Context(hosts=frozenset({"cgj.yunxi.gov.cn"}), resolves=lambda path: path == "/there/")


@pytest.mark.parametrize(
    ("target", "codes"),
    [
        pytest.param("/there/", [], id="own page"),
        pytest.param("/gone/", ["links.dead"], id="own page that is gone"),
        pytest.param("https://cgj.yunxi.gov.cn/gone/", ["links.dead"], id="gone, whole address"),
        pytest.param("https://www.gov.cn/zhengce/", [], id="government"),
        pytest.param("https://example.com/x", ["links.external"], id="outside"),
        pytest.param("http://192.168.1.8/a", ["links.unreachable"], id="inner network"),
        pytest.param("file:///C:/a.doc", ["links.unreachable"], id="own disk"),
        pytest.param("http://http://a.gov.cn", ["links.malformed"], id="twice http"),
        pytest.param("www.yunxi.gov.cn", ["links.malformed"], id="no scheme"),
        pytest.param("#there", ["links.malformed"], id="no such anchor"),
        pytest.param("http://[::1", ["links.malformed"], id="not an address"),
        pytest.param("mailto:a@yunxi.gov.cn", [], id="mail"),
    ],
)
def test_links(findings, target, codes):
    hits = findings("links.", f'<p>见<a href="{target}">某项规定</a></p>', context=OWN)
    assert [hit.code for hit in hits] == codes


@pytest.mark.parametrize(
    ("attachment", "codes"),
    [
        pytest.param(Attachment("表.pdf", kind="pdf"), [], id="right"),
        pytest.param(Attachment("表.docx", kind="pdf"), ["files.wrong-extension"], id="a PDF named docx"),
        pytest.param(Attachment("照片.jpeg", kind="jpg"), [], id="jpeg is jpg"),
        pytest.param(Attachment("表.pdf", problem="打不开"), ["files.unreadable"], id="damaged"),
        pytest.param(Attachment("表.pdf", is_missing=True), ["files.missing"], id="no file"),
        pytest.param(Attachment("新建 Microsoft Word 文档.docx", kind="docx"), ["files.name"], id="no name"),
    ],
)  # fmt: skip
def test_files(findings, attachment, codes):
    assert [hit.code for hit in findings("files.", attachments=[attachment])] == codes


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("<p>正文</p><p>附件：1.某某名单</p>", 1, id="promised, not there"),
        pytest.param("<p>附件：1.某某名单</p><p>附件1</p><p>某某名单</p>", 0, id="in the text"),
        pytest.param('<p>附件：<a href="/files/3/a.pdf">某某名单</a></p>', 0, id="linked"),
        pytest.param("<p>本机关没有附加条件</p>", 0, id="another word"),
    ],
)
def test_promised_attachments(findings, text, count):
    assert len(findings("files.promised", text)) == count


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        pytest.param('<p>某处现状的照片和说明文字如下所示，请各单位对照检查整改。<img src="a.jpg"></p>', ["picture-alt"], id="no alt"),
        pytest.param('<p>某处现状的照片和说明文字如下所示，请各单位对照检查整改。<img src="a.jpg" alt="IMG_2020.jpg"></p>', ["picture-alt-poor"], id="poor alt"),
        pytest.param('<p>某处现状的照片和说明文字如下所示，请各单位对照检查整改。<img src="a.jpg" alt="某路整治前后对比"></p>', [], id="alt"),
        pytest.param('<p><img src="a.jpg" alt="某通知全文"></p>', ["only-pictures"], id="only a picture"),
        pytest.param("<h2>甲</h2><h4>乙</h4>", ["heading-jump"], id="jump"),
        pytest.param("<h2>甲</h2><h3>乙</h3><h2>丙</h2>", [], id="steps"),
        pytest.param("<table><tr><td>项目</td><td>件</td></tr><tr><td>甲</td><td>1</td></tr></table>", ["table-head"], id="no head"),
        pytest.param("<table><tr><th>项目</th><th>件</th></tr><tr><td>甲</td><td>1</td></tr></table>", [], id="head"),
        pytest.param('<p><a href="/a">点击这里</a></p>', ["link-text"], id="click here"),
        pytest.param('<p><a href="/a">2020年年报</a></p>', [], id="a name"),
        pytest.param('<p>见<a href="/a"></a></p>', ["link-empty"], id="no words"),
    ],
)  # fmt: skip
def test_accessibility(findings, text, codes):
    assert [hit.code.partition(".")[2] for hit in findings("accessibility.", text)] == codes


class Weekdays:
    """Monday to Friday, nothing else."""

    def between(self, start, end, /):
        days = range(start.toordinal() + 1, end.toordinal() + 1)
        return sum(date.fromordinal(day).weekday() < 5 for day in days)


@pytest.mark.parametrize(
    ("formed", "count"),
    [
        pytest.param(date(2020, 10, 20), 0, id="twenty working days"),
        pytest.param(date(2020, 10, 19), 1, id="twenty-one"),
        pytest.param(date(1920, 10, 19), 1, id="a century"),
        pytest.param(None, 0, id="not known"),
    ],
)
def test_timeliness(findings, formed, count):
    context = Context(calendar=Weekdays(), publish_days=20)
    assert len(findings("timeliness.late", "文", formed_on=formed, context=context)) == count


def test_a_nested_table_and_spans_are_read():
    body = read(
        "<table><tr><td rowspan=2>甲</td><td>乙</td></tr><tr><td>丙<table><tr><td>丁</td></tr>"
        "</table></td></tr></table>"
    )
    outer, inner = body.tables
    assert [[cell.text if cell else None for cell in row] for row in outer.rows] == [
        ["甲", "乙"],
        ["甲", "丙丁"],
    ]
    assert inner.rows[0][0].text == "丁"
