"""Tests that run side by side never share a folder."""

import os
from pathlib import Path

from django.conf import settings


def test_the_settings_have_been_read_with_the_folder_of_this_process():
    own = Path(os.environ["HUIYIN_HOME"])
    assert own == settings.HOME
    assert own in Path(settings.MEDIA_ROOT).parents
