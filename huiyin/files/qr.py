"""二维码 of an address."""

import io

import segno


def svg(address: str, title: str) -> bytes:
    """The QR code as SVG that needs nothing from outside; `title` is what it is read out as."""
    stream = io.BytesIO()
    segno.make_qr(address, error="m").save(
        stream, kind="svg", scale=4, border=2, title=title, light="#fff"
    )
    return stream.getvalue()
