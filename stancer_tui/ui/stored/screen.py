"""A customer, a SEPA account, a card or an address: what it holds, changed and deleted from here."""

from enum import Enum, auto
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from stancer_tui.api.errors import ApiError, Effect, NotFound
from stancer_tui.language import N_, _
from stancer_tui.models.address import Address
from stancer_tui.models.card import Card
from stancer_tui.models.customer import Customer
from stancer_tui.models.ids import Kind
from stancer_tui.models.mode import Mode
from stancer_tui.models.sepa import Sepa
from stancer_tui.render.safe import safe
from stancer_tui.services import stored_objects
from stancer_tui.services.object_reader import read_object
from stancer_tui.ui.commands.command import Command, bindings
from stancer_tui.ui.commands.naming import key_of, shown_key
from stancer_tui.ui.commands.objects import HISTORY, OBJECT
from stancer_tui.ui.commands.sections import Section
from stancer_tui.ui.commands.shell import SHELL
from stancer_tui.ui.commands.stored import STORED
from stancer_tui.ui.forms.submissions import AFTER_REFUSAL
from stancer_tui.ui.shell import quit_warnings
from stancer_tui.ui.shell.object_screen import ObjectScreen
from stancer_tui.ui.stored.nouns import WORDS
from stancer_tui.ui.widgets.fact_list import FactList
from stancer_tui.ui.widgets.trouble import write_words

if TYPE_CHECKING:
    from stancer_tui.desk import Desk
    from stancer_tui.ui.forms.form import Created
    from stancer_tui.ui.stored.host import StoredHost


class Deletion(Enum):
    """How far deleting the object is."""

    NONE = auto()
    SENT = auto()
    DONE = auto()
    NOT_SENT = auto()
    REFUSED = auto()
    UNKNOWN = auto()


class StoredObjectScreen(ObjectScreen):
    """Shows one object that people keep at Stancer; it waits for the outcome of its deletion."""

    KEYS: ClassVar[tuple[Command, ...]] = (*STORED, *OBJECT, *HISTORY)
    BINDINGS: ClassVar[list[BindingType]] = bindings(STORED)

    def __init__(self, host: "StoredHost", mode: Mode, section: Section, kind: Kind, object_id: str) -> None:
        super().__init__(host, mode, section, kind, object_id)
        self.host: StoredHost = host
        self.words = WORDS[kind]
        # An address is in no payment that is listed.
        self.whose = lambda: None if kind is Kind.ADDRESS else object_id
        self._deletion = Deletion.NONE
        self._words = ""
        self._looked = False

    def compose_body(self) -> ComposeResult:
        """Lay out the notice, what its state means, and the fields."""
        with VerticalScroll(classes="frame", id="object") as frame:
            frame.border_title = Content(self.trail())
            yield Static(Content(_("Reading…")), id="notice")
            yield self.notes_panel()
            yield Static(id="meaning")
            yield FactList(label_width=26, id="fields")

    def hints(self) -> tuple[Command, ...]:
        """Only a SEPA account has a mandate, and no payment is made with an address."""
        return tuple(each for each in (*self.KEYS, *SHELL) if each.action not in _FOREIGN[self.kind])

    def why_not(self, action: str) -> str | None:
        """What the object, its deletion or the desk does not allow."""
        reason = self._reason(action)
        if reason is None:
            return None
        return f"{_(reason)} {self._renewal}" if reason == stored_objects.SIGNED else _(reason)

    def _reason(self, action: str) -> str | None:
        """Why an action is not allowed, a message."""
        read_only = self.desk is not None and self.desk.read_only
        match action:
            case "renew":
                return stored_objects.why_no_renewal(self.kind, self.item, read_only=read_only)
            case "pay":
                return self._gone or stored_objects.why_no_payment(self.kind, self.item, read_only=read_only)
            case "delete":
                return self._gone or stored_objects.why_no_deletion(self.item, read_only=read_only)
            case "change":
                return self._gone or stored_objects.why_no_change(self.item, read_only=read_only)
        return None

    @property
    def _gone(self) -> str | None:
        if self._deletion is Deletion.SENT:
            return N_("It is being deleted.")
        if self._deletion is Deletion.DONE or isinstance(self.trouble, NotFound):
            return stored_objects.GONE
        return None

    @property
    def _renewal(self) -> str:
        command = next(each for each in STORED if each.action == "renew")
        return _("{key} makes a new account and mandate from it.", key=shown_key(command))

    def _draw(self) -> None:
        if self._deletion in {Deletion.REFUSED, Deletion.UNKNOWN} and isinstance(self.trouble, NotFound):
            self._deletion = Deletion.DONE
        super()._draw()
        said = self._deletion_words()
        if said:
            notice = self.query_one("#notice", Static)
            notice.update(said)
            notice.display = True
        if self._deletion is Deletion.DONE:
            self.show_state(_("deleted"))
        gone = self._deletion is Deletion.DONE or isinstance(self.trouble, NotFound)
        signed = not gone and self.item is not None and stored_objects.signed(self.item)
        meaning = self.query_one("#meaning", Static)
        meaning.display = signed
        if signed:
            words = f"{_(stored_objects.SIGNED)} {self._renewal}"
            meaning.update(Content.assemble(("· ", "$muted"), (words, "$text-warning")))
        self.refresh_bindings()

    def _deletion_words(self) -> Content:
        back, refresh = key_of("object.back"), key_of("object.refresh")
        match self._deletion:
            case Deletion.SENT:
                return Content.assemble((_("Deleting…"), "bold"))
            case Deletion.DONE if isinstance(self.trouble, NotFound):
                leads = _("{key} goes back.", key=back)
                return Content.assemble((_(self.words.unknown), "bold"), f" {leads}")
            case Deletion.DONE:
                leads = _("{refresh} reads it again, {back} goes back.", refresh=refresh, back=back)
                return Content.assemble((_(self.words.gone), "bold $text-success"), f" {leads}")
            case Deletion.UNKNOWN if self._looked and self.trouble is None:
                again = _("{key} looks again.", key=refresh)
                return Content.assemble((f"{_(self.words.still)} {again}", "bold $text-warning"))
            case Deletion.NOT_SENT | Deletion.REFUSED | Deletion.UNKNOWN:
                kept = self._deletion is Deletion.REFUSED and self._looked and self.trouble is None
                read = f"\n{_(self.words.kept)}" if kept else ""
                return Content.assemble((f"{self._words}{read}", "bold $text-warning"))
        return Content("")

    def action_refresh_object(self) -> None:
        """Read the object again; what failed before says nothing of what is read now."""
        self._looked = True
        if self._deletion in {Deletion.NOT_SENT, Deletion.REFUSED}:
            self._deletion = Deletion.NONE
        super().action_refresh_object()

    def action_change(self) -> None:
        """Open the form that changes the object."""
        if self.refuses("change") or self.desk is None:
            return
        host, desk = self.host, self.desk
        match self.item:
            case Customer():
                from stancer_tui.ui.stored.customer_form import change_customer

                change_customer(host, desk, self.item)
            case Sepa():
                from stancer_tui.ui.stored.sepa_form import change_sepa

                change_sepa(host, desk, self.item)
            case Card():
                from stancer_tui.ui.stored.card_form import change_card

                change_card(host, desk, self.item)
            case Address():
                from stancer_tui.ui.stored.address_form import change_address

                change_address(host, desk, self.item)

    def action_renew(self) -> None:
        """Open the form of a new account and mandate."""
        if not self.refuses("renew") and self.desk is not None and isinstance(self.item, Sepa):
            from stancer_tui.ui.stored.sepa_form import renew_sepa

            renew_sepa(self.host, self.desk, self.item)

    def action_pay(self) -> None:
        """Open the form of a payment with this object."""
        if not self.refuses("pay") and self.desk is not None:
            self.host.pay_with(self.desk, self.kind, self.object_id)

    @property
    def customer_shown(self) -> str | None:
        """The customer, for whom a payment may be created from here."""
        return self.object_id if self.kind is Kind.CUSTOMER and self._gone is None else None

    def action_delete(self) -> None:
        """Ask whether to delete the object."""
        if self.refuses("delete") or self.desk is None or self.item is None:
            return
        from stancer_tui.ui.stored.confirm_deletion import ConfirmDeletion
        from stancer_tui.ui.stored.deletion_facts import deletion_facts

        payments, clock = self.host.windows.payments(self.mode).index, self.host.clock
        facts = deletion_facts(self.item, payments, now=clock.now(), zone=clock.zone, mask=self.host.mask)
        question = ConfirmDeletion(
            self.words, facts, safe(self.object_id), mode=self.mode, clock=self.host.submissions.clock
        )
        self.app.push_screen(question, partial(self._delete, self.desk))

    def _delete(self, desk: "Desk", agreed: bool | None) -> None:
        if not agreed or self.why_not("delete") is not None:
            return
        from stancer_tui.ui.forms.form import Created

        async def delete() -> Created:
            await stored_objects.delete(desk.client, self.kind, self.object_id)
            return Created(words=_(self.words.deleted, id=safe(self.object_id)))

        self._set_deletion(Deletion.SENT)
        self.host.submissions.send(
            delete,
            what=_(self.words.delete),
            mode=self.mode,
            left=quit_warnings.changed,
            listener=self,
            on_created=lambda _created: self._set_deletion(Deletion.DONE),
            on_failed=self._failed,
        )

    def _failed(self, error: ApiError) -> None:
        again = _(
            "{key} reads it again: while Stancer has it, it is not deleted.", key=key_of("object.refresh")
        )
        self._words = write_words(error, again)
        self._set_deletion(_FAILED.get(error.effect, Deletion.NOT_SENT))
        if self._deletion is Deletion.NOT_SENT or not self.is_mounted or self.desk is None:
            return
        if self._deletion is Deletion.REFUSED:  # which is no proof
            self._looked = True
            super().action_refresh_object()
        self.run_worker(self._follow_failed(self.desk), group=AFTER_REFUSAL, exit_on_error=False)

    async def _follow_failed(self, desk: "Desk") -> None:
        """Find out whether it is deleted after all, as long as the screen is there."""

        async def gone() -> bool | None:
            try:
                await read_object(desk.client, self.kind, self.object_id)
            except NotFound:
                return True
            return None

        if await desk.payment_writing.poll_until_found(gone) and self.is_mounted:
            super().action_refresh_object()

    def _set_deletion(self, deletion: Deletion) -> None:
        self._deletion = deletion
        self._looked = False
        if self.is_mounted:
            self._draw()

    @property
    def waiting(self) -> bool:
        """Whether the agent still sees this screen, or what lies over it."""
        return self.is_mounted and self in self.app.screen_stack

    def show_created(self, made: "Created") -> None:
        """The screen itself says that it is deleted."""

    def show_failed(self, error: ApiError) -> None:
        """The screen itself says what went wrong."""

    def show_lost(self) -> None:
        """The program failed while it was sent."""
        lost = _("The program failed here: the outcome is not known.")
        again = _("{key} reads it again.", key=key_of("object.refresh"))
        self._words = f"{lost} {again}"
        self._set_deletion(Deletion.UNKNOWN)


_FAILED = {Effect.REFUSED: Deletion.REFUSED, Effect.UNKNOWN: Deletion.UNKNOWN}

_FOREIGN: dict[Kind, frozenset[str]] = {
    Kind.CUSTOMER: frozenset({"renew"}),
    Kind.SEPA: frozenset(),
    Kind.CARD: frozenset({"renew"}),
    Kind.ADDRESS: frozenset({"renew", "pay", "person"}),
}
"""Actions that no object of a kind ever has, which the bottom line leaves out."""
