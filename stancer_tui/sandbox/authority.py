"""A certificate authority of the user's own, kept in a folder, and the certificate that it gives the sandbox.

Who trusts the authority once trusts every later certificate: one that has nearly expired, or lacks a name, is
made anew under the same authority.
"""

import os
import socket
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from platformdirs import user_data_path

from stancer_tui.language import _

if TYPE_CHECKING:
    import trustme
    from cryptography import x509

LIFE = timedelta(days=365)
SPARE = timedelta(days=30)
"""How far a certificate is dated back, for slow clocks, and how long before its end it is renewed."""


class NoCertificate(Exception):
    """There is no certificate for the sandbox; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """`file` holds the certificate and its key, `authority` the certificate that is to be trusted (PEM)."""

    file: Path
    authority: Path


def default_folder() -> Path:
    """Where the authority is kept unless another folder is given."""
    return user_data_path("stancer-tui", appauthor=False) / "sandbox-tls"


def names_for(host: str, allowed: Iterable[str]) -> list[str]:
    """What the certificate is made out to: this machine, the address listened on, the names added."""
    names = ["localhost", "127.0.0.1", "::1"]
    machine = socket.gethostname()
    if _can_be_named(machine):
        names.append(machine)
    if host not in {"0.0.0.0", "::"}:  # noqa: S104 - they stand for every address, and are none
        names.append(host)
    return list(dict.fromkeys(each.lower().rstrip(".") for each in (*names, *allowed)))


def certificate_for(folder: Path, names: Iterable[str], *, now: datetime) -> Certificate:
    """The certificate of a folder, made where there is none that serves all names; raises NoCertificate."""
    try:
        import trustme  # noqa: F401 - is it there?
    except ImportError:
        command = "pip install 'stancer-tui[tls]'"
        raise NoCertificate(
            _("--tls needs a package that is not installed: {command}", command=command)
        ) from None
    wanted = list(names)
    for name in wanted:
        if not _can_be_named(name):
            raise NoCertificate(_("no certificate can be made out to {name}", name=repr(name)))
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return _certificate(folder, wanted, now)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        said = _("cannot use the certificates in {folder}: {reason}", folder=folder, reason=reason)
        raise NoCertificate(said) from error


def _certificate(folder: Path, names: list[str], now: datetime) -> Certificate:
    authority = _authority(folder / "ca-key.pem")
    public, file = folder / "ca.pem", folder / "server.pem"
    if not public.exists() or public.read_bytes() != authority.cert_pem.bytes():
        _write(public, authority.cert_pem.bytes(), mode=0o644)
    known = _names_of(file, authority, now)
    if not set(names) <= known:
        # Two sandboxes with other names take turns without making each other's certificate anew.
        issued = authority.issue_cert(
            *dict.fromkeys((*names, *sorted(known))),
            common_name="localhost",
            organization_name="stancer-tui sandbox",
            not_before=now - SPARE,
            not_after=now + LIFE,
        )
        _write(file, issued.private_key_and_cert_chain_pem.bytes(), mode=0o600)
    return Certificate(file, public)


def _authority(file: Path) -> "trustme.CA":
    import trustme

    if not file.exists():
        made = trustme.CA(
            organization_name="stancer-tui sandbox", organization_unit_name=socket.gethostname()
        )
        _write(file, made.private_key_pem.bytes() + made.cert_pem.bytes(), mode=0o600, keep=True)
    pem = file.read_bytes()
    try:
        return trustme.CA.from_pem(pem, pem)
    except ValueError:
        raise NoCertificate(
            _("{file} is damaged: delete it, and have the authority trusted that is made then", file=file)
        ) from None


def _names_of(file: Path, authority: "trustme.CA", now: datetime) -> set[str]:
    """The names of a file's certificate; none when it is damaged, another authority's, or ends in a month."""
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    if not file.exists():
        return set()
    pem = file.read_bytes()
    try:
        load_pem_private_key(pem, password=None)
        certificate = x509.load_pem_x509_certificate(pem)
        certificate.verify_directly_issued_by(x509.load_pem_x509_certificate(authority.cert_pem.bytes()))
    except (InvalidSignature, ValueError, TypeError):
        return set()
    if not certificate.not_valid_before_utc <= now < certificate.not_valid_after_utc - SPARE:
        return set()
    return _alternative_names(certificate)


def _alternative_names(certificate: "x509.Certificate") -> set[str]:
    from cryptography import x509

    found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    addresses = found.get_values_for_type(x509.IPAddress)
    return {*found.get_values_for_type(x509.DNSName), *(str(each) for each in addresses)}


def _can_be_named(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        # A host's name (RFC 1123): no underscore, which names of services in compose may have.
        labels = name.rstrip(".").split(".")
        return all(
            each.isascii() and each.replace("-", "").isalnum() and len(each) < 64 and each.strip("-") == each
            for each in labels
        )
    return True


def _write(file: Path, content: bytes, *, mode: int, keep: bool = False) -> None:
    """Write a file whole or not at all; with `keep` one that has come into being meanwhile stays."""
    with NamedTemporaryFile(dir=file.parent, prefix=f".{file.name}.", delete=False) as made:
        made.write(content)
    new = Path(made.name)
    try:
        new.chmod(mode)
        if keep:
            with suppress(FileExistsError):
                os.link(new, file)
            return
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)
