"""What goes wrong at the command line: one line, the right exit code, no traceback."""

import errno
import os
import signal
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from huiyin.backup import keyfile, measure, restoring, stored, writing
from huiyin.backup.faults import BackupError
from huiyin.notices import copies

FILE = Path("a.huiyin")


def run(capsys, *arguments, **options):
    """(exit code, lines on stderr, stdout)."""
    code = 0
    try:
        call_command(*arguments, **options)
    except SystemExit as end:
        code = end.code
    output = capsys.readouterr()
    return code, output.err.splitlines(), output.out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        pytest.param(["backup"], 2, "-o", id="neither file nor rehearsal"),
        pytest.param(["backup", "-o", "a", "--rehearse"], 2, "-o", id="both"),
        pytest.param(["backup", "-o", "a", "--prune", "x"], 2, "7,4,12", id="no rule"),
        pytest.param(["backup", "-o", "/nowhere/a"], 1, "/nowhere", id="no folder"),
        pytest.param(["backup", "-o", "a", "--since", "/nowhere/b"], 1, "同一个文件夹", id="apart"),
        pytest.param(["restore"], 2, "备份文件", id="no file"),
        pytest.param(["restore", "/nowhere/a"], 1, "没有这个文件", id="a file that is not there"),
        pytest.param(["restore", __file__], 1, "不完整或已损坏", id="no backup"),
        pytest.param(
            ["restore", "a", "--keys", __file__, "--keys-env", "b"], 1, "口令", id="no passphrase"
        ),
        pytest.param(["restore", "--take-over", " "], 2, "原因", id="no reason"),
    ],
)
def test_usage(capsys, tmp_path, monkeypatch, arguments, code, said):
    monkeypatch.chdir(tmp_path)
    ended, lines, out = run(capsys, *arguments)
    assert (ended, len(lines), out) == (code, 1, "")
    assert said in lines[0]
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        pytest.param(BackupError("某处不对"), "某处不对", id="a fault of ours"),
        pytest.param(OSError(errno.ENOSPC, "No space"), "磁盘空间不足", id="the disk is full"),
        pytest.param(OSError(errno.EACCES, "no", "/x/y"), "/x/y：没有权限", id="no right"),
        pytest.param(OSError(errno.EPIPE, "Broken pipe"), "Broken pipe", id="another reason"),
        pytest.param(KeyboardInterrupt(), "已中断", id="Ctrl-C"),
        pytest.param(signal.SIGTERM, "已中断", id="stopped by a signal"),
    ],
)
def test_what_breaks_off_says_why(capsys, monkeypatch, fault, said):
    def fail(*args, **options):
        if isinstance(fault, int):
            os.kill(os.getpid(), fault)
            return
        raise fault

    before = signal.getsignal(signal.SIGTERM)
    monkeypatch.setattr(writing, "write", fail)
    monkeypatch.setattr(restoring, "restore", fail)
    for arguments in (["backup", "-o", FILE], ["restore", FILE]):
        code, lines, _ = run(capsys, *arguments)
        assert (code, len(lines)) == (1, 1)
        assert said in lines[0]
    assert signal.getsignal(signal.SIGTERM) is before


def test_differences_and_lost_files_are_exit_code_one(capsys, monkeypatch, tmp_path):
    rows = [measure.Row("审计记录", "1", "1", True), measure.Row("检索", "2", "1", False)]
    monkeypatch.setattr(restoring, "restore", lambda *_, **__: rows)
    code, _, out = run(capsys, "restore", FILE)
    assert (code, out) == (1, "审计记录：1 = 1\n检索：2 ≠ 1\n")
    assert run(capsys, "restore", FILE, "--json")[2].count('"same": true') == 1
    rows.pop()
    code, lines, _ = run(capsys, "restore", FILE)
    assert code == 0
    assert any("备份以后撤下" in line for line in lines)
    result = writing.Result(FILE, 1, 2, 0, [], None)
    monkeypatch.setattr(writing, "write", lambda *_, **__: result)
    code, lines, _ = run(capsys, "backup", "-o", FILE)
    assert code == 0
    assert "没有备份密钥" in lines[-1]
    result.missing.append("media/x")
    assert run(capsys, "backup", "-o", FILE)[0] == 1


def test_keys_as_lines_of_an_environment_file(capsys, monkeypatch, tmp_path):
    passphrase = "correct horse battery"
    monkeypatch.setattr(keyfile, "_COST", 2**10)
    monkeypatch.setattr(settings, "BACKUP_PASSPHRASE", passphrase)
    (tmp_path / "a.keys").write_bytes(keyfile.seal({"AUDIT_KEY": "k" * 32}, passphrase))
    assert run(capsys, "restore", tmp_path / "a", "--keys-env", tmp_path / "env")[0] == 0
    assert (tmp_path / "env").read_text() == f"HUIYIN_AUDIT_KEY={'k' * 32}\n"
    assert (tmp_path / "env").stat().st_mode & 0o777 == 0o600


def test_take_over_once(capsys, db, morning):
    copies.begin("a.huiyin", made_at=morning, at=morning)
    assert run(capsys, "restore", "--take-over", "原服务器损坏")[0] == 0
    code, lines, _ = run(capsys, "restore", "--take-over", "原服务器损坏")
    assert (code, len(lines)) == (1, 1)


def test_heads_without_their_last_line(monkeypatch, tmp_path):
    monkeypatch.setattr(settings, "HOME", tmp_path)
    assert writing.heads() == b""
    (tmp_path / "audit-heads.log").write_text("11 whole\n12 ha")
    assert writing.heads() == b"11 whole\n"
    assert stored.place_of("fonts/a.ttf") == tmp_path / "fonts" / "a.ttf"
