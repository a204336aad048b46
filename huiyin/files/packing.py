"""One zip that opens without this system, and with it the digest of each file: `sha256sum -c SHA256SUMS`."""

import hashlib
import io
import zipfile
from collections.abc import Mapping

MEDIA_TYPE = "application/zip"
SUMS = "SHA256SUMS"
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The moment of every entry: the same content is the same file."""


def packed(files: Mapping[str, bytes]) -> bytes:
    """The files in their order under their names, and at the end the list of digests."""
    sums = [f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items()]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**files, SUMS: "".join(sums).encode()}.items():
            archive.writestr(zipfile.ZipInfo(name, EARLIEST), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
