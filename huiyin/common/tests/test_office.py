"""Word and Excel files as their readers see them."""

import io
import zipfile

import openpyxl
import pytest

from huiyin.common.office import numerals, package, sheets, words

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
)
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def word_file(body, *, styles="", numbering="", notes=""):
    """A docx with just these parts."""
    beside = {"styles": styles, "numbering": numbering, "footnotes": notes}
    listed = "".join(
        f'<Relationship Id="r{name}" Type="{OFFICE}/{name}" Target="{name}.xml"/>'
        for name, part in beside.items() if part
    )  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{PACKAGE}">{listed}</Relationships>',
        )
        archive.writestr(
            "word/document.xml", f"<w:document {NAMES}><w:body>{body}</w:body></w:document>"
        )
        for name, part in beside.items():
            if part:
                archive.writestr(f"word/{name}.xml", f"<w:{name} {NAMES}>{part}</w:{name}>")
    return out.getvalue()


def run(text, look=""):
    return f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>"


def p(inner, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


SECRET = run("密")
WHITE = run("密", '<w:color w:val="FFFFFF"/>')
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="{}"/>'
STYLES = (
    f'<w:style w:type="table" w:styleId="st"><w:tblStylePr><w:tcPr>{SHADE.format("003366")}</w:tcPr></w:tblStylePr></w:style>'
    '<w:style w:type="character" w:styleId="w"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="t"><w:rPr><w:sz w:val="2"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"/>'
    '<w:style w:type="character" w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="hh"><w:basedOn w:val="h"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="hp"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="table" w:styleId="ht"><w:rPr><w:vanish/></w:rPr></w:style>'
)
MARK = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
BEGIN, SEPARATE, END = (MARK.format(kind) for kind in ("begin", "separate", "end"))


def row(text, height):
    look = f'<w:trPr><w:trHeight w:val="{height}" w:hRule="exact"/></w:trPr>'
    return f"<w:tbl><w:tr>{look}<w:tc>{p(run(text))}</w:tc></w:tr></w:tbl>"


def twice(choice, fallback):
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="x"><w:t>{choice}</w:t></mc:Choice>'
        f"<mc:Fallback><w:t>{fallback}</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    )


HIDDEN = {
    "words in the code of a field": f"{BEGIN}{SECRET}{SEPARATE}{END}",
    "a value that a code makes use of": f"{BEGIN}{BEGIN}{SEPARATE}{SECRET}{END}{SEPARATE}{END}",
    "white by a style": run("密", '<w:rStyle w:val="w"/>'),
    "white on white": run("密", f'<w:color w:val="FFFFFF"/>{SHADE.format("FFFFFF")}'),
    "white on nothing": run("密", f'<w:color w:val="FFFFFF"/>{SHADE.format("auto")}'),
    "nearly white": run("密", '<w:color w:val="FEFEFE"/>'),
    "red on red": run("密", f'<w:color w:val="FF0000"/>{SHADE.format("FF0000")}'),
    "blackened": run("密", '<w:highlight w:val="black"/>'),
    "tiny by a style": run("密", '<w:rStyle w:val="t"/>'),
    "pressed to a line": run("密", '<w:w w:val="1"/>'),
    "filled with nothing": run("密", f'<w14:textFill xmlns:w14="{W14}"><w14:noFill/></w14:textFill>'),
    "deleted": f'<w:del w:author="a">{SECRET}</w:del>',
    "deleted text": '<w:del><w:r><w:delText>密</w:delText></w:r></w:del>',
    "moved away": f"<w:moveFrom>{SECRET}</w:moveFrom>",
    "hidden": run("密", "<w:vanish/>"),
    "hidden by a style": run("密", '<w:rStyle w:val="h"/>'),
    "hidden by what a style is based on": run("密", '<w:rStyle w:val="hh"/>'),
    "hidden in the web": run("密", "<w:webHidden/>"),
    "hidden field value": f'<w:fldSimple w:instr="X">{run("密", "<w:vanish/>")}</w:fldSimple>',
    "white": run("密", '<w:color w:val="ffffff"/>'),
    "tiny": run("密", '<w:sz w:val="2"/>'),
    "special hidden": run("密", "<w:specVanish/>"),
    "size of two points": run("密", '<w:sz w:val="4"/>'),
    "shape without room": '<w:r><w:drawing><wp:inline><wp:extent cx="0" cy="0"/><wp:docPr id="1" name="x"/>'
    f"<w:txbxContent>{p(SECRET)}</w:txbxContent></wp:inline></w:drawing></w:r>",
    "shape beside the paper": '<w:r><w:drawing><wp:anchor><wp:positionH><wp:posOffset>-20000000</wp:posOffset></wp:positionH>'
    f'<wp:docPr id="1" name="x"/><w:txbxContent>{p(SECRET)}</w:txbxContent></wp:anchor></w:drawing></w:r>',
    "white in a box without a fill": '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x"/><wps:wsp><wps:spPr><a:noFill/></wps:spPr>'
    f"<w:txbxContent>{p(WHITE)}</w:txbxContent></wps:wsp></wp:inline></w:drawing></w:r>",
    "old shape that is not shown": f'<w:r><w:pict><v:rect style="display:none"><w:txbxContent>{p(SECRET)}</w:txbxContent></v:rect></w:pict></w:r>',
    "old shape far away": f'<w:r><w:pict><v:rect style="position:absolute;left:-9999pt"><w:txbxContent>{p(SECRET)}</w:txbxContent></v:rect></w:pict></w:r>',
    "white in an old box": f'<w:r><w:pict><v:rect style="width:9pt"><w:txbxContent>{p(WHITE)}</w:txbxContent></v:rect></w:pict></w:r>',
    "deleted in a link": f"<w:hyperlink><w:del>{SECRET}</w:del></w:hyperlink>",
    "code of a field": "<w:r><w:instrText>密</w:instrText></w:r>",
    "hidden shape": '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" hidden="1"/><w:txbxContent>'
    f"{p(SECRET)}</w:txbxContent></wp:inline></w:drawing></w:r>",
}  # fmt: skip
BLOCKS = {
    "paragraph of a hidden style": p(SECRET, '<w:pStyle w:val="hp"/>'),
    "hidden row": f"<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{p(SECRET)}</w:tc></w:tr></w:tbl>",
    "deleted row": f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{p(SECRET)}</w:tc></w:tr></w:tbl>",
    "deleted cell": f"<w:tbl><w:tr><w:tc><w:tcPr><w:cellDel/></w:tcPr>{p(SECRET)}</w:tc></w:tr></w:tbl>",
    "white in a cell": f"<w:tbl><w:tr><w:tc>{p(WHITE)}</w:tc></w:tr></w:tbl>",
    "white in a white cell": f'<w:tbl><w:tr><w:tc><w:tcPr>{SHADE.format("FFFFFF")}</w:tcPr>{p(WHITE)}</w:tc></w:tr></w:tbl>',
    "red in a red paragraph": p(run("密", '<w:color w:val="FF0000"/>'), SHADE.format("FF0000")),
    "a line without height": p(SECRET, '<w:spacing w:line="20" w:lineRule="exact"/>'),
    "table of a hidden style": '<w:tbl><w:tblPr><w:tblStyle w:val="ht"/></w:tblPr>'
    f"<w:tr><w:tc>{p(SECRET)}</w:tc></w:tr></w:tbl>",
}  # fmt: skip
SEEN = {
    "inserted": f'<w:ins>{run("文")}</w:ins>',
    "moved here": f'<w:moveTo>{run("文")}</w:moveTo>',
    "a simple field": f'<w:fldSimple w:instr="DATE">{run("文")}</w:fldSimple>',
    "a smart tag": f'<w:smartTag>{run("文")}</w:smartTag>',
    "a control": f"<w:sdt><w:sdtContent>{run('文')}</w:sdtContent></w:sdt>",
    "not hidden after all": run("文", '<w:vanish w:val="0"/>'),
    "shown within a hidden style": run("文", '<w:rStyle w:val="h"/><w:vanish w:val="false"/>'),
    "white on a shade": run("文", '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="003366"/>'),
    "its look was changed": run("文", "<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>"),
    "inserted and moved": f'<w:ins><w:moveTo>{run("文")}</w:moveTo></w:ins>',
}  # fmt: skip


@pytest.mark.parametrize("inner", HIDDEN.values(), ids=HIDDEN)
def test_what_is_hidden_in_a_paragraph(inner):
    content = word_file(p(run("留") + inner + run("文")), styles=STYLES)
    assert list(words.lines(content)) == ["留文"]
    assert "密" not in "".join(
        package.read(words.as_read(content))["word/document.xml"].decode()
    ) or (inner == HIDDEN["code of a field"])


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)
def test_what_is_hidden_between_paragraphs(block):
    content = word_file(p(run("留文")) + block, styles=STYLES)
    assert list(words.lines(content)) == ["留文"]


@pytest.mark.parametrize("inner", SEEN.values(), ids=SEEN)
def test_what_is_seen(inner):
    assert list(words.lines(word_file(p(run("留") + inner), styles=STYLES))) == ["留文"]


def test_the_usual_style_may_hide_all():
    usual = '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:rPr><w:vanish/></w:rPr></w:style>'
    shown = run("留文", '<w:vanish w:val="0"/>')
    assert list(words.lines(word_file(p(SECRET) + p(shown), styles=usual))) == ["留文"]


def test_a_deleted_end_joins_two_paragraphs():
    gone = "<w:rPr><w:del/></w:rPr>"
    content = word_file(p(run("留"), gone) + p(f"<w:del>{SECRET}</w:del>", gone) + p(run("文")))
    assert list(words.lines(content)) == ["留文"]


def test_tabs_and_breaks_are_spaces_and_text_boxes_are_read_once():
    box = f"<w:txbxContent>{p(run('箱'))}</w:txbxContent>"
    choice = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    inner = "<w:r><w:t>左</w:t><w:tab/><w:t>右</w:t><w:br/><w:t>下</w:t></w:r>"
    content = word_file(p(inner) + p(f"<w:r>{choice}</w:r>"))
    assert list(words.lines(content)) == ["左 右 下", "箱"]


def test_footnotes_are_read_without_what_is_deleted_in_them():
    notes = f"<w:footnote>{p(run('注') + f'<w:del>{SECRET}</w:del>')}</w:footnote>"
    assert list(words.lines(word_file(p(run("文")), notes=notes))) == ["文", "注"]


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"PK\x03\x04",
        word_file("")[:-40],
        word_file("<!-- -->").replace(b"<w:body>", b"<w:bodx>"),
    ],
)
def test_a_damaged_file_says_so(damage):
    with pytest.raises(package.UnreadablePackageError):
        list(words.lines(damage))


def test_a_document_type_is_refused():
    out = io.BytesIO(word_file(p(run("文"))))
    parts = package.read(out.getvalue())
    parts["word/document.xml"] = b'<!DOCTYPE a [<!ENTITY x "y">]>' + parts["word/document.xml"]
    with pytest.raises(package.UnreadablePackageError):
        list(words.lines(package.write(parts)))


def level(depth, form, text, more=""):
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/>{more}</w:lvl>'
    )


OFFICIAL = (
    '<w:abstractNum w:abstractNumId="1">'
    + level(0, "chineseCountingThousand", "%1、")
    + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%3.")
    + level(3, "decimal", "%3.%4")
    + "</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="2">'
    + level(0, "decimal", "%1.")
    + level(1, "bullet", "")
    + "</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="3">'
    + level(0, "chineseCounting", "第%1条", '<w:pStyle w:val="tiao"/>')
    + "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="3"/></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)
ARTICLES = '<w:style w:type="paragraph" w:styleId="tiao"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>'


def item(depth, number=1, text="文", inner=""):
    numbering = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    return p(inner or run(text), numbering)


@pytest.mark.parametrize(
    ("body", "read"),
    [
        pytest.param(item(0) + p(run("段")) + item(0), ["一、文", "段", "二、文"], id="runs on"),
        pytest.param(
            item(0) + item(1) + item(1) + item(0) + item(1),
            ["一、文", "（一）文", "（二）文", "二、文", "（一）文"],
            id="begins anew below",
        ),
        pytest.param(item(0) + item(2) + item(3), ["一、文", "1.文", "1.1 文"], id="two numbers"),
        pytest.param(item(0, 1) + item(0, 4) + item(0, 4), ["一、文", "五、文", "六、文"], id="start"),
        pytest.param(
            "".join(p(run("文"), '<w:pStyle w:val="tiao"/>') for _ in range(11)),
            [f"第{n} 文" for n in ["一条", "二条", "三条", "四条", "五条", "六条", "七条", "八条", "九条", "十条", "十一条"]],
            id="by a style",
        ),
        pytest.param(item(0, 0), ["文"], id="none"),
        pytest.param(item(0) + item(0, inner=f"<w:del>{SECRET}</w:del>") + item(0), ["一、文", "二、文"], id="a deleted one"),
        pytest.param(item(0, 2) + item(1, 2), ["1.文", "文"], id="a list"),
    ],
)  # fmt: skip
def test_automatic_numbers_are_words(body, read):
    assert list(words.lines(word_file(body, numbering=OFFICIAL, styles=ARTICLES))) == read


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 103: "一百零三", 110: "一百一十", 1001: "一千零一"}),
        ("chineseLegalSimplified", {12: "壹拾贰"}),
        ("ideographDigital", {20: "二〇"}),
        ("ideographTraditional", {2: "乙"}),
        ("decimalEnclosedCircleChinese", {20: "⑳", 21: "21"}),
        ("lowerRoman", {4: "iv"}),
        ("upperLetter", {27: "AA"}),
        ("decimalFullWidth", {12: "１２"}),
        ("decimalZero", {3: "03"}),
        ("none", {3: ""}),
        ("hebrew1", {3: "3"}),
    ],
)  # fmt: skip
def test_forms_of_numbers(form, shown):
    assert {number: numerals.written(number, form) for number in shown} == shown


def test_hidden_sheets_rows_and_columns_are_not_read():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["B2"], sheet["C2"], sheet["D2"] = "留", "密", "文"
    sheet["B3"], sheet["B4"] = "密", "表"
    sheet["C5"] = "并"
    sheet.merge_cells("C5:D5")
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    book.create_sheet("密").sheet_state = "veryHidden"
    book["密"]["A1"] = "密"
    out = io.BytesIO()
    book.save(out)
    assert [row for row in sheets.visible_rows(out.getvalue()) if row] == [
        ["留", "文"],
        ["表"],
        ["并"],
    ]


def test_a_row_without_height_is_not_read():
    assert list(words.lines(word_file(row("密", 10) + row("留", 400)))) == ["留"]


def test_words_for_older_programs_are_not_read():
    file = word_file(p(twice("留", "密")))
    assert list(words.lines(file)) == ["留"]
    assert "密" not in package.read(words.as_read(file))["word/document.xml"].decode()


@pytest.mark.parametrize(
    "look",
    [
        f'<w:color w:val="FFFFFF"/>{SHADE.format("003366")}',
        '<w:color w:val="FFFFFF"/><w:highlight w:val="darkBlue"/>',
        '<w:highlight w:val="yellow"/>',
        f"{SHADE.format('000000')}",
        '<w:color w:val="FF0000"/><w:sz w:val="10"/><w:w w:val="80"/>',
    ],
)
def test_colours_that_show_the_words(look):
    assert list(words.lines(word_file(p(run("留", look))))) == ["留"]
