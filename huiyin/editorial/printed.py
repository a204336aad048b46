"""插图 of a manuscript on the printed document."""

import re

from huiyin.disclosure.models import DocumentPage
from huiyin.disclosure.page.paper_pictures import finder
from huiyin.files.models import StoredFile

from .models import Picture

_PICTURE = re.compile(r"/files/pictures/(\d{1,12})/")


@finder
def picture_of(page: DocumentPage, address: str) -> StoredFile | None:
    if not (match := _PICTURE.match(address)):
        return None
    picture = (
        Picture.objects.filter(document=page.pk, pk=int(match[1])).select_related("file").first()
    )
    return picture.file if picture and picture.get_absolute_url() == address else None
