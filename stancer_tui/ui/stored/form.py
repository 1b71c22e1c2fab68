"""What the forms of customers, SEPA accounts, cards and addresses share: creating one, changing one."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from stancer_tui.api.errors import ApiError, Effect
from stancer_tui.language import N_, _
from stancer_tui.models.base import StancerObject
from stancer_tui.models.ids import Kind
from stancer_tui.render import field_tables
from stancer_tui.render.safe import safe
from stancer_tui.services.object_reader import read_object
from stancer_tui.ui.forms import value_checks
from stancer_tui.ui.forms.form import Created, Form, FormField, Heading, Suggestion, Values, no_errors
from stancer_tui.ui.shell import quit_warnings
from stancer_tui.ui.stored.changing import changes, check_changes, holds, prefilled
from stancer_tui.ui.stored.nouns import WORDS

if TYPE_CHECKING:
    from stancer_tui.desk import Desk
    from stancer_tui.ui.forms.submissions import Submissions
    from stancer_tui.ui.stored.host import StoredHost

Parts = tuple[FormField | Heading, ...]
Changed = dict[str, Any]

_SPECS = {
    Kind.CUSTOMER: field_tables.CUSTOMER,
    Kind.SEPA: field_tables.SEPA,
    Kind.CARD: field_tables.CARD,
    Kind.ADDRESS: field_tables.ADDRESS,
}


def country_field(of: str, *, required: bool = False) -> FormField:
    """The country of an object, as two letters."""
    return FormField(
        name="country",
        label=N_("Country"),
        rule=(of, "country"),
        required=required,
        also=value_checks.country,
        placeholder="FR",
    )


def as_kept(values: Values) -> Changed:
    """What is sent: countries in capitals, as the API keeps them."""
    country = values.get("country")
    return dict(values) | ({} if country is None else {"country": country.upper()})


def hidden_fields(host: "StoredHost", kind: Kind) -> frozenset[str]:
    """The fields that hold a person's data and are not shown, with --mask."""
    return frozenset(spec.key for spec in _SPECS[kind] if spec.personal) if host.mask else frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectCreation:
    """One object to create; `unknown` and `repeat` are as a `Form` has them."""

    kind: Kind
    parts: Parts
    create: Callable[[Values], Awaitable[StancerObject]]
    unknown: str
    repeat: str = ""
    name: str = ""
    intro: str = ""
    check: Callable[[Values], Mapping[str, str]] = no_errors
    suggestions: tuple[Suggestion, ...] = ()

    def open(self, submissions: "Submissions", desk: "Desk") -> None:
        """Open the form; what it creates is opened."""
        form = Form(
            name=self.name or str(self.kind),
            title=WORDS[self.kind].new,
            action=N_("Create"),
            parts=self.parts,
            send=self._send,
            intro=self.intro,
            check=self.check,
            suggestions=self.suggestions,
            unknown=self.unknown,
            repeat=self.repeat,
        )
        submissions.open_form(desk, form)

    async def _send(self, values: Values) -> Created:
        made = await self.create(values)
        words = _(WORDS[self.kind].created, id=safe(made.id))
        return Created(words=words, kind=self.kind, object_id=made.id, closes=True)


@dataclass(slots=True, kw_only=True)
class ObjectChange:
    """One change of an object: only what differs is sent, and looked for when the answer is lost.

    `check` finds what is wrong between changed fields, `fitted` makes what is sent out of them.
    """

    kind: Kind
    item: StancerObject
    parts: Parts
    update: Callable[[Changed], Awaitable[object]]
    intro: str = ""
    check: Callable[[Changed], Mapping[str, str]] = no_errors
    fitted: Callable[[Changed], Changed] = dict
    _sent: Changed = field(default_factory=dict)

    def open(self, host: "StoredHost", desk: "Desk") -> None:
        """Open the form with what the object holds."""
        parts = prefilled(self.parts, self.item, hidden=hidden_fields(host, self.kind))
        fields = tuple(each for each in parts if isinstance(each, FormField))
        changed = partial(host.open_screens.object_changed, desk.mode, self.item.id)
        form = Form(
            name=f"change {self.item.id}",
            title=_(WORDS[self.kind].change, id=safe(self.item.id)),
            action=N_("Save"),
            parts=parts,
            send=partial(self._send, fields, changed),
            intro=self.intro,
            check=lambda values: check_changes(fields, values) or self.check(changes(fields, values)),
            look=partial(self._look, desk),
            unknown=N_("Look now reads it again. The same change sent twice does no harm."),
            repeat=N_("If it was, nothing differs afterwards."),
            left=quit_warnings.changed,
        )
        host.submissions.open_form(desk, form, on_created=lambda _created: changed())

    async def _send(
        self, fields: tuple[FormField, ...], changed: Callable[[], None], values: Values
    ) -> Created:
        self._sent = self.fitted(changes(fields, values))
        try:
            await self.update(self._sent)
        except ApiError as error:
            if error.effect is not Effect.NOT_SENT:  # a refusal is no proof
                changed()
            raise
        return self._created

    async def _look(self, desk: "Desk") -> Created | None:
        item = await read_object(desk.client, self.kind, self.item.id)
        return replace(self._created, closes=False) if holds(item, self._sent) else None

    @property
    def _created(self) -> Created:
        return Created(words=_(WORDS[self.kind].changed), closes=True)
