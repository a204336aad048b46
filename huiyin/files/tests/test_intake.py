"""Uploads: judged by content, named honestly, scanned, kept encrypted."""

import io
import socket
import struct
import threading
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from huiyin.files import intake
from huiyin.files.limit import dropped
from huiyin.personal import keys

PDF = b"%PDF-1.4\n1 0 obj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20 + b"IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 20 + b"\xff\xd9"
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-" + b"TEST-FILE!$H+H*"


def package(types, *parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", types)
        for part in parts:
            archive.writestr(part, b"x")
    return buffer.getvalue()


WORD = "<Override ContentType='application/vnd…wordprocessingml.document.main+xml'/>"
SHEET = "<Override ContentType='application/vnd…spreadsheetml.sheet.main+xml'/>"
GOOD = [
    pytest.param("申请书.pdf", PDF, "申请书.pdf", id="a PDF"),
    pytest.param("证件.JPEG", JPEG, "证件.JPEG", id="a photo"),
    pytest.param(
        "证件.pdf", PNG, "证件.png", id="a picture that calls itself a PDF is named rightly"
    ),
    pytest.param("无扩展名", PDF, "无扩展名.pdf", id="no extension"),
    pytest.param("说明.docx", package(WORD), "说明.docx", id="a Word document"),
    pytest.param("表.xlsx", package(SHEET), "表.xlsx", id="a sheet"),
    pytest.param("C:\\照片\\正面.png", PNG, "正面.png", id="only the last part of a path"),
    pytest.param("../../etc/x.pdf", PDF, "x.pdf", id="no way upwards"),
    pytest.param("a\u202egnp.pdf", PDF, "agnp.pdf", id="no turned direction"),
]
BAD = [
    pytest.param(
        "申请.pdf", b"MZ\x90\0" + b"\0" * 600, "不是可以接收的文件", id="an .exe named .pdf"
    ),
    pytest.param("空.pdf", b"", "是空文件", id="empty"),
    pytest.param("半.pdf", b"%PDF-1.4\n", "不完整", id="cut off"),
    pytest.param(
        "旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "另存为", id="old Office"
    ),
    pytest.param("宏.docx", package(WORD, "word/vbaProject.bin"), "带有宏", id="macros in a .docx"),
    pytest.param(
        "宏.docm",
        package(WORD.replace("document.main", "document.macroEnabled.main")),
        "带有宏",
        id="a macro document",
    ),
    pytest.param("包.docx", package("<x/>"), "不是可以接收的文件", id="some other archive"),
    pytest.param(
        "坏.docx", b"PK\x03\x04" + b"\0" * 50, "不是可以接收的文件", id="a damaged archive"
    ),
    pytest.param("页.pdf", b"<html><script>", "不是可以接收的文件", id="a page"),
    pytest.param("a.png", b"\0\0\0\x18ftypheic" + b"\0" * 40, "HEIC", id="a photo nobody can open"),
]


@pytest.mark.parametrize(("name", "content", "kept"), GOOD)
def test_taken(name, content, kept):
    upload = SimpleUploadedFile("x", content)
    upload._name = name  # as a browser may send it, before Django cleans it
    assert intake.check(upload, intake.DOCUMENTS)[0] == kept


@pytest.mark.parametrize(("name", "content", "said"), BAD)
def test_refused_with_what_to_do(name, content, said):
    with pytest.raises(ValidationError, match=said):
        intake.check(SimpleUploadedFile(name, content), intake.DOCUMENTS)


def test_an_identity_proof_is_no_word_document():
    with pytest.raises(ValidationError, match="jpg、pdf、png"):
        intake.check(SimpleUploadedFile("证.docx", package(WORD)), intake.PROOFS)


def test_too_large_is_refused(settings):
    settings.MAX_UPLOAD_MEGABYTES = 1
    with pytest.raises(ValidationError, match="超过 1 MB"):
        intake.check(SimpleUploadedFile("大.pdf", PDF + b"\0" * 1024 * 1024), intake.PROOFS)


def test_too_large_never_reaches_the_disk(settings):
    settings.MAX_UPLOAD_MEGABYTES = 1
    files = {"proof": SimpleUploadedFile("大.pdf", b"x" * (3 * 1024 * 1024)), "text": "仍在"}
    request = RequestFactory().post("/", files)
    assert request.POST["text"] == "仍在"
    assert not request.FILES
    assert dropped(request) == {"proof"}


@pytest.mark.django_db
def test_kept_encrypted_and_read_back(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = intake.keep("证件.pdf", intake.PDF, PDF)
    stored = (tmp_path / file.content.name).read_bytes()
    assert PDF not in stored
    assert intake.content_of(file) == PDF
    assert (file.size, file.is_public) == (len(PDF), False)
    (tmp_path / file.content.name).write_bytes(stored[:-1] + bytes([stored[-1] ^ 1]))
    with pytest.raises(keys.UnreadableError):
        intake.content_of(file)
    settings.FIELD_KEYS = ["another key that never wrote anything"]
    with pytest.raises(keys.UnreadableError):
        intake.content_of(file)


@pytest.fixture
def clamd(settings):
    """A scanner on loopback that speaks INSTREAM and knows one virus."""
    listening = socket.create_server(("127.0.0.1", 0))
    settings.CLAMD = f"127.0.0.1:{listening.getsockname()[1]}"

    def serve():
        try:
            caller, _ = listening.accept()
        except OSError:
            return  # the test has ended
        with caller, caller.makefile("rb") as heard:
            assert heard.read(10) == b"zINSTREAM\0"
            content = b""
            while size := struct.unpack("!L", heard.read(4))[0]:
                content += heard.read(size)
            verdict = b"Eicar-Signature FOUND" if EICAR in content else b"OK"
            caller.sendall(b"stream: " + verdict + b"\0")

    thread = threading.Thread(target=serve)
    thread.start()
    yield
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()
    thread.join(5)


def test_the_scanner_refuses_eicar(clamd):
    infected = SimpleUploadedFile("毒.pdf", PDF + EICAR + b"%%EOF")
    with pytest.raises(ValidationError, match="没有通过病毒检查"):
        intake.check(infected, intake.PROOFS)


def test_the_scanner_passes_what_is_clean(clamd):
    assert intake.check(SimpleUploadedFile("好.pdf", PDF), intake.PROOFS)


@pytest.mark.parametrize("address", ["127.0.0.1:1", "unix:/nowhere/clamd.sock", "nonsense"])
def test_a_scanner_out_of_reach_lets_nothing_in(settings, address):
    settings.CLAMD = address
    with pytest.raises(ValidationError, match="安全检查暂时不能进行"):
        intake.check(SimpleUploadedFile("好.pdf", PDF), intake.PROOFS)
