"""What the audit says: of a finding, of nothing found, and of nothing that could be looked up."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.release.audit import audit, verdict

FINDING = {
    "id": "OSV-2026-1",
    "modified": "2026-01-01T00:00:00Z",
    "summary": "Invented",
    "affected": [
        {
            "package": {"name": "invented", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "2.0"}]}],
            "versions": ["1.0"],
        }
    ],
}


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    """A folder in which one package is installed."""
    about = tmp_path / "invented-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: invented\nVersion: 1.0\n")
    pytest.importorskip("pip_audit", reason="needs the extra `release`")
    return tmp_path


@contextmanager
def service(answer: object) -> Iterator[tuple[str, ...]]:
    """The options with which pip-audit asks a service on this machine, which always answers the same."""

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(answer).encode())

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield "-s", "osv", "--osv-url", f"http://127.0.0.1:{server.server_port}/v1/query"
        finally:
            server.shutdown()
            thread.join()


def test_a_finding_is_a_failure_with_its_number(packages: Path) -> None:
    with service({"vulns": [FINDING]}) as options:
        said = audit(packages, *options)
    assert (said.text, said.failed) == ("vulnerable: invented 1.0: OSV-2026-1", True)


def test_nothing_found_says_of_how_many(packages: Path) -> None:
    with service({}) as options:
        said = audit(packages, *options)
    assert (said.text, said.failed) == ("no known vulnerability in 1 packages", False)


def test_without_a_network_it_says_so_and_does_not_fail(packages: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and nobody listens
        said = audit(
            packages, "-s", "osv", "--osv-url", f"http://127.0.0.1:{taken.getsockname()[1]}/v1/query"
        )
    assert (said.text, said.failed) == ("not audited: no network", False)


def test_another_trouble_is_a_failure(packages: Path) -> None:
    said = audit(packages, "--no-such-option")
    assert said.failed
    assert said.text.startswith("not audited: ")


def test_an_empty_environment_is_not_called_clean() -> None:
    assert verdict([]).failed


def test_packages_that_nobody_knows_are_not_called_clean() -> None:
    unknown = {"name": "invented", "skip_reason": "not found"}
    own = {"name": "stancer-tui", "skip_reason": "not found"}
    known = {"name": "other", "version": "1", "vulns": []}
    assert verdict([unknown, own]).text == "not audited: none of the packages could be looked up"
    assert (
        verdict([unknown, own, known]).text == "no known vulnerability in 1 packages; not audited: invented"
    )
