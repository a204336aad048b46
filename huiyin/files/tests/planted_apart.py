"""More places for a secret: codes, styles, lists of authors, forms, pictures within a PDF."""

import pikepdf
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl.styles import Color, Font, PatternFill
from openpyxl.worksheet.scenario import InputCells, Scenario

from .planted import OFFICE, SECRET, _word, book, paper, photograph, plain_word, saved, slides

MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
MATHS = "http://schemas.openxmlformats.org/officeDocument/2006/math"
VML = "urn:schemas-microsoft-com:vml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
Name, Dictionary = pikepdf.Name, pikepdf.Dictionary


def _listed(kind, xml):
    """A Word file with one more part."""
    document = plain_word()
    part = Part(
        PackURI(f"/word/{kind}.xml"), "application/xml", xml.encode(), document.part.package
    )
    document.part.relate_to(part, f"{OFFICE}/{kind}")
    return saved(document)


def _styled(looks, kind):
    document = plain_word()
    style = f'<w:style {nsdecls("w")} w:type="{kind}" w:styleId="Own"><w:name w:val="Own"/><w:rPr>{looks}</w:rPr></w:style>'
    document.styles.element.append(parse_xml(style))
    paragraph = document.add_paragraph()
    if kind == "paragraph":
        paragraph.style = document.styles["Own"]
    paragraph.add_run(SECRET, style=document.styles["Own"] if kind == "character" else None)
    return saved(document)


def _twice(choice, fallback):
    return _word(
        f'<w:r><mc:AlternateContent xmlns:mc="{MC}"><mc:Choice Requires="w14"><w:t>{choice}</w:t>'
        f"</mc:Choice><mc:Fallback><w:t>{fallback}</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    )


def _code(code, value="文"):
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return _word(
        f"{mark.format('begin')}<w:r><w:instrText>{code}</w:instrText></w:r>"
        f"{mark.format('separate')}<w:r><w:t>{value}</w:t></w:r>{mark.format('end')}"
    )


def _field(pdf, **more):
    field = pdf.make_indirect(Dictionary(FT=Name.Tx, T="a", V=SECRET, **more))
    if "Subtype" in more:
        pdf.pages[0].obj.Annots = pikepdf.Array([field])
    pdf.Root.AcroForm = Dictionary(Fields=[field])


def _hidden_field(pdf):
    _field(pdf, Type=Name.Annot, Subtype=Name.Widget, F=2, Rect=[10, 10, 30, 30])


def _data_of_form(pdf):
    pdf.Root.AcroForm = Dictionary(Fields=[], XFA=pdf.make_stream(f"<x>{SECRET}</x>".encode()))


def _object(pdf, content, **about):
    stream = pdf.make_stream(content, Type=Name.XObject, **about)
    pdf.pages[0].obj.Resources.XObject = Dictionary(One=stream)


def _picture(pdf):
    _object(
        pdf, photograph(), Subtype=Name.Image, Width=40, Height=20, BitsPerComponent=8,
        ColorSpace=Name.DeviceRGB, Filter=Name.DCTDecode,
    )  # fmt: skip


def _data_of_a_drawing(pdf):
    data = Dictionary(App=pikepdf.String(SECRET))
    _object(pdf, b"", Subtype=Name.Form, BBox=[0, 0, 1, 1], PieceInfo=data)


def _script_of_a_page(pdf):
    pdf.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS=SECRET))


def _file_of_a_page(pdf):
    stream = pdf.make_stream(SECRET.encode(), Type=Name.EmbeddedFile)
    file = Dictionary(Type=Name.Filespec, F="a", EF=Dictionary(F=stream))
    pdf.pages[0].obj.AF = pikepdf.Array([pdf.make_indirect(file)])


def _template(pdf):
    page = Dictionary(Type=Name.Template, Contents=pdf.make_stream(SECRET.encode()))
    names = pikepdf.Array([pikepdf.String("a"), pdf.make_indirect(page)])
    pdf.Root.Names = Dictionary(Templates=Dictionary(Names=names))


def _local_link(pdf):
    action = Dictionary(S=Name.URI, URI=pikepdf.String(f"file:///C:/{SECRET}.pdf"))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[1, 1, 9, 9], A=action)
    pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(link)])


def _scenario(workbook, sheet):
    cells = [InputCells(r="C1", val=SECRET)]
    sheet.scenarios.scenario.append(Scenario(inputCells=cells, name="甲", user=SECRET))


def _cell(**looks):
    """A word with these looks."""

    def change(workbook, sheet):
        sheet["B2"] = SECRET
        for name, look in looks.items():
            setattr(sheet["B2"], name, look)

    return change


def _fill(colour):
    return PatternFill("solid", fgColor=colour)


def _row_height(height):
    def change(workbook, sheet):
        sheet["B2"] = SECRET
        sheet.row_dimensions[2].height = height

    return change


def _column_width(width):
    def change(workbook, sheet):
        sheet["D2"] = SECRET
        sheet.column_dimensions["D"].width = width

    return change


def box(text=SECRET, *, looks="", frame="", place=(1, 1), size=(9, 9)):
    """A text box of a slide."""
    x, y = place
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="9" name="y"/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{x}" y="{y}"/>'
        f'<a:ext cx="{size[0]}" cy="{size[1]}"/></a:xfrm>{frame}</p:spPr><p:txBody><a:p><a:r>'
        f"<a:rPr{looks}</a:rPr><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
    )


def fill(colour):
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


WORDS = b"(" + SECRET.encode("gb18030") + b") Tj"


def _written(before, after=b"", *, place=b"20 100", size=b"20", change=None):
    """A page with words in a stream of its own, with what stands before and behind them."""

    def write(pdf):
        page = pdf.pages[0]
        words = b" BT /F1 " + size + b" Tf " + place + b" Td " + WORDS + b" ET "
        page.contents_add(pdf.make_stream(b"q " + before + words + after + b" Q"))
        if change:
            change(pdf, page.obj)

    return paper(write)


def _cropped(pdf, page):
    page.CropBox = [0, 150, 300, 300]


def _clear(pdf, page):
    page.Resources.ExtGState = Dictionary(G=Dictionary(ca=0))


def _structure(pdf):
    figure = Dictionary(Type=Name.StructElem, S=Name.Figure, Alt=SECRET, K=0)
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    figure.P = root
    root.K = pdf.make_indirect(figure)
    pdf.Root.StructTreeRoot = root


def _named_marks(pdf, page):
    page.Resources.Properties = Dictionary(M=pdf.make_indirect(Dictionary(E=SECRET)))


SPOKEN = b"/Span <</ActualText <FEFF" + SECRET.encode("utf-16-be").hex().encode() + b">>> BDC "
SPOKEN += b"BT /F1 9 Tf 20 50 Td (a) Tj ET EMC "
FILES = {
    "docx": {
        "code of a field": lambda: _code(f' SET x "{SECRET}" '),
        "path in a field": lambda: _code(rf' INCLUDETEXT "C:\\{SECRET}\\a.docx" '),
        "simple field": lambda: _word(
            f'<w:fldSimple w:instr=" QUOTE {SECRET}"><w:r><w:t>文</w:t></w:r></w:fldSimple>'
        ),
        "data of a field": lambda: _word(
            f'<w:r><w:fldChar w:fldCharType="begin"><w:fldData>{SECRET}</w:fldData></w:fldChar></w:r>'
        ),
        "words for older programs": lambda: _twice("甲", SECRET),
        "hidden by a style": lambda: _styled("<w:vanish/>", "character"),
        "white by a style": lambda: _styled('<w:color w:val="FFFFFF"/>', "character"),
        "white by the paragraph": lambda: _styled('<w:color w:val="FFFFFF"/>', "paragraph"),
        "tiny by a style": lambda: _styled('<w:sz w:val="2"/>', "character"),
        "nearly white": lambda: _word(
            f'<w:r><w:rPr><w:color w:val="FEFEFE"/></w:rPr><w:t>{SECRET}</w:t></w:r>'
        ),
        "hidden formula": lambda: _word(
            f'<m:oMath xmlns:m="{MATHS}"><m:r><w:rPr><w:vanish/></w:rPr><m:t>{SECRET}</m:t></m:r></m:oMath>'
        ),
        "hidden old shape": lambda: _word(
            f'<w:r><w:pict><v:shape xmlns:v="{VML}" style="visibility:hidden"><v:textbox><w:txbxContent>'
            f"<w:p><w:r><w:t>{SECRET}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
        ),
        "list of authors": lambda: _listed(
            "people", f'<w15:people xmlns:w15="{W15}"><w15:person w15:author="{SECRET}"/></w15:people>'
        ),
    },
    "xlsx": {
        "scenario": lambda: book(_scenario),
        "format that shows nothing": lambda: book(_cell(number_format=";;;")),
        "format that shows no words": lambda: book(_cell(number_format='0;-0;0;""')),
        "white": lambda: book(_cell(font=Font(color="FFFFFFFF"))),
        "white of the theme": lambda: book(_cell(font=Font(color=Color(theme=0)))),
        "red on red": lambda: book(_cell(font=Font(color="FFFF0000"), fill=_fill("FFFF0000"))),
        "white on white": lambda: book(_cell(font=Font(color="FFFFFFFF"), fill=_fill("FFFEFEFE"))),
        "two points": lambda: book(_cell(font=Font(sz=2))),
        "row of a point": lambda: book(_row_height(0.75)),
        "narrow column": lambda: book(_column_width(0.05)),
    },
    "pptx": {
        "left of the slide": lambda: slides(more=box(looks=">", place=(-900, 1), size=(800, 9))),
        "below the slide": lambda: slides(more=box(looks=">", place=(1, 7_000_000))),
        "white": lambda: slides(more=box(looks=">" + fill("FFFFFF"))),
        "white of the theme": lambda: slides(
            more=box(looks='><a:solidFill><a:schemeClr val="bg1"/></a:solidFill>')
        ),
        "red on red": lambda: slides(more=box(looks=">" + fill("FF0000"), frame=fill("FF0000"))),
        "clear": lambda: slides(
            more=box(looks='><a:solidFill><a:srgbClr val="000000"><a:alpha val="0"/></a:srgbClr></a:solidFill>')
        ),
        "filled with nothing": lambda: slides(more=box(looks="><a:noFill/>")),
        "two points": lambda: slides(more=box(looks=' sz="200">')),
    },
    "pdf": {
        "hidden field": lambda: paper(_hidden_field),
        "field without a place": lambda: paper(_field),
        "data of a form": lambda: paper(_data_of_form),
        "picture": lambda: paper(_picture),
        "data of a drawing": lambda: paper(_data_of_a_drawing),
        "script of a page": lambda: paper(_script_of_a_page),
        "file of a page": lambda: paper(_file_of_a_page),
        "template": lambda: paper(_template),
        "local link": lambda: paper(_local_link),
        "words that are not drawn": lambda: _written(b"3 Tr"),
        "words beside the paper": lambda: _written(b"", place=b"-500 100"),
        "words cut off": lambda: _written(b"", change=_cropped),
        "white words": lambda: _written(b"1 1 1 rg"),
        "clear words": lambda: _written(b"/G gs", change=_clear),
        "words of nearly no size": lambda: _written(b"", size=b"0.1"),
        "words under a bar": lambda: _written(b"", b"0 g 10 80 280 60 re f"),
        "words of a picture": lambda: paper(_structure),
        "words that are spoken": lambda: paper(
            lambda pdf: pdf.pages[0].contents_add(pdf.make_stream(SPOKEN))
        ),
        "words that marks name": lambda: paper(lambda pdf: _named_marks(pdf, pdf.pages[0].obj)),
    },
}  # fmt: skip
