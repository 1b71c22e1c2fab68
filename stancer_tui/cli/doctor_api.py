"""What the doctor asks of the keyring and of the API: each key's place, one read with each, the clocks."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

from stancer_tui.api.errors import ApiError
from stancer_tui.api.request_log import RequestRecord
from stancer_tui.cli.findings import Finding, note, ok, wrong
from stancer_tui.cli.reading import in_one_line
from stancer_tui.desk import CannotOpen, Desks
from stancer_tui.keys import (
    DEFAULT_PROFILE,
    SLOTS,
    KeyringMissing,
    KeyringTrouble,
    KeyStore,
    Slot,
    Source,
    WrongKey,
    set_command,
)
from stancer_tui.language import N_, _
from stancer_tui.models.mode import Mode
from stancer_tui.render.safe import safe
from stancer_tui.services.error_messages import Place, error_message

SKEW = timedelta(seconds=30)
"""The clock difference from which dates on the screen, and decisions by them, are misleading."""


_WITHOUT_KEYRING = N_("Keys then come from the environment, or are typed into the desk for one session.")
_TYPED = N_("Keys are then typed into the desk for one session.")
_KEYRING_SILENT = N_("not known: the keyring cannot be used")


_FROM = {
    Source.ENVIRONMENT: N_("set, from the environment"),
    Source.KEYRING: N_("set, from the keyring"),
    Source.SESSION: N_("set, from this session"),
}


async def keys(store: KeyStore) -> tuple[list[Finding], list[Slot]]:
    """Where each key is, never what it is; and the slots of the secret keys that were found."""
    findings: list[Finding] = []
    secret: list[Slot] = []
    silent: KeyringTrouble | None = None
    for slot in SLOTS:
        what = slot.label.capitalize()
        if silent is not None and not store.in_environment(slot):
            findings.append(note(what, _(_KEYRING_SILENT)))
            continue
        try:
            found = await store.find(slot)
        except WrongKey as error:
            findings.append(
                wrong(
                    what,
                    str(error),
                    _("Set it again: {command}", command=safe(set_command(slot, store.profile))),
                )
            )
            continue
        except KeyringTrouble as error:
            silent = error
            findings.append(note(what, _(_KEYRING_SILENT)))
            continue
        if found is None:
            findings.append(
                note(
                    what,
                    _("not set"),
                    _("To set it: {command}", command=safe(set_command(slot, store.profile))),
                )
            )
            continue
        findings.append(ok(what, _(_FROM[found.source])))
        if not slot.public:
            secret.append(slot)
    if silent is None:
        findings.insert(0, ok(_("Keyring"), _("answers")))
    else:
        make = note if isinstance(silent, KeyringMissing) else wrong
        advice = _WITHOUT_KEYRING if store.profile == DEFAULT_PROFILE else _TYPED
        findings.insert(0, make(_("Keyring"), silent.problem, _(advice)))
    return findings, secret


_API = {Mode.TEST: N_("API, test"), Mode.LIVE: N_("API, live")}


async def api(desks: Desks, modes: list[Mode]) -> AsyncIterator[Finding]:
    """One read with the key of each mode: whether it is accepted, how long it took, how clocks differ."""
    for mode in modes:
        what = _(_API[mode])
        try:
            desk = await desks.open(mode)
        except CannotOpen as error:
            yield wrong(what, safe(error, 400))
            continue
        try:
            server = await desk.client.payments.server_date()
        except ApiError as error:
            words = error_message(error, Place.COMMAND)
            yield wrong(what, f"{words.title} ({in_one_line(words.detail)})", safe(words.advice))
            continue
        finally:
            records = desk.log.records
            await desk.aclose()
        last = records[-1]
        if last.attempt > 1:
            said = _(
                "answers in {ms} ms, at attempt {attempt}, and accepts the key",
                ms=last.ms,
                attempt=last.attempt,
            )
        else:
            said = _("answers in {ms} ms, and accepts the key", ms=last.ms)
        yield ok(what, said)
        if not desks.demo:  # the demo's clock is whatever it was set to
            yield clock(last, server)


def clock(record: RequestRecord, server: datetime | None) -> Finding:
    """The difference between this clock and the server's, which has whole seconds."""
    if server is None:
        return note(_("Clock"), _("the answer has no date to compare with"))
    middle = record.at + timedelta(milliseconds=record.ms / 2)
    ahead = (middle - server).total_seconds()
    if abs(ahead) <= 1 + record.ms / 2000:
        return ok(_("Clock"), _("agrees with the API's"))
    seconds = f"{abs(ahead):.0f}"
    if ahead > 0:
        words = _("{seconds} s ahead of the API's", seconds=seconds)
    else:
        words = _("{seconds} s behind the API's", seconds=seconds)
    if abs(ahead) <= SKEW.total_seconds():
        return ok(_("Clock"), words)
    return wrong(_("Clock"), words, _("Set this machine's clock, or let it be set from the network."))
