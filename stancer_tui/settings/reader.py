"""Turns the tables of a parsed settings file into settings and collects the mistakes in them."""

from collections.abc import Callable, Mapping
from typing import Any

from stancer_tui.config import API_URL, BUILT_IN_VIEWS, NEWEST_FIRST, WINDOWS, SavedView, Settings, UiSettings
from stancer_tui.language import Language, _
from stancer_tui.models.ledger_address import LedgerAddress, ledger_address
from stancer_tui.models.money import CURRENCIES, Money, exponent
from stancer_tui.settings.keymap import read_keymap
from stancer_tui.settings.known import Known
from stancer_tui.settings.text import Place, SettingsText, minor_units

REFRESH_AT_LEAST = 10
"""The shortest automatic refresh in seconds: the API is shared, and a desk is left open all day."""

REASON_LENGTH = 40
"""Characters of a merchant's own reason for a refund."""

NAME_LENGTH = 40
"""Characters of a view's name, which must fit into a list and the palette."""

_TOP = ("language", "profiles", "ui", "keys", "views")
_PROFILE = ("account", "base_url", "read_only", "refund_ceiling", "refund_reasons", "ledger")
_UI = ("theme", "ascii", "mask", "mouse", "columns", "sort", "window", "refresh_seconds", "preview")
_VIEW = ("name", "query", "window", "sort")


def amounts_by_currency(text: SettingsText, where: Place, value: object) -> dict[str, Money]:
    """A table of amounts by currency, like { eur = "250.00" }; mistakes are added to the text."""
    found: dict[str, Money] = {}
    for currency, amount in text.table(where, value, '{ eur = "250.00" }').items():
        code = currency.lower()
        if code not in CURRENCIES:
            text.unknown((*where, currency), _("a currency"), CURRENCIES)
            continue
        minor = minor_units(amount, exponent(code))
        if minor is None:
            said = _('{name} must be an amount in quotes, like "250.00"', name=currency)
            text.mistake((*where, currency), said)
        else:
            found[code] = Money(minor, code)
    return found


def ledger_setting(text: SettingsText, where: Place, value: object) -> LedgerAddress | None:
    """The address of a team's ledger; a mistake is added to the text."""
    url = text.typed(where, value, str, _("an address in quotes"))
    try:
        return None if url is None else ledger_address(url)
    except ValueError as error:
        text.mistake(where, _("ledger: {reason}", reason=error))
        return None


class Reader:
    """Turns a parsed document into settings and adds each mistake to its text."""

    def __init__(self, text: SettingsText, check_url: Callable[[str], object], known: Known | None) -> None:
        self._text = text
        self._check_url = check_url
        self._known = known

    def settings(self, document: Mapping[str, Any], profile: str) -> Settings:
        """The settings of a profile."""
        text = self._text
        text.only((), document, _TOP)
        tables = text.table(("profiles",), document.get("profiles"), "[profiles.default]")
        found = {name: self._profile(name, table) for name, table in tables.items()}
        ui = self._ui(document)
        named = text.choice(("language",), document.get("language"), _("a language"), tuple(Language))
        shared = Settings(language=Language(named) if named else None, ui=ui)
        profiles = {name: shared._replace(profile=name, **own) for name, own in found.items()}
        return profiles.get(profile, shared._replace(profile=profile))._replace(profiles=profiles)

    def _profile(self, name: str, value: object) -> dict[str, Any]:
        text, where = self._text, ("profiles", name)
        table = text.table(where, value, f"[profiles.{name}]")
        text.only(where, table, _PROFILE)
        return {
            "account": text.typed((*where, "account"), table.get("account"), str, _("a text in quotes")),
            "base_url": self._url((*where, "base_url"), table.get("base_url")),
            "read_only": text.flag((*where, "read_only"), table.get("read_only"), default=False),
            "refund_ceiling": amounts_by_currency(
                text, (*where, "refund_ceiling"), table.get("refund_ceiling")
            ),
            "refund_reasons": self._reasons((*where, "refund_reasons"), table.get("refund_reasons")),
            "ledger": ledger_setting(text, (*where, "ledger"), table.get("ledger")),
        }

    def _reasons(self, where: Place, value: object) -> tuple[str, ...]:
        text = self._text
        words = text.typed(where, value, list, _('a list, like ["wrong size"]')) or []
        for each in words:
            if not isinstance(each, str) or not 1 <= len(each.strip()) <= REASON_LENGTH:
                text.mistake(
                    where,
                    _("a reason is a text in quotes of at most {count} characters", count=REASON_LENGTH),
                )
                return ()
        return tuple(dict.fromkeys(each.strip() for each in words))

    def _url(self, where: Place, value: object) -> str:
        address = self._text.typed(where, value, str, _("an address in quotes"))
        if address is None:
            return API_URL
        try:
            self._check_url(address)
        except ValueError as error:
            self._text.mistake(where, _("base_url: {reason}", reason=error))
        return address

    def _ui(self, document: Mapping[str, Any]) -> UiSettings:
        text, known = self._text, self._known
        table = text.table(("ui",), document.get("ui"), "[ui]")
        text.only(("ui",), table, _UI)
        themes = known.themes if known is not None else None
        window = text.choice(("ui", "window"), table.get("window"), _("a window"), WINDOWS)
        return UiSettings(
            theme=text.choice(("ui", "theme"), table.get("theme"), _("a theme"), themes),
            ascii=text.flag(("ui", "ascii"), table.get("ascii"), default=False),
            mask=text.flag(("ui", "mask"), table.get("mask"), default=False),
            mouse=text.flag(("ui", "mouse"), table.get("mouse"), default=True),
            columns=self._columns(table.get("columns")),
            sort=self._sort(("ui", "sort"), table.get("sort")) or NEWEST_FIRST,
            window=window or UiSettings().window,
            refresh_seconds=self._refresh(table.get("refresh_seconds")),
            preview=text.flag(("ui", "preview"), table.get("preview"), default=True),
            keys=read_keymap(text, known, document.get("keys")),
            views=self._views(document.get("views")),
        )

    def _columns(self, value: object) -> tuple[str, ...]:
        where: Place = ("ui", "columns")
        names: list[object] = (
            self._text.typed(where, value, list, _('a list, like ["created", "amount"]')) or []
        )
        if value == []:
            self._text.mistake(where, _("columns must name at least one column, or be left out"))
        known = self._known.columns if self._known is not None else None
        found = [
            self._text.choice((*where, place), name, _("a column"), known) for place, name in enumerate(names)
        ]
        chosen = [name for name in found if name is not None]
        if len(chosen) > len(set(chosen)):
            self._text.mistake(where, _("columns names a column twice"))
        return tuple(chosen)

    def _sort(self, where: Place, value: object) -> str | None:
        text = self._text.typed(where, value, str, _('a column in quotes, like "-amount"'))
        if text is not None and self._known is not None and text.removeprefix("-") not in self._known.columns:
            self._text.unknown(where, _("a column"), self._known.columns, name=text.removeprefix("-"))
        return text

    def _refresh(self, value: object) -> int:
        where: Place = ("ui", "refresh_seconds")
        if value is None:
            return UiSettings().refresh_seconds
        if isinstance(value, bool) or not isinstance(value, int) or 0 != value < REFRESH_AT_LEAST:
            self._text.mistake(
                where,
                _(
                    "refresh_seconds must be a whole number, {least} or more, or 0 for never",
                    least=REFRESH_AT_LEAST,
                ),
            )
            return 0
        return value

    def _views(self, value: object) -> tuple[SavedView, ...]:
        found = {view.name: view for view in BUILT_IN_VIEWS}
        own: set[str] = set()
        for place, table in enumerate(
            self._text.typed(("views",), value, list, _("tables, like [[views]]")) or []
        ):
            view = self._view(("views", place), table)
            if view is None:
                continue
            if view.name in own:
                self._text.mistake(
                    ("views", place, "name"), _("{name} is already the name of a view", name=view.name)
                )
            own.add(view.name)
            found[view.name] = view
        return tuple(found.values())

    def _view(self, where: Place, value: object) -> SavedView | None:
        text = self._text
        table = text.table(where, value, "[[views]]")
        text.only(where, table, _VIEW)
        name = text.typed((*where, "name"), table.get("name"), str, _("a text in quotes"))
        query = text.typed((*where, "query"), table.get("query"), str, _("a search in quotes"))
        for key in ("name", "query"):
            if key not in table:
                text.mistake(where, _("a view needs a {key}", key=key))
        if name is not None and not 0 < len(name.strip()) <= NAME_LENGTH:
            text.mistake((*where, "name"), _("name must have 1 to {most} characters", most=NAME_LENGTH))
        if query is not None and self._known is not None:
            try:
                self._known.check_query(query)
            except ValueError as error:
                text.mistake((*where, "query"), _("query: {reason}", reason=error))
        window = text.choice((*where, "window"), table.get("window"), _("a window"), WINDOWS)
        sort = self._sort((*where, "sort"), table.get("sort"))
        return SavedView(name.strip(), query, window, sort) if name and query is not None else None
