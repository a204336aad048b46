"""插图: taken in, shown to staff while it is a draft's, to everybody while a public document has it."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from huiyin.audit import log
from huiyin.audit.actors import Actor
from huiyin.disclosure.models import DocumentPage
from huiyin.disclosure.tree.public import public
from huiyin.files import intake, keeping, unseen
from huiyin.files.views import carries

from .models import Picture

KINDS = frozenset({intake.JPEG, intake.PNG})


@carries
def shown_in_live_document(file_key: int) -> bool:
    """A picture that stands in the text of a document that is public now."""
    pictures = Picture.objects.filter(public("document__"), file=file_key)
    return any(is_shown(picture) for picture in pictures.select_related("document", "file"))


def is_shown(picture: Picture) -> bool:
    """Whether the public reads a text with it: not one of a draft, nor one taken out since."""
    document = picture.document
    return document.is_public and f'"{picture.get_absolute_url()}"' in document.body


def check(upload: UploadedFile) -> tuple[str, str, bytes]:
    """Name, type and content of a picture, without place and author.

    Raises:
        ValidationError: it is not one, too large, or cannot be opened.
    """
    name, kind, content = intake.check(upload, KINDS)
    return name, kind.media_type, plain(name, content)


def plain(name: str, content: bytes) -> bytes:
    """The picture without what nobody sees of it; made before anything is locked.

    Raises:
        ValidationError: it cannot be opened.
    """
    try:
        return unseen.clean(content, name)
    except unseen.CannotCleanError as error:
        raise ValidationError({"file": f"“{name}”打不开，请另存为 JPG 或 PNG 再上传"}) from error


@transaction.atomic
def add(
    document: DocumentPage,
    name: str,
    media_type: str,
    content: bytes,
    alternative: str,
    *,
    actor: Actor,
    at: datetime,
) -> Picture:
    """Keep a picture of this document that is plain; not public before the document is.

    Raises:
        ValidationError: it has no words for those who cannot see it.
    """
    if not alternative.strip():
        raise ValidationError({"alternative": "请写替代文字：看不见图片的人靠它知道图上是什么"})
    picture = Picture.objects.create(
        document=document,
        file=keeping.keep(name, media_type, content),
        alternative=alternative.strip()[:200],
    )
    log.record(
        actor, "editorial.picture.add", document, at=at, name=name, alternative=alternative.strip()
    )
    return picture
