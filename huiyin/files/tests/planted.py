"""Files with secrets in every place where one can be, and all that the bytes of a file say."""

import html
import io
import re
import zipfile

import docx
import openpyxl
import pikepdf
import xlsxwriter
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl.comments import Comment
from PIL import Image, PngImagePlugin

SECRET = "密谍张三"
SEEN = "公开名单"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def says(content, secret=SECRET):
    """Whether the secret stands in the bytes, packed or not, in any usual spelling."""
    spellings = [secret.encode(code) for code in ("utf-8", "utf-16-be", "utf-16-le", "gb18030")]
    spellings += [one.hex().encode() for one in spellings] + [
        one.hex().upper().encode() for one in spellings
    ]
    return any(one in layer for layer in _layers(content) for one in spellings)


def _layers(content):
    yield content
    if b"&#" in content:
        yield html.unescape(content.decode("utf-8", "replace")).encode()
    if b"\\u" in content:
        yield re.sub(
            rb"\\u([0-9a-f]{4})",
            lambda one: chr(int(one[1], 16)).encode("utf-8", "replace"),
            content,
        )
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from _layers(archive.read(name))
    elif content.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(content)) as pdf:
            for item in pdf.objects:
                if isinstance(item, pikepdf.Stream):
                    yield item.read_raw_bytes()
                    if "/DCTDecode" not in str(item.get("/Filter", "")):
                        yield item.read_bytes()
                yield repr(item).encode()
                yield from (str(value).encode() for value in _strings(item))


def _strings(item):
    if isinstance(item, pikepdf.String):
        yield item
    elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        for value in (
            (item.stream_dict if isinstance(item, pikepdf.Stream) else item).as_dict().values()
        ):
            if not getattr(value, "is_indirect", False):
                yield from _strings(value)
    elif isinstance(item, pikepdf.Array):
        for value in item:
            if not getattr(value, "is_indirect", False):
                yield from _strings(value)


def saved(file):
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def plain_word():
    paper = docx.Document()
    for name in ("author", "title", "subject", "keywords", "comments", "category"):
        setattr(paper.core_properties, name, "")
    paper.add_paragraph(SEEN)
    return paper


def _word(xml="", **properties):
    paper = plain_word()
    for name, value in properties.items():
        setattr(paper.core_properties, name, value)
    if xml:
        for child in parse_xml(f"<w:p {nsdecls('w')}>{xml}</w:p>"):
            paper.paragraphs[-1]._p.append(child)
    return saved(paper)


def _commented():
    paper = plain_word()
    paper.add_comment(paper.paragraphs[-1].runs, text=SECRET, author=SECRET)
    return saved(paper)


def _headed():
    paper = plain_word()
    head = paper.sections[0].header.paragraphs[0]
    head._p.append(
        parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>{SECRET}</w:delText></w:r></w:del>")
    )
    return saved(paper)


def _pictured():
    paper = plain_word()
    paper.add_picture(io.BytesIO(photograph()))
    return saved(paper)


def book(change=None):
    """A workbook with three visible rows, changed by a function of it and its first sheet."""
    workbook = openpyxl.Workbook()
    workbook.properties.creator = ""
    sheet = workbook.active
    sheet.title = "表"
    sheet["A1"], sheet["B1"], sheet["C1"] = SEEN, "甲", 3
    sheet["A2"], sheet["A3"] = "乙", "丙"
    if change:
        change(workbook, sheet)
    return saved(workbook)


def _hidden_sheet(workbook, sheet):
    workbook.create_sheet(SECRET).sheet_state = "hidden"
    workbook[SECRET]["A1"] = SECRET


def _very_hidden_sheet(workbook, sheet):
    workbook.create_sheet("底", 0).sheet_state = "veryHidden"
    workbook["底"]["A1"] = SECRET
    workbook.active = 1


def _hidden_row(workbook, sheet):
    sheet["B2"] = SECRET
    sheet.row_dimensions[2].hidden = True


def _hidden_column(workbook, sheet):
    sheet["B2"] = SECRET
    sheet.column_dimensions["B"].hidden = True


def _comment(workbook, sheet):
    sheet["A1"].comment = Comment(SECRET, SECRET)


def _creator(workbook, sheet):
    workbook.properties.creator = SECRET


def _keeper(workbook, sheet):
    workbook.properties.lastModifiedBy = SECRET


def _shared_strings():
    """A hidden row as Excel keeps it: its words stand in the common list."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as workbook:
        sheet = workbook.add_worksheet("表")
        sheet.write_row(0, 0, [SEEN, "甲"])
        sheet.write_row(1, 0, [SECRET, 5])
        sheet.write_formula(2, 0, "=B2", value=5)
        sheet.set_row(1, None, None, {"hidden": True})
    return out.getvalue()


def slides(*, show="1", notes="", hidden="", author="", more=""):
    """A presentation of two slides, made part by part."""

    def relations(*rows):
        listed = "".join(
            f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>'
            for key, kind, target in rows
        )
        return f'<Relationships xmlns="{PACKAGE}">{listed}</Relationships>'

    def slide(text, more="", shown="1"):
        return (
            f'<p:sld xmlns:p="{P}" xmlns:a="{DRAWING}" show="{shown}"><p:cSld><p:spTree>'
            f"<p:sp><p:nvSpPr><p:cNvPr id='1' name='x'/></p:nvSpPr><p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
            f"{more}</p:spTree></p:cSld></p:sld>"
        )

    shape = (
        f"<p:sp><p:nvSpPr><p:cNvPr id='9' name='y' hidden='1'/></p:nvSpPr><p:txBody><a:p><a:r><a:t>{hidden}</a:t></a:r></a:p></p:txBody></p:sp>"
        if hidden else ""
    )  # fmt: skip
    first = [("r1", "notesSlide", "../notesSlides/notesSlide1.xml")] if notes else []
    core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/ppt/presentation.xml" ContentType="application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="ppt/presentation.xml"/><Relationship Id="r2" Type="{PACKAGE}/metadata/core-properties" Target="docProps/core.xml"/></Relationships>',
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{core}" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{author}</dc:creator></cp:coreProperties>',
        "ppt/presentation.xml": f'<p:presentation xmlns:p="{P}" xmlns:r="{OFFICE}"><p:sldIdLst><p:sldId id="256" r:id="r1"/><p:sldId id="257" r:id="r2"/></p:sldIdLst></p:presentation>',
        "ppt/_rels/presentation.xml.rels": relations(("r1", "slide", "slides/slide1.xml"), ("r2", "slide", "slides/slide2.xml")),
        "ppt/slides/slide1.xml": slide(SEEN, shape + more),
        "ppt/slides/_rels/slide1.xml.rels": relations(*first),
        "ppt/slides/slide2.xml": slide(SECRET if show == "0" else "第二页", shown=show),
    }  # fmt: skip
    if notes:
        files["ppt/notesSlides/notesSlide1.xml"] = (
            f'<p:notes xmlns:p="{P}" xmlns:a="{DRAWING}"><a:t>{notes}</a:t></p:notes>'
        )
    return packed(files)


def packed(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


OFD = "http://www.ofdspec.org/2016"


def ofd(*, info="", document="", page="", objects="", more=()):
    """An OFD of one page, with more in its parts."""
    text = f'<ofd:TextObject Boundary="10 10 50 10"><ofd:TextCode>{SEEN}</ofd:TextCode></ofd:TextObject>'
    return packed(
        {
            "OFD.xml": f'<ofd:OFD xmlns:ofd="{OFD}"><ofd:DocBody><ofd:DocInfo>{info}</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>',
            "Doc_0/Document.xml": f'<ofd:Document xmlns:ofd="{OFD}"><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>{document}</ofd:Document>',
            "Doc_0/Pages/Page_0/Content.xml": f'<ofd:Page xmlns:ofd="{OFD}">{page}<ofd:Content><ofd:Layer>{text}{objects}</ofd:Layer></ofd:Content></ofd:Page>',
            **dict(more),
        }
    )


def paper(change=None):
    """A page of a PDF with a word on it, changed by a function of the file."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(300, 300))
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    pdf.pages[0].obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    pdf.pages[0].obj.Contents = pdf.make_stream(b"BT /F1 20 Tf 20 200 Td (Open list) Tj ET")
    if change:
        change(pdf)
    return saved(pdf)


def _info(pdf):
    pdf.docinfo["/Author"] = SECRET


def _own_info(pdf):
    pdf.docinfo["/SourceFile"] = SECRET


def _xmp(pdf):
    with pdf.open_metadata() as about:
        about["dc:creator"] = [SECRET]


def _note(pdf, **more):
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Text,
        Rect=[10, 10, 30, 30],
        Contents=SECRET,
        **more,
    )
    pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(note)])


def _attached(pdf):
    pdf.attachments["a.txt"] = pikepdf.AttachedFileSpec(pdf, SECRET.encode(), filename="a.txt")


def _script(pdf):
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=SECRET)


def _edited(pdf):
    pdf.pages[0].obj.PieceInfo = pikepdf.Dictionary(
        App=pikepdf.Dictionary(Private=pikepdf.String(SECRET))
    )


def _versions():
    content = paper(_info)
    return content + content[content.rindex(b"xref") :] if b"xref" in content else content


def photograph():
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = "photograph of a street", 6
    exif[0x8825] = {1: "N", 2: (29.0, 43.0, 0.0)}
    out = io.BytesIO()
    picture = Image.new("RGB", (40, 20), "red")
    picture.putpixel((0, 0), (0, 0, 255))
    picture.save(out, "JPEG", exif=exif, comment=SECRET.encode())
    return out.getvalue()


def drawing():
    about = PngImagePlugin.PngInfo()
    about.add_itxt("Author", SECRET)
    out = io.BytesIO()
    Image.new("RGBA", (40, 20), "red").save(out, "PNG", pnginfo=about)
    return out.getvalue() + SECRET.encode()


W_DEL = f'<w:del w:id="1" w:author="{SECRET}"><w:r><w:delText>{SECRET}</w:delText></w:r></w:del>'
FILES = {
    "docx": {
        "deleted": lambda: _word(W_DEL),
        "moved": lambda: _word(
            f'<w:moveFrom w:id="1" w:author="a"><w:r><w:t>{SECRET}</w:t></w:r></w:moveFrom>'
        ),
        "who changed it": lambda: _word(
            f'<w:ins w:id="1" w:author="{SECRET}"><w:r><w:t>文</w:t></w:r></w:ins>'
        ),
        "hidden": lambda: _word(f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>{SECRET}</w:t></w:r>"),
        "comment": _commented,
        "deleted in the head": _headed,
        "author": lambda: _word(author=SECRET),
        "last author": lambda: _word(last_modified_by=SECRET),
        "title": lambda: _word(title=SECRET),
        "keywords": lambda: _word(keywords=SECRET),
        "picture": _pictured,
    },
    "xlsx": {
        "hidden sheet": lambda: book(_hidden_sheet),
        "very hidden sheet": lambda: book(_very_hidden_sheet),
        "hidden row": lambda: book(_hidden_row),
        "hidden column": lambda: book(_hidden_column),
        "comment": lambda: book(_comment),
        "creator": lambda: book(_creator),
        "last author": lambda: book(_keeper),
        "common list of words": _shared_strings,
    },
    "pptx": {
        "hidden slide": lambda: slides(show="0"),
        "notes": lambda: slides(notes=SECRET),
        "hidden shape": lambda: slides(hidden=SECRET),
        "author": lambda: slides(author=SECRET),
    },
    "pdf": {
        "author": lambda: paper(_info),
        "a property of its own": lambda: paper(_own_info),
        "metadata": lambda: paper(_xmp),
        "note": lambda: paper(_note),
        "hidden note": lambda: paper(lambda pdf: _note(pdf, F=2)),
        "attached file": lambda: paper(_attached),
        "script": lambda: paper(_script),
        "data of a program": lambda: paper(_edited),
    },
    "jpg": {"photograph": photograph},
    "png": {"drawing": drawing},
    "zip": {"packed": lambda: packed({"a/名单.docx": _word(author=SECRET), "b.txt": "文"})},
}
CASES = [(kind, place, make) for kind, places in FILES.items() for place, make in places.items()]
IDS = [f"{kind}: {place}" for kind, place, _ in CASES]
