"""Limits on the resources that one file may use."""

from dataclasses import dataclass

MEGA = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """上限: every one is an argument, so that a bureau with large drawings can allow more."""

    content: int = 100 * MEGA  # bytes of the file
    pages: int = 500
    inflated: int = 1000 * MEGA  # bytes of all packed streams of a PDF together
    stream: int = 200 * MEGA  # bytes of one of them
    image_pixels: int = 150 * MEGA  # of one picture, as it comes in
    page_pixels: int = 40 * MEGA  # of one page, as it goes out
    dpi: int = 200
    least_dpi: int = 72  # below this a page would no longer be readable


STANDARD = Limits()
