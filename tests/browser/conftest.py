"""Whole tasks in a real browser, against the demonstration as `make demo` serves it."""

import http.client
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

from huiyin.demo.people import PASSWORD
from tests import demonstration

from . import chromium

STARTS_WITHIN = 180  # seconds
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def home():
    """The data folder of a demonstration of our own, as nobody has touched it yet."""
    folder = Path(tempfile.mkdtemp(prefix="huiyin-browser-"))
    demonstration.copy(folder)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="package")
def site(home):
    """The address at which it is served."""
    command = [Path(sys.executable).with_name("huiyin"), "demo-serve"]
    with served(command, demonstration.environment(home), home) as address:
        yield address


@contextmanager
def served(command, environment, home):
    """A server of that folder on a port of its own, as long as it is wanted; its address."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    with (home / "output").open("wb") as output:
        process = subprocess.Popen(
            [*command, "--port", str(port)],
            env={**environment, "HUIYIN_BASE_URL": address},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_for(process, port, home / "output")
        yield address
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)


@pytest.fixture(scope="package")
def browser():
    # Not for the whole session: while Playwright runs, Django refuses its database in this thread.
    with sync_playwright() as playwright:
        try:
            path = chromium.find_or_install(playwright.chromium.executable_path)
        except chromium.NoBrowserError as error:
            pytest.fail(str(error), pytrace=False)
        started = playwright.chromium.launch(executable_path=path, args=chromium.OPTIONS)
        yield started
        started.close()


@pytest.fixture
def visit(browser, site):
    """Open a window: `visit(width=375, script=False)`.

    What a visitor does not see fails the test at its end: an error in the console (the content
    security policy complains there), a missing file, a failing server, a request to another host.
    """
    contexts, faults = [], []

    def open_window(width=1280, height=900, *, script=True):
        context = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": height},
            java_script_enabled=script,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        _listen(page, site, faults)
        return page

    yield open_window
    for context in contexts:
        context.close()
    assert not faults


def _listen(page, site, faults):
    # A refused form (403, 422) is an ordinary answer, though the console calls it an error.
    page.on("console", lambda said: faults.append(said.text) if _is_fault(said) else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda sent: _is_ours(sent.url, site) or faults.append(f"asked {sent.url}"))
    page.on(
        "response", lambda got: faults.append(f"{got.status} {got.url}") if _is_bad(got) else None
    )


def _is_fault(said):
    return said.type == "error" and not said.text.startswith("Failed to load resource")


def _is_bad(answer):
    is_part = answer.request.resource_type not in {"document", "xhr", "fetch"}
    return answer.status >= (400 if is_part else 500)


@pytest.fixture
def page(visit):
    return visit()


@pytest.fixture(scope="package")
def signed_in():
    """The cookies of whoever has signed in, by name: a password is slow to check, by design."""
    return {}


@pytest.fixture
def sign_in(visit, signed_in):
    """A window of one of the demonstration's staff: `sign_in("shenpi-fuze")`."""

    def enter(username, **window):
        page = visit(**window)
        page.context.add_cookies(signed_in.get(username, []))
        page.goto("/desk/")
        if page.locator("input[name=password]").count():
            give_password(page, username)
            signed_in[username] = page.context.cookies()
        return page

    return enter


def give_password(page, username):
    page.locator("input[name=username]").fill(username)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url("**/desk/")


def _is_ours(url, site):
    return url.startswith((f"{site}/", "data:", "blob:", "about:")) or urlsplit(url).netloc == ""


def _wait_for(process, port, output):
    give_up = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < give_up and process.poll() is None:
        site = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            site.request("GET", "/healthz")
            if site.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.2)
        finally:
            site.close()
    pytest.fail(f"the demonstration did not start:\n{output.read_text()[-4000:]}", pytrace=False)


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
