"""`--tls`: an authority that is made once and kept, and certificates that are made anew when they must be."""

import http.client
import os
import socket
import ssl
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509

from stancer_tui.sandbox import authority
from stancer_tui.sandbox.authority import Certificate, NoCertificate, certificate_for, names_for
from stancer_tui.sandbox.keys import DEMO_SECRET_TEST
from stancer_tui.sandbox.settings import SandboxSettings
from tests.sandbox.serving import serving

NOW = datetime(2026, 3, 10, 11, tzinfo=UTC)
NAMES = names_for("127.0.0.1", ())

NO_CHECK_TIME = 0x200000
"""X509_V_FLAG_NO_CHECK_TIME: OpenSSL asks the machine's clock, which is not the tests'."""


def context(made: Certificate) -> ssl.SSLContext:
    trusting = ssl.create_default_context(cafile=str(made.authority))
    trusting.verify_flags |= ssl.VerifyFlags(NO_CHECK_TIME)
    return trusting


def read(file: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(file.read_bytes())


def mode(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_keys_are_the_users_alone(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        made = certificate_for(tmp_path / "new" / "tls", NAMES, now=NOW)
    finally:
        os.umask(before)
    folder = made.file.parent
    assert {each.name: mode(each) for each in folder.iterdir()} == {
        "ca-key.pem": 0o600,
        "server.pem": 0o600,
        "ca.pem": 0o644,
    }
    assert mode(folder) == 0o700
    assert b"PRIVATE KEY" not in made.authority.read_bytes()


def test_a_good_certificate_is_kept(tmp_path: Path) -> None:
    first = certificate_for(tmp_path, NAMES, now=NOW).file.read_bytes()
    assert certificate_for(tmp_path, NAMES[:2], now=NOW + timedelta(days=330)).file.read_bytes() == first
    assert certificate_for(tmp_path, NAMES, now=NOW - timedelta(days=29)).file.read_bytes() == first


@pytest.mark.parametrize("days", [336, 5_000, -31])
def test_one_that_is_not_good_for_a_month_is_made_anew_under_the_same_authority(
    tmp_path: Path, days: int
) -> None:
    made = certificate_for(tmp_path, [*NAMES, "gone"], now=NOW)
    trusted, first = made.authority.read_bytes(), made.file.read_bytes()
    later = NOW + timedelta(days=days)
    certificate_for(tmp_path, NAMES, now=later)
    assert made.file.read_bytes() != first
    assert made.authority.read_bytes() == trusted
    anew = read(made.file)
    assert anew.not_valid_before_utc < later < anew.not_valid_after_utc
    assert anew.not_valid_after_utc - anew.not_valid_before_utc < timedelta(days=398), "as browsers want it"
    anew.verify_directly_issued_by(read(made.authority))


def test_a_name_that_is_lacking_is_added_to_those_known(tmp_path: Path) -> None:
    made = certificate_for(tmp_path, [*NAMES, "one.test"], now=NOW)
    certificate_for(tmp_path, [*NAMES, "two.test", "192.168.1.7"], now=NOW)
    found = read(made.file).extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert {"localhost", "one.test", "two.test"} <= set(found.get_values_for_type(x509.DNSName))
    addresses = {ip_address(each) for each in ("127.0.0.1", "::1", "192.168.1.7")}
    assert addresses <= set(found.get_values_for_type(x509.IPAddress))


def test_the_certificate_of_another_authority_is_made_anew(tmp_path: Path) -> None:
    made = certificate_for(tmp_path, NAMES, now=NOW)
    (tmp_path / "ca-key.pem").unlink()
    certificate_for(tmp_path, NAMES, now=NOW)
    read(made.file).verify_directly_issued_by(read(made.authority))


def test_an_authority_that_another_start_made_meanwhile_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = os.link
    others: list[bytes] = []

    def late(new: Path, file: Path) -> None:
        monkeypatch.setattr(os, "link", link)
        others.append(certificate_for(tmp_path, NAMES, now=NOW).authority.read_bytes())
        link(new, file)

    monkeypatch.setattr(os, "link", late)
    made = certificate_for(tmp_path, NAMES, now=NOW)
    assert [made.authority.read_bytes()] == others
    assert not [each for each in tmp_path.iterdir() if each.name.startswith(".")]


def test_a_certificate_is_for_this_machine_and_the_names_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: "Desk-7")
    assert names_for("0.0.0.0", ["Sandbox."]) == ["localhost", "127.0.0.1", "::1", "desk-7", "sandbox"]
    assert names_for("192.168.1.7", []) == ["localhost", "127.0.0.1", "::1", "desk-7", "192.168.1.7"]
    monkeypatch.setattr(socket, "gethostname", lambda: "desk_7")
    assert names_for("::", []) == ["localhost", "127.0.0.1", "::1"]


def test_what_cannot_be_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NoCertificate, match="sand_box"):
        certificate_for(tmp_path, ["sand_box"], now=NOW)
    (tmp_path / "server.pem").mkdir()
    with pytest.raises(NoCertificate, match="cannot use the certificates in"):
        certificate_for(tmp_path, NAMES, now=NOW)
    with pytest.raises(NoCertificate, match="cannot use the certificates in"):
        certificate_for(tmp_path / "ca-key.pem", NAMES, now=NOW)
    monkeypatch.setitem(sys.modules, "trustme", None)
    with pytest.raises(NoCertificate, match=r"pip install 'stancer-tui\[tls\]'"):
        certificate_for(tmp_path, NAMES, now=NOW)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "shop.test"])
def test_who_trusts_the_authority_is_served(tmp_path: Path, host: str) -> None:
    made = certificate_for(tmp_path, names_for("127.0.0.1", ["shop.test"]), now=NOW)
    with serving(SandboxSettings(payments=0, port=0, certfile=made.file)) as served:
        for name, served_there in ((host, True), ("other.test", False)):
            with socket.create_connection(("127.0.0.1", served.port), timeout=60) as plain:
                if not served_there:
                    with pytest.raises(ssl.SSLCertVerificationError, match=r"other\.test"):
                        context(made).wrap_socket(plain, server_hostname=name)
                    continue
                with context(made).wrap_socket(plain, server_hostname=name) as secure:
                    secure.sendall(
                        b"GET /v1/checkout HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                    )
                    assert secure.recv(100).startswith(b"HTTP/1.1 401 ")


def test_the_command_makes_it_and_says_how_to_trust_it(tmp_path: Path) -> None:
    folder = tmp_path / "a folder"
    command = [sys.executable, "-m", "stancer_tui", "sandbox", "--port", "0", "--payments", "0"]
    with subprocess.Popen(
        [*command, "--tls", "--tls-dir", str(folder), "--allow-host", "shop.test"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        lines = []
        for line in process.stdout:
            lines.append(line.strip())
            if "Ctrl+C" in line:
                break
        port = int(lines[0].rpartition(":")[2])
        made = Certificate(folder / "server.pem", folder / "ca.pem")
        connection = http.client.HTTPSConnection("localhost", port, timeout=60, context=context(made))
        connection.request("GET", "/v1/checkout", headers={"Host": "shop.test"})
        assert connection.getresponse().status == 401
        connection.close()
        process.terminate()
        process.communicate(timeout=20)
    assert lines[0].startswith("Stancer sandbox at https://")
    assert DEMO_SECRET_TEST in lines
    for program in ("SSL_CERT_FILE=", "REQUESTS_CA_BUNDLE=", "NODE_EXTRA_CA_CERTS=", "curl --cacert "):
        assert [each for each in lines if f"{program}'{folder / 'ca.pem'}'" in each], program


def test_the_users_folder_is_outside_any_project() -> None:
    assert authority.default_folder().is_absolute()
    assert authority.default_folder().parts[-2:] == ("stancer-tui", "sandbox-tls")


@pytest.mark.parametrize("damage", [b"", b"junk", b"\xff\xfe"])
def test_a_damaged_certificate_is_made_anew_and_a_damaged_authority_is_named(
    tmp_path: Path, damage: bytes
) -> None:
    made = certificate_for(tmp_path, NAMES, now=NOW)
    trusted = made.authority.read_bytes()
    for pem in (damage, made.file.read_bytes()[:-500], trusted):
        made.file.write_bytes(pem)
        certificate_for(tmp_path, NAMES, now=NOW)
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(made.file)
    assert made.authority.read_bytes() == trusted
    authority_file = tmp_path / "ca-key.pem"
    authority_file.write_bytes(damage)
    with pytest.raises(NoCertificate, match=r"ca-key\.pem is damaged: delete it"):
        certificate_for(tmp_path, NAMES, now=NOW)
    assert authority_file.read_bytes() == damage, "what may be precious is left"
