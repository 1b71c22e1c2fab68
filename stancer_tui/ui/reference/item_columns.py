"""The columns of the Reference section: for each group those in which it is best compared."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from gettext import NullTranslations

from rich.cells import cell_len

from stancer_tui.language import N_, _, current
from stancer_tui.reference import statuses
from stancer_tui.reference.codes import CodeEntry, Fixer, Retry
from stancer_tui.reference.statuses import StatusEntry
from stancer_tui.reference.testdata import Outcome, TestCard, TestIban, ThreeDS
from stancer_tui.render import status as status_views
from stancer_tui.render.columns import NOTHING, Column
from stancer_tui.render.status import StatusView
from stancer_tui.render.tones import Tone
from stancer_tui.ui.reference.items import Entry, ReferenceGroup, ReferenceItem, search


def item_columns(group: ReferenceGroup) -> tuple[Column[ReferenceItem], ...]:
    """The columns in which a group is best compared, as wide as their words are in the language spoken."""
    return _fitting(group, current().catalogue)


@cache
def _fitting(group: ReferenceGroup, _catalogue: NullTranslations) -> tuple[Column[ReferenceItem], ...]:
    return tuple(
        replace(
            column, width=max(column.width, *map(cell_len, (_(column.label), *_words(column.key, group))))
        )
        for column in _COLUMNS.get(group, _CODE_COLUMNS)
    )


def _words(key: str, group: ReferenceGroup) -> Iterable[str]:
    """The words of ours that may stand in a column."""
    if key == "word":
        known = statuses.everything() if group is ReferenceGroup.STATUS else ()
        return [f"✓ {each.shown}" for each in known]
    if key == "kind":
        return {each.kind for each in search("")}
    if key == "object":
        return map(_, _OBJECTS.values())
    closed: dict[str, type[Fixer | Retry | ThreeDS]] = {"fixer": Fixer, "retry": Retry, "three_ds": ThreeDS}
    return [each.words for each in closed.get(key, ())]


def _column(
    key: str,
    label: str,
    width: int,
    priority: int,
    text: Callable[[ReferenceItem], str],
    *,
    grow: bool = False,
) -> Column[ReferenceItem]:
    return Column(key, label, width, "left", priority, text, text, _tone(key), grow=grow)


def _tone(key: str) -> Callable[[ReferenceItem], Tone]:
    if key == "outcome":
        return lambda item: _outcome_tone(item.entry)
    muted = key in {"kind", "brand", "country", "holder", "born"}
    return lambda _item: Tone.MUTED if muted else Tone.PLAIN


def _outcome_tone(entry: Entry) -> Tone:
    if not isinstance(entry, TestCard | TestIban):
        return Tone.PLAIN
    if entry.outcome in {Outcome.OK, Outcome.CAPTURED}:
        return Tone.SUCCESS
    return Tone.WARNING if entry.outcome is Outcome.MUST_AUTHENTICATE else Tone.ERROR


_GLYPHS = {Tone.SUCCESS: "✓", Tone.WARNING: "○", Tone.ERROR: "✗"}
_DISPUTES = frozenset({Outcome.DISPUTE, Outcome.DISPUTE_DUPLICATE, Outcome.DISPUTE_FRAUD})


def _outcome(item: ReferenceItem) -> str:
    disputed = isinstance(item.entry, TestCard | TestIban) and item.entry.outcome in _DISPUTES
    glyph = "⚑" if disputed else _GLYPHS.get(_outcome_tone(item.entry), "·")
    return f"{glyph} {item.title}"


_OBJECTS = {
    "payment": N_("payment"),
    "refund": N_("refund"),
    "auth": N_("auth"),
    "scoring": N_("scoring"),
    "payout": N_("payout"),
    "check": N_("check"),
    "page": N_("page"),
}


def _fixer(item: ReferenceItem) -> str:
    return item.advised.fixer.words if item.advised is not None else NOTHING


def _retry(item: ReferenceItem) -> str:
    return item.advised.retry.words if item.advised is not None else NOTHING


def _network(item: ReferenceItem) -> str:
    return item.entry.network or NOTHING if isinstance(item.entry, CodeEntry) else NOTHING


def _object(item: ReferenceItem) -> str:
    return _(_OBJECTS[item.entry.object]) if isinstance(item.entry, StatusEntry) else NOTHING


def _brand(item: ReferenceItem) -> str:
    return item.entry.brand if isinstance(item.entry, TestCard) else NOTHING


def _three_ds(item: ReferenceItem) -> str:
    return item.entry.three_ds.words if isinstance(item.entry, TestCard) else NOTHING


def _country(item: ReferenceItem) -> str:
    return item.entry.country if isinstance(item.entry, TestCard | TestIban) else NOTHING


def _holder(item: ReferenceItem) -> str:
    return item.entry.name if isinstance(item.entry, TestIban) else NOTHING


def _born(item: ReferenceItem) -> str:
    return item.entry.birth_date if isinstance(item.entry, TestIban) else NOTHING


def _word(
    label: str, width: int, text: Callable[[ReferenceItem], str] = lambda item: item.shown_word
) -> Column[ReferenceItem]:
    return Column(
        "word",
        label,
        width,
        "left",
        1,
        text,
        lambda item: item.word,
        lambda _item: Tone.ACCENT,
        cut_at="middle",
    )


def _word_or_status(item: ReferenceItem) -> str:
    return item.shown_word if isinstance(item.entry, StatusEntry) else item.word


_VIEWS: dict[str, Callable[[str], StatusView]] = {
    "payment": status_views.payment_status,
    "refund": status_views.refund_status,
    "auth": status_views.auth_status,
    "payout": status_views.payout_status,
    "check": status_views.check_status,
    "scoring": status_views.scoring_status,
}
"""How lists show the statuses of each object; words that are only sent, and those of a page, have no view."""


def _view(item: ReferenceItem) -> StatusView | None:
    entry = item.entry
    if not isinstance(entry, StatusEntry) or entry.settable or entry.object not in _VIEWS:
        return None
    return status_views.NO_STATUS if entry is statuses.no_status() else _VIEWS[entry.object](entry.status)


def _status_word(item: ReferenceItem) -> str:
    view = _view(item)
    return f"{view.glyph if view else ' '} {item.shown_word}"


def _status_tone(item: ReferenceItem) -> Tone:
    return view.tone if (view := _view(item)) else Tone.PLAIN


_TITLE = _column("title", N_("Title"), 26, 2, lambda item: item.title, grow=True)
_OUTCOME = _column("outcome", N_("A payment ends as"), 26, 2, _outcome, grow=True)
_COUNTRY = _column("country", N_("Country"), 7, 6, _country)
_FIXER = _column("fixer", N_("Who can fix it"), 19, 4, _fixer)
_RETRY = _column("retry", N_("Retry"), 16, 5, _retry)
_CODE_COLUMNS = (_word(N_("Code"), 5), _TITLE, _FIXER, _RETRY)
_COLUMNS: dict[ReferenceGroup, tuple[Column[ReferenceItem], ...]] = {
    ReferenceGroup.ALL: (
        _word(N_("Code"), 17, _word_or_status),
        _TITLE,
        _column("kind", N_("Kind"), 17, 3, lambda item: item.kind),
    ),
    ReferenceGroup.DISPUTE: (
        _word(N_("Code"), 5),
        _column("title", N_("Title"), 30, 2, lambda item: item.title, grow=True),
        _column("network", N_("Network"), 10, 3, _network),
    ),
    ReferenceGroup.STATUS: (
        Column("word", N_("Status"), 19, "left", 1, _status_word, lambda item: item.word, _status_tone),
        _TITLE,
        _column("object", N_("Of"), 8, 3, _object),
        _FIXER,
        _RETRY,
    ),
    ReferenceGroup.TEST_CARD: (
        _word(N_("Number"), 19),
        _OUTCOME,
        _column("three_ds", N_("3-D Secure"), 12, 3, _three_ds),
        _column("brand", N_("Brand"), 10, 5, _brand),
        _COUNTRY,
    ),
    ReferenceGroup.TEST_IBAN: (
        _word(N_("IBAN"), 33),
        _OUTCOME,
        _column("holder", N_("Holder"), 20, 4, _holder),
        _column("born", N_("Born"), 10, 5, _born),
    ),
}
