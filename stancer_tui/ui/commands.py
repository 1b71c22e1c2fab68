"""Every command of the program: footer, palette, help and keymap all derive from these lists."""

from collections.abc import Iterable
from dataclasses import dataclass

from textual.binding import Binding, BindingType
from textual.keys import format_key

from stancer_tui.ui.sections import SECTIONS


@dataclass(frozen=True, slots=True)
class Command:
    """One thing the agent can do: `keys` (comma-separated), a footer label and a sentence of help.

    `show` is the key as a person reads it; `hint` says whether the footer names the command.
    """

    id: str
    keys: str
    action: str
    label: str
    tooltip: str
    show: str
    hint: bool = True
    priority: bool = False

    @property
    def local(self) -> bool:
        """Whether the command belongs to a screen rather than to the whole program."""
        return not self.id.startswith("app.")


def bindings(commands: Iterable[Command]) -> list[BindingType]:
    """Textual bindings for `commands`, remappable by each command's id."""
    return [
        Binding(
            command.keys,
            command.action,
            command.label,
            show=command.hint,
            key_display=command.show,
            tooltip=command.tooltip,
            id=command.id,
            priority=command.priority,
        )
        for command in commands
    ]


def commands_of(*owners: object) -> list[Command]:
    """The commands that `owners` (program, screen, focused widget) declare in `KEYS`, each once."""
    found: dict[str, Command] = {}
    for owner in owners:
        for command in getattr(owner, "KEYS", ()):
            found.setdefault(command.id, command)
    return list(found.values())


def shown_key(command: Command, app: object) -> str:
    """The key of a command as a person reads it; the agent's own where the settings give one."""
    keys: str | None = getattr(app, "remapped", {}).get(command.id)
    if keys is None:
        return command.show
    *modifiers, key = keys.split(",")[0].split("+")
    return "+".join((*modifiers, _SHOWN.get(key) or format_key(key)))


_SHOWN = {"enter": "enter", "backspace": "backspace"}
"""Keys that Textual shows by signs, and we by their names."""

TABLE = (
    Command("list.open", "enter", "open", "Open", "Open the record under the cursor.", "enter"),
    Command("list.down", "j,down", "move(1)", "Down", "Move down one row.", "j", hint=False),
    Command("list.up", "k,up", "move(-1)", "Up", "Move up one row.", "k", hint=False),
    Command(
        "list.page_down", "pagedown,ctrl+f", "page(1)", "Page down", "Move down a screen.", "pgdn", hint=False
    ),
    Command("list.page_up", "pageup,ctrl+b", "page(-1)", "Page up", "Move up a screen.", "pgup", hint=False),
    Command("list.first", "g,home", "first", "First", "Go to the first row.", "g", hint=False),
    Command("list.last", "G,end", "last", "Last", "Go to the last row.", "G", hint=False),
    Command("list.mark", "space", "mark", "Mark", "Mark the row and step on.", "space", hint=False),
)

SHELL = (
    *(
        Command(
            f"app.section_{section.name}",
            f"{section.digit},{section.azerty}",
            f"section('{section.name}')",
            section.title,
            f"Go to {section.title}.",
            section.digit,
            hint=False,
        )
        for section in SECTIONS
    ),
    Command("app.help", "question_mark,f1", "show_help", "Help", "Show the keys that work here.", "?"),
    Command("app.mode", "ctrl+t", "toggle_mode", "Live/test", "Switch between test and live.", "ctrl+t"),
    Command(
        "app.palette",
        "ctrl+p",
        "command_palette",
        "Palette",
        "Find any command by name.",
        "ctrl+p",
        hint=False,
        priority=True,
    ),
    Command(
        "app.request_log",
        "f12",
        "request_log",
        "Request log",
        "Show the requests made in this mode.",
        "f12",
        hint=False,
    ),
    Command("app.goto", "colon", "go_to", "Go to", "Go to an id, an order number, a code or a section.", ":"),
    Command("app.utc", "u", "toggle_utc", "UTC", "Show times in UTC or in your own zone.", "u", hint=False),
    Command("app.quit", "q", "quit", "Quit", "Leave the program.", "q", hint=False),
    Command(
        "app.quit_anywhere",
        "ctrl+q",
        "quit",
        "Quit",
        "Leave the program, also while typing.",
        "ctrl+q",
        hint=False,
        priority=True,
    ),
)

PAYMENTS = (
    Command("payments.search", "slash", "search", "Search", "Narrow the list as you type.", "/"),
    Command(
        "payments.refund", "r", "refund", "Refund", "Open the refund form; it asks before it sends.", "r"
    ),
    Command("payments.copy", "y", "copy", "Copy", "Copy the id, the order, a summary and more.", "y"),
    Command(
        "payments.export",
        "e",
        "export",
        "Export",
        "Write the marked or shown rows to a file.",
        "e",
        hint=False,
    ),
    Command("payments.window", "d", "window", "Dates", "Choose the dates that are loaded.", "d"),
    Command("payments.refresh", "f5,ctrl+r", "refresh_list", "Refresh", "Read the list again.", "f5"),
    Command(
        "payments.auto",
        "A",
        "auto_refresh",
        "Auto-refresh",
        "Read what is new every now and then, or stop doing so.",
        "A",
        hint=False,
    ),
    Command(
        "payments.look_back",
        "b",
        "look_back",
        "Look further back",
        "Read as much again from before the dates that are loaded.",
        "b",
        hint=False,
    ),
    Command(
        "payments.preview", "p", "toggle_preview", "Preview", "Show or hide the preview.", "p", hint=False
    ),
    Command("payments.sort", "S", "sort", "Sort", "Sort the list by a column.", "S", hint=False),
    Command("payments.columns", "C", "columns", "Columns", "Choose the columns.", "C", hint=False),
    Command("payments.views", "V", "views", "Views", "Show a saved view.", "V", hint=False),
    Command(
        "payments.back",
        "escape",
        "back",
        "Stop or clear",
        "Stop loading, or clear the search.",
        "esc",
        hint=False,
    ),
)

PAYMENT = (
    Command("payment.back", "escape", "back", "Back", "Go back to the list.", "esc"),
    Command(
        "payment.links", "enter", "links", "Go to", "Go to a duplicate or an object this one names.", "enter"
    ),
    Command("payment.refund", "r", "refund", "Refund", "Open the refund form; it asks before it sends.", "r"),
    Command("payment.copy", "y", "copy", "Copy", "Copy the id, the order, a summary and more.", "y"),
    Command(
        "payment.browser",
        "o",
        "browser",
        "Browser",
        "Open the 3-D Secure address in a browser.",
        "o",
        hint=False,
    ),
    Command("payment.refresh", "f5,ctrl+r", "refresh_payment", "Refresh", "Read the payment again.", "f5"),
    Command("payment.raw", "v", "raw", "Raw JSON", "Show the answer as it was received.", "v"),
    Command("payment.down", "j", "scroll(1)", "Down", "Scroll down.", "j", hint=False),
    Command("payment.up", "k", "scroll(-1)", "Up", "Scroll up.", "k", hint=False),
    Command("payment.top", "g", "scroll_top", "Top", "Scroll to the top.", "g", hint=False),
    Command("payment.bottom", "G", "scroll_bottom", "Bottom", "Scroll to the bottom.", "G", hint=False),
)

HISTORY = (
    Command(
        "history.back",
        "left_square_bracket,alt+left",
        "history(-1)",
        "Back",
        "The object before.",
        "[",
        hint=False,
    ),
    Command(
        "history.forth",
        "right_square_bracket,alt+right",
        "history(1)",
        "Forth",
        "The object after.",
        "]",
        hint=False,
    ),
)

OBJECT = (
    Command("object.back", "escape", "back", "Back", "Go back to where this was opened.", "esc"),
    Command("object.links", "enter", "links", "Go to", "Go to an object that this one names.", "enter"),
    Command("object.refresh", "f5,ctrl+r", "refresh_object", "Refresh", "Read the object again.", "f5"),
    Command("object.raw", "v", "raw", "Raw JSON", "Show the answer as it was received.", "v"),
)

REFUNDS = (
    Command(
        "refunds.check", "c", "check", "Check now", "Read the payment of an unresolved refund again now.", "c"
    ),
    Command(
        "refunds.payment", "o", "payment", "Payment", "Open the payment of the refund under the cursor.", "o"
    ),
    Command("refunds.refresh", "f5,ctrl+r", "refresh_list", "Refresh", "Read the journal again.", "f5"),
)

REFERENCE = (
    Command("reference.search", "slash", "search", "Search", "Narrow the list as you type.", "/"),
    Command("reference.copy", "y", "copy", "Copy", "Copy the number, the IBAN, or what may be said.", "y"),
    Command(
        "reference.copy_french", "Y", "copy_french", "Copy French", "Copy what may be said, in French.", "Y"
    ),
    Command("reference.next", "right,l", "group(1)", "Next group", "Go to the next group.", "→"),
    Command(
        "reference.previous", "left,h", "group(-1)", "Group before", "Go back one group.", "←", hint=False
    ),
    Command(
        "reference.back",
        "escape",
        "back",
        "Back",
        "Leave the entry, clear the search, or show every group.",
        "esc",
        hint=False,
    ),
)

REQUEST_LOG = (
    Command("log.copy", "y", "copy", "Copy", "Copy the line under the cursor, for Stancer's support.", "y"),
    Command("dialog.cancel", "escape,f12", "cancel", "Close", "Close; requests go on being recorded.", "esc"),
)

INTENT = (
    Command("intent.check", "c", "check", "Check now", "Read the payment again now.", "c"),
    Command("dialog.cancel", "escape", "cancel", "Close", "Close; nothing is stopped by it.", "esc"),
)

RAW = (
    Command("raw.search", "slash", "search", "Search", "Go to a name or a value.", "/"),
    Command("raw.next", "n", "next", "Next", "Go to the next match.", "n"),
    Command("raw.copy", "y", "copy", "Copy", "Copy the answer.", "y"),
    Command("dialog.cancel", "escape", "cancel", "Close", "Close without doing anything.", "esc"),
)

DIALOG = (Command("dialog.cancel", "escape", "cancel", "Close", "Close without doing anything.", "esc"),)

COLUMNS = (
    Command("columns.tick", "space", "tick", "Tick", "Show the column, or leave it out.", "space"),
    *DIALOG,
)

_ANYWHERE = tuple(command for command in SHELL if command.priority)

SCOPES = (
    *((*screen, *TABLE, *SHELL) for screen in (PAYMENTS, REFUNDS, REFERENCE)),
    *((*screen, *HISTORY, *SHELL) for screen in (PAYMENT, OBJECT)),
    (*REQUEST_LOG, *TABLE, *_ANYWHERE),
    *((*dialog, *_ANYWHERE) for dialog in (INTENT, DIALOG, COLUMNS, RAW)),
)
"""The commands that answer at the same time, by screen and dialog: no key can be two of them."""
