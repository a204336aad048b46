"""Word: what its reader sees. Changes are accepted, hidden text is dropped, fields show their value."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from . import alignment, hiding, numbering, package
from .markup import MC, W
from .styles import Styles

_GONE = frozenset({f"{W}del", f"{W}moveFrom"})
_MARKED = frozenset({f"{W}rPr", f"{W}trPr"})
"""Within them it is a mark of the whole paragraph or row."""
_KEPT = frozenset({f"{W}ins", f"{W}moveTo"})
_WRAPPERS = frozenset({f"{W}fldSimple", f"{W}smartTag", f"{W}customXml"})
_NOTES = frozenset(
    f"{W}{name}"
    for name in (
        "rPrChange", "pPrChange", "tblPrChange", "tblPrExChange", "tblGridChange", "tcPrChange",
        "trPrChange", "sectPrChange", "numberingChange", "cellIns", "cellMerge",
        "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd",
        *(f"customXml{kind}Range{end}"
          for kind in ("Ins", "Del", "MoveFrom", "MoveTo") for end in ("Start", "End")),
    )
)  # fmt: skip
_COMMENTS = frozenset(
    f"{W}{name}"
    for name in ("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef")
)
_BREAKS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}


def accept(root: Any) -> None:
    """接受修订: what was deleted or moved away goes, what was inserted is plain text."""
    _drop_all(row for row in root.iter(f"{W}tr") if row.find(f"{W}trPr/{W}del") is not None)
    _drop_all(cell for cell in root.iter(f"{W}tc") if cell.find(f"{W}tcPr/{W}cellDel") is not None)
    ended = [one for one in root.iter(f"{W}p") if _mark_is_gone(one)]
    _drop_all(one for one in root.iter(*_GONE) if one.getparent().tag not in _MARKED)
    for paragraph in ended:
        _join_next(paragraph)
    for one in list(root.iter(*_KEPT)):
        if one.getparent().tag not in _MARKED:
            unwrap(one)
    _drop_all(root.iter(*_KEPT, *_GONE, *_NOTES))


def _drop_all(elements: Iterable[Any]) -> None:
    for element in list(elements):
        if element.getparent() is not None:
            element.getparent().remove(element)


def drop_comments(root: Any) -> None:
    _drop_all(root.iter(*_COMMENTS))


def drop_hidden(root: Any, styles: Styles, *, for_web: bool = False) -> None:
    """隐藏文字, hidden rows, hidden shapes; `for_web` also what a web page would not show."""
    _drop_all(list(hiding.hidden(root, styles, for_web=for_web)))


def drop_codes(root: Any) -> None:
    """Words within the code of a field, and values that only its code makes use of."""
    is_code: list[bool] = []
    for node in list(root.iter(f"{W}fldChar", f"{W}t")):
        match node.get(f"{W}fldCharType"):
            case "begin":
                is_code.append(True)
            case "separate" if is_code:
                is_code[-1] = False
            case "end" if is_code:
                is_code.pop()
            case None if any(is_code) and node.tag == f"{W}t":
                node.text = ""


def unwrap_fields(root: Any) -> None:
    """A simple field is its value."""
    for one in list(root.iter(*_WRAPPERS)):
        unwrap(one)


def _drop(element: Any) -> None:
    element.getparent().remove(element)


def unwrap(element: Any) -> None:
    """What is in it takes its place."""
    parent = element.getparent()
    at = parent.index(element)
    inner = [child for child in element if not str(child.tag).endswith("Pr")]
    parent[at : at + 1] = inner


def _mark_is_gone(paragraph: Any) -> bool:
    marks = paragraph.find(f"{W}pPr/{W}rPr")
    return marks is not None and any(child.tag in _GONE for child in marks)


def _join_next(paragraph: Any) -> None:
    """A paragraph without its end runs on into the next one, which says how both look."""
    left = [child for child in paragraph if child.tag != f"{W}pPr"]
    following = paragraph.getnext()
    if following is not None and following.tag == f"{W}p":
        properties = following.find(f"{W}pPr")
        at = 0 if properties is None else following.index(properties) + 1
        following[at:at] = left
        _drop(paragraph)
    elif not left and len(paragraph.getparent()) > 1:
        _drop(paragraph)


@dataclass
class _Read:
    """A file as its reader sees it: its parts, the tree of its text, those of its notes."""

    parts: dict[str, bytes]
    main: str
    text: Any
    notes: dict[str, Any]

    @property
    def trees(self) -> dict[str, Any]:
        return {self.main: self.text, **self.notes}


def _read(content: bytes, *, lists: bool) -> _Read:
    """Without changes, comments and hidden text; numbers of headings (and `lists`) are words.

    Raises:
        UnreadablePackageError: it cannot be read.
    """
    parts = package.read(content)
    main = package.main_part(parts)
    styles = styles_of(parts, main)
    root = _seen(parts[main], styles)
    parts |= numbering.spell_out(root, parts, main, styles, lists=lists)
    alignment.mark_right(root, styles)
    return _Read(
        parts, main, root, {name: _seen(parts[name], styles) for name in notes_of(parts, main)}
    )


def as_read(content: bytes) -> bytes:
    """The file as one without changes, comments and hidden text; numbers of headings are words.

    Raises:
        UnreadablePackageError: it cannot be read.
    """
    read = _read(content, lists=False)
    trees = {name: package.serialise(tree) for name, tree in read.trees.items()}
    return package.write(read.parts | trees)


def lines(content: bytes) -> Iterator[str]:
    """The text that a reader sees, a line a paragraph, with the numbers of headings and lists.

    Raises:
        UnreadablePackageError: it cannot be read.
    """
    for tree in _read(content, lists=True).trees.values():
        yield from _paragraphs(tree)


def styles_of(parts: dict[str, bytes], main: str) -> Styles:
    return Styles(parts.get(package.related(parts, main, "styles") or ""))


def notes_of(parts: dict[str, bytes], main: str) -> list[str]:
    """The parts with footnotes and endnotes."""
    names = (package.related(parts, main, kind) for kind in ("footnotes", "endnotes"))
    return [name for name in names if name is not None]


def _seen(part: bytes, styles: Styles) -> Any:
    root = package.parse(part)
    accept(root)
    drop_comments(root)
    drop_codes(root)
    for choice in list(root.iter(f"{MC}AlternateContent")):
        if hiding.has_other_words(choice):
            _drop(choice.find(f"{MC}Fallback"))
    unwrap_fields(root)
    drop_hidden(root, styles, for_web=True)
    return root


def drop_other_looks(root: Any) -> None:
    """Of alternative versions for newer and older programs, keep the one with text."""
    for choice in list(root.iter(f"{MC}AlternateContent")):
        first, other = choice.find(f"{MC}Choice"), choice.find(f"{MC}Fallback")
        if first is not None and other is not None:
            _drop(other if next(first.iter(f"{W}t"), None) is not None else first)


def _paragraphs(root: Any) -> Iterator[str]:
    drop_other_looks(root)
    for paragraph in root.iter(f"{W}p"):
        text = " ".join("".join(_text(paragraph)).split())
        if text:
            yield text


def _text(paragraph: Any) -> Iterator[str]:
    """Of this paragraph; one in a text box within it is a line of its own."""
    for node in paragraph.iter(f"{W}t", f"{W}sym", *_BREAKS):
        if next(node.iterancestors(f"{W}p")) is not paragraph or node.getparent().tag == f"{W}tabs":
            continue
        if node.tag == f"{W}t":
            yield node.text or ""
        elif node.tag == f"{W}sym":
            code = int(node.get(f"{W}char", "20"), 16)
            yield chr(code) if code < 0xF000 else ""
        else:
            yield _BREAKS[node.tag]
