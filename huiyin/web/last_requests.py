"""Notes what is being answered, for whoever asks why this process was killed."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse

from huiyin.common.last_requests import DONE, RUNNING, Recorder

_recorders: list[Recorder] = []


def begin(folder: Path) -> None:
    """This process serves from now on."""
    _recorders[:] = [Recorder(folder / str(os.getpid()))]


class LastRequestMiddleware:
    """The method and the pattern of the address: an address itself may name a person."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        _note(RUNNING, request)
        try:
            return self.get_response(request)
        finally:
            _note(DONE, request)

    def process_view(self, request: HttpRequest, *_: Any) -> None:
        _note(RUNNING, request)


def _note(mark: str, request: HttpRequest) -> None:
    for recorder in _recorders:
        match = request.resolver_match
        recorder.note(mark, f"{request.method} /{match.route.lstrip('^') if match else '…'}")
