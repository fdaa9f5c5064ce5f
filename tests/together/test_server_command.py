"""``letsconnect server`` starts the engine, says what others need, and ends it; ``doctor`` looks at it."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import psutil
import pytest

from letsconnect_tui.cli.exit_codes import run_guarded
from letsconnect_tui.settings import settings_file
from letsconnect_tui.together.nats_engine import connect
from tests.together.servers import KEEPS_QUIET, RealServer, free_port, program, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="ends the server by POSIX signals")


@contextlib.contextmanager
def served(*options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command under way, and the address that it printed."""
    program()
    command = [sys.executable, "-m", "letsconnect_tui", "server", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            for line in process.stdout:
                if found := re.fullmatch(r"\s+((?:nats|tls)://\S+)\s*", line):
                    break
            else:
                raise AssertionError(process.stderr and process.stderr.read())
            yield process, found[1]
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            process.communicate(timeout=60)


def asked(*options: str) -> tuple[int, str]:
    """What a call that cannot succeed answers: its exit code and what it says."""
    command = [sys.executable, "-m", "letsconnect_tui", "server", *options]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stderr


@pytest.mark.parametrize("by", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_it_runs_until_it_is_told_to_end(tmp_path: Path, by: str) -> None:
    with served("--listen", f"127.0.0.1:{free_port()}", "--data", str(tmp_path)) as (process, address):
        with contextlib.closing(connect(address, "abc", create=True)) as engine:
            assert engine.publish("a-1", "marks", b"1", expected=None) == 1
        (child,) = psutil.Process(process.pid).children()
        process.send_signal(getattr(signal, by))
        out, err = process.communicate(timeout=60)

    assert process.returncode == 0
    assert not child.is_running() or child.status() == psutil.STATUS_ZOMBIE
    assert "has ended" in out
    assert err == ""


def test_the_next_one_in_the_same_folder_has_the_same_token_and_all_that_was_kept(tmp_path: Path) -> None:
    options = ("--listen", f"127.0.0.1:{free_port()}", "--data", str(tmp_path))
    with served(*options) as (_, first), contextlib.closing(connect(first, "abc", create=True)) as engine:
        engine.publish("a-1", "marks", b"1", expected=None)
    with served(*options) as (_, second):
        assert second == first
        with contextlib.closing(connect(second, "abc", create=False)) as engine:
            assert engine.publish("a-2", "marks", b"1", expected=None) == 2

    for name in ("token", "server.conf"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


def test_a_token_that_is_given_is_taken(tmp_path: Path) -> None:
    options = ("--listen", f"127.0.0.1:{free_port()}", "--data", str(tmp_path), "--token", "open4sesame")
    with served(*options) as (_, address):
        connect(address, "abc", create=True).close()

    assert ":open4sesame@" in address
    assert not (tmp_path / "token").exists()


def test_it_tells_other_machines_how_they_reach_this_one(tmp_path: Path) -> None:
    with served("--listen", f"0.0.0.0:{free_port()}", "--data", str(tmp_path)) as (_, address):
        pass

    assert "0.0.0.0" not in address


def test_a_port_that_is_taken_is_told(tmp_path: Path, server: RealServer) -> None:
    code, output = asked("--listen", f"127.0.0.1:{server.port}", "--data", str(tmp_path))

    assert code == 2
    assert f"127.0.0.1:{server.port} cannot be listened on" in output
    assert "--listen" in output


def test_a_folder_that_is_in_use_is_told_even_when_its_command_was_killed(tmp_path: Path) -> None:
    """The server itself holds the folder, so that two never write the same data."""
    data = ("--data", str(tmp_path))
    with served("--listen", f"127.0.0.1:{free_port()}", *data) as (process, _):
        (child,) = psutil.Process(process.pid).children()
        code, output = asked("--listen", f"127.0.0.1:{free_port()}", *data)
        process.kill()
        process.wait()
        killed_code, killed_output = asked("--listen", f"127.0.0.1:{free_port()}", *data)
        child.kill()
        wait_for(lambda: not child.is_running() or child.status() == psutil.STATUS_ZOMBIE)
    with served("--listen", f"127.0.0.1:{free_port()}", *data):
        pass

    assert code == killed_code == 2
    assert f"Another engine uses the folder {tmp_path}" in output
    assert killed_output == output


def test_a_server_that_dies_is_told(tmp_path: Path) -> None:
    with served("--listen", f"127.0.0.1:{free_port()}", "--data", str(tmp_path)) as (process, _):
        psutil.Process(process.pid).children()[0].kill()
        _, err = process.communicate(timeout=60)

    assert process.returncode != 0
    with served("--listen", f"127.0.0.1:{free_port()}", "--data", str(tmp_path)):
        assert (tmp_path / "server.log.before").exists()
    assert "ended by itself" in err
    assert str(tmp_path / "server.log") in err


def test_a_server_that_does_not_start_tells_its_own_reason(tmp_path: Path) -> None:
    program()
    for name in ("cert", "key"):
        (tmp_path / name).write_text("no certificate", "utf-8")
    files = ("--cert", str(tmp_path / "cert"), "--key", str(tmp_path / "key"))

    code, output = asked("--listen", f"127.0.0.1:{free_port()}", "--data", str(tmp_path), *files)

    assert code == 2
    assert "The engine did not start: " in output
    assert "Traceback" not in output


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--listen", "nowhere"), "--listen takes HOST:PORT"),
        (("--listen", "127.0.0.1:0"), "--listen takes HOST:PORT"),
        (("--listen", "127.0.0.1:65536"), "--listen takes HOST:PORT"),
        (("--cert", "cert.pem"), "--cert and --key belong together"),
        (("--cert", "none.pem", "--key", "none.pem"), "none.pem cannot be read"),
        (("--token", "with space"), "letters and digits"),
        (("--token", ""), "letters and digits"),
    ],
)
def test_options_that_make_no_engine_are_refused(
    capsys: pytest.CaptureFixture[str], options: tuple[str, ...], expected: str
) -> None:
    assert run_guarded(["server", *options]) == 2

    assert expected in capsys.readouterr().err


def test_a_computer_without_the_program_is_told_how_to_get_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("importlib.metadata.files", lambda _package: None)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert run_guarded(["server"]) == 2

    errors = capsys.readouterr().err
    assert "no nats-server for this computer" in errors
    assert "pip install" in errors


def test_an_old_program_is_refused(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    old = tmp_path / "nats-server"
    old.write_text("#!/bin/sh\necho nats-server: v2.9.10\n", "utf-8")
    old.chmod(0o700)
    monkeypatch.setattr("importlib.metadata.files", lambda _package: None)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")

    assert run_guarded(["server"]) == 2

    assert "too old" in capsys.readouterr().err


def findings(capsys: pytest.CaptureFixture[str], address: str) -> str:
    """What doctor says about the engine in the settings."""
    settings_file().parent.mkdir(parents=True, exist_ok=True)
    settings_file().write_text(f'[together]\naddress = "{address}"\n', "utf-8")
    run_guarded(["doctor"])
    return capsys.readouterr().out.partition("Shared sessions\n")[2]


def test_doctor_looks_at_the_engine_of_the_settings(
    capsys: pytest.CaptureFixture[str], server: RealServer
) -> None:
    found = findings(capsys, server.address)

    assert re.search(r"✓ +engine +answers, nats-server 2\.", found)
    assert re.search(r"✓ +writes at once +yes", found)
    assert re.search(r"✓ +free space +\d+ [MGT]B", found)
    assert re.search(r"✓ +stores +\d+\.\d ms", found)
    assert re.search(r"✓ +round trip +\d+\.\d ms", found)
    assert "secret" not in found


def test_doctor_says_what_to_do_about_an_engine_that_loses_things(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    server = RealServer(tmp_path, jetstream="sync_interval: 2m")
    server.start()
    found = findings(capsys, server.address)
    server.stop()
    gone = findings(capsys, server.address)

    assert re.search(r"! +writes at once +not on one\n +Set sync_interval: always", found)
    assert re.search(r"! +engine +The engine at \S+ does not answer\n +Check that it runs", gone)


def test_doctor_marks_what_an_engine_does_not_say(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    server = RealServer(tmp_path, accounts=KEEPS_QUIET)
    server.start()
    found = findings(capsys, server.address)
    trusted = findings(capsys, f"{server.address}?trust-sync=yes")
    server.stop()

    assert re.search(r"! +writes at once +the engine does not say", found)
    assert re.search(r"\? +writes at once +the engine does not say", trusted)


def test_doctor_says_nothing_of_engines_where_none_is_set(capsys: pytest.CaptureFixture[str]) -> None:
    run_guarded(["doctor"])

    assert "Shared sessions" not in capsys.readouterr().out
