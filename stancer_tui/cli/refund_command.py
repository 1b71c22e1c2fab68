"""The steps of `stancer-tui refund`: an earlier refund first, else one offer and one request."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from stancer_tui.api.errors import ApiError, TokenInvalid, Unauthorized
from stancer_tui.cli.agent_zone import local_zone
from stancer_tui.cli.exits import Exit, Stop
from stancer_tui.cli.output import say
from stancer_tui.cli.refund_about import about_lines, labelled
from stancer_tui.cli.refund_ending import INTERRUPTED, NOTHING_SENT, Ending, ending_of, interrupted, not_begun
from stancer_tui.desk import Desk
from stancer_tui.language import N_, _, capitalised, pgettext
from stancer_tui.render.money import AmountError, money, parse_amount, typed_amount
from stancer_tui.render.safe import safe
from stancer_tui.services.error_messages import Place, error_message
from stancer_tui.services.refunds import errors, words
from stancer_tui.services.refunds.ledger import RefundProgress
from stancer_tui.services.refunds.offer import Consent, Offer, Reason
from stancer_tui.store.errors import LedgerUnavailable
from stancer_tui.store.intent import Intent, RefundKind, State

_NOTHING_NEW = N_("It was confirmed before this command: nothing new was sent.")

_UNWRITTEN = N_("The journal could not record this: look at it before the next refund.")

_FLAGS = {Consent.DISPUTED: "--disputed-i-know", Consent.AGAIN: "--again-i-know"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks for; amounts as typed, None is everything that can be refunded."""

    payment: str
    amount: str | None
    confirm_amount: str | None
    ticket: str | None
    refund_reason: str | None
    consents: frozenset[Consent]
    yes: bool
    wait: int
    """Seconds to look for an outcome that is not known."""
    mask: bool = False
    """Whether persons are hidden."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A refund that can be sent: the offer, the amount in minor units, and what is known of the payment.

    `shared` says that colleagues write to the same ledger.
    """

    offer: Offer
    amount: int
    about: tuple[str, ...] = ()
    shared: bool = False

    def question(self, word: str) -> str:
        """The question to the person at the terminal, who confirms by typing `word`."""
        if self.offer.kind is RefundKind.CANCEL:
            return _("Type {word} to cancel the payment before capture, anything else to stop: ", word=word)
        return _("Type {word} to refund it, anything else to stop: ", word=word)

    def lines(self) -> Iterator[str]:
        """What a person reads before confirming."""
        offer = self.offer
        yield from self.about
        if offer.kind is RefundKind.CANCEL:
            worth = money(offer.money(self.amount))
            yield _("Cancel before capture: the whole payment of {amount}.", amount=worth)
        else:
            yield labelled(pgettext("noun", "Refund"), money(offer.money(self.amount)))
        if offer.needs_approval(self.amount):
            yield _("A second agent approves it first: until then nothing is sent.")
        if offer.leaves_too_little(self.amount):
            yield words.small_rest(offer, self.amount, money)
        for consent in sorted(offer.consents):
            yield words.consent(consent)
        yield words.unseen(shared=self.shared)


class RefundCommand:
    """One run of the command on an open desk. `begin`, then at most one `send`."""

    def __init__(self, desk: Desk, asked: Asked) -> None:
        self.asked = asked
        self.mode = desk.mode
        self._client = desk.client
        self._refunds = desk.refunds
        self._shared = desk.ledger.shared
        self._now = desk.now
        self._last: RefundProgress | None = None
        desk.refunds.subscribe(self._follow)

    async def begin(self) -> Ending | Plan:
        """What became of an unresolved refund of this payment, or what would be sent. Raises Stop."""
        try:
            before = [each for each in await self._refunds.unresolved() if each.payment == self.asked.payment]
        except LedgerUnavailable as error:
            return _journal_off(error)
        try:
            return await self._begun(before)
        except asyncio.CancelledError:
            if not before:
                raise
            return interrupted(await self._where(before[-1]), resumed=True)

    async def send(self, plan: Plan) -> Ending:
        """Send the one request and wait until its outcome is known or no longer looked for."""
        try:
            intent = await self._refunds.confirm(
                plan.offer,
                plan.amount,
                ticket=self.asked.ticket,
                reason=self.asked.refund_reason,
                consents=self.asked.consents,
            )
            intent = await self._settled(intent)
        except errors.RefundNotBegun as refusal:
            return self._not_begun(refusal, plan.offer)
        except asyncio.CancelledError:
            return await self._interrupted()
        return await self._with_status(ending_of(intent))

    async def _begun(self, before: Sequence[Intent]) -> Ending | Plan:
        if before:
            say(_("An earlier refund of this payment has no outcome yet: it comes first."))
            try:
                await self._refunds.resume()
            except LedgerUnavailable as error:
                return _journal_off(error)
        for intent in before:
            await self._settled(await self._where(intent))
        offered = await self._offered()
        found = () if isinstance(offered, Stop) else offered.found
        known = {each.id for each in before}
        before = (*before, *(each for each in found if each.id not in known))
        resumed = await self._resumed(before, None if isinstance(offered, Stop) else offered)
        if resumed is not None:
            return resumed
        if isinstance(offered, Stop):
            raise offered
        plan = self._planned(offered)
        return replace(plan, about=await self._about(offered)) if isinstance(plan, Plan) else plan

    async def _about(self, offer: Offer) -> tuple[str, ...]:
        """Lines on whose payment it is and who refunded it before."""
        try:
            journal = await self._refunds.of_payments([offer.payment.id])
        except LedgerUnavailable:
            journal = None
        zone, mask = local_zone(), self.asked.mask
        return tuple(about_lines(offer, journal, self.mode, now=self._now(), zone=zone, mask=mask))

    async def _offered(self) -> Offer | Stop:
        try:
            return await self._refunds.prepare(self.asked.payment)
        except ApiError as error:
            return _stop(error)

    def _planned(self, offer: Offer) -> Ending | Plan:
        """Check the offer against what was asked for; raises Stop for an amount that cannot be read."""
        if offer.block is not None:
            return self._blocked(offer, offer.block)
        asked = self.asked.amount
        asked_amount = offer.available if asked is None else _parsed("--amount", asked, offer)
        refusal = offer.refusal(asked_amount)
        if refusal is not None:
            return not_begun(refusal.value, words.why_not(refusal, offer, money))
        missing = offer.consents - self.asked.consents
        if missing:
            return _consent_missing(missing, offer)
        self._check_confirmation(offer, asked_amount)
        return Plan(offer, asked_amount, shared=self._shared)

    def _blocked(self, offer: Offer, block: Reason) -> Ending:
        if self._refunds.journal_trouble is not None:
            return _journal_off(self._refunds.journal_trouble)
        if offer.in_progress is not None:
            return _in_progress(offer.in_progress)
        return not_begun(block.value, words.why_not(block, offer, money))

    def _check_confirmation(self, offer: Offer, asked_amount: int) -> None:
        """In live mode the amount is typed twice; raises Stop."""
        exact = typed_amount(asked_amount, offer.payment.currency)
        shown = money(offer.money(asked_amount))
        typed = self.asked.confirm_amount
        if typed is None and self.mode.live:
            raise Stop(
                Exit.USAGE,
                _(
                    "Live mode: confirm the amount of {amount} with --confirm-amount {exact}. "
                    "Nothing was sent.",
                    amount=shown,
                    exact=exact,
                ),
            )
        if typed is not None and _parsed("--confirm-amount", typed, offer) != asked_amount:
            raise Stop(
                Exit.USAGE,
                _(
                    "--confirm-amount is not the amount of {amount}: it must be {exact}. Nothing was sent.",
                    amount=shown,
                    exact=exact,
                ),
            )

    async def _resumed(self, before: Sequence[Intent], offer: Offer | None) -> Ending | None:
        """How an earlier refund ends the command; None if there is none, or none that left a trace.

        One that had left no trace before, and has none now, asks for a separate consent instead.
        """
        for known in reversed(before):
            intent = await self._where(known)
            if known.state is State.NOT_FOUND and intent.state is State.NOT_FOUND:
                continue
            if intent.state in {State.PREPARED, State.SENDING}:
                return _in_progress(intent)
            ending = ending_of(intent, resumed=True)
            if intent.state is State.CONFIRMED and not self._is_what_was_asked(intent, offer):
                ending = replace(ending, code=Exit.FAILED)
            return await self._with_status(replace(ending, sentence=f"{ending.sentence} {_(_NOTHING_NEW)}"))
        return None

    def _is_what_was_asked(self, intent: Intent, offer: Offer | None) -> bool:
        """Whether the earlier refund did what this command asks for; without an amount: left nothing."""
        if self.asked.amount is None:
            return offer is not None and offer.available == 0
        try:
            return parse_amount(self.asked.amount, intent.currency) == intent.amount
        except AmountError:
            return False

    async def _with_status(self, ending: Ending) -> Ending:
        """Add what Stancer says of a refund that was made: one it does not pay is not a refund."""
        intent = ending.intent
        if intent is None or intent.refund_id is None or intent.state is not State.CONFIRMED:
            return ending
        unwritten = self._last is not None and not self._last.journaled
        late = f" {_(_UNWRITTEN)}" if unwritten else ""
        try:
            refund = await self._client.refunds.get(intent.refund_id)
        except (ApiError, asyncio.CancelledError):  # the refund is made and known: only the news is missing
            return replace(ending, sentence=ending.sentence + late)
        return replace(
            ending,
            code=Exit.FAILED if refund.lost else ending.code,
            sentence=f"{ending.sentence} {words.arrival(refund.status)}{late}",
            status=refund.status,
        )

    async def _interrupted(self) -> Ending:
        """Ctrl+c while a refund was under way: what was sent stays in the journal."""
        await self._refunds.aclose()
        if self._last is None:
            return not_begun("interrupted", _(INTERRUPTED))
        intent = await self._where(self._last.intent)
        if intent.state is State.PREPARED:
            return not_begun("interrupted", _(INTERRUPTED))
        return interrupted(intent)

    async def _settled(self, intent: Intent) -> Intent:
        """Wait for an outcome that is not known; without the journal, or after the wait, it stays unknown."""
        if intent.state is State.UNKNOWN:
            try:
                async with asyncio.timeout(self.asked.wait):
                    return await self._refunds.settled(intent.id) or intent
            except LedgerUnavailable:
                pass
            except TimeoutError:
                return await self._where(intent)
        return intent

    async def _where(self, intent: Intent) -> Intent:
        """The state of an intent now, as far as the journal can be read."""
        try:
            return await self._refunds.get(intent.id) or intent
        except LedgerUnavailable:
            return intent

    def _follow(self, progress: RefundProgress) -> None:
        """Report the progress of a refund of this payment; its outcome is reported at the end."""
        intent = progress.intent
        if intent.payment != self.asked.payment:
            return
        self._last = progress
        if intent.state is State.SENDING or progress.next_check is not None:
            say(safe(words.outcome(intent, next_check=progress.next_check)))

    def _not_begun(self, refusal: errors.RefundNotBegun, offer: Offer) -> Ending:
        match refusal:
            case errors.InProgress():
                return _in_progress(refusal.intent)
            case errors.JournalOff():
                return _journal_off(refusal.error)
            case errors.PaymentNotRead():
                raise _stop(refusal.error)
            case errors.NotPossible():
                return not_begun(refusal.reason.value, words.why_not(refusal.reason, offer, money))
            case errors.PaymentChanged():
                now = refusal.offer
                return not_begun(
                    "payment_changed",
                    _(
                        "The payment changed since it was read: {amount} can be refunded now.",
                        amount=money(now.money(now.available)),
                    ),
                )
            case _:
                return not_begun("not_possible", f"{capitalised(str(refusal))}.")


def _journal_off(error: LedgerUnavailable) -> Ending:
    said = _("Refunds are off, because {reason}: what is not written down first could be sent twice.")
    return not_begun("journal_off", said.format(reason=safe(error)))


def _in_progress(intent: Intent) -> Ending:
    held = _("A refund of this payment is already in progress.")
    return not_begun("in_progress", f"{held} {words.outcome(intent)}")


def _consent_missing(missing: frozenset[Consent], offer: Offer) -> Ending:
    sentences = " ".join(words.consent(each) for each in sorted(missing))
    flags = _(" and ").join(_FLAGS[each] for each in sorted(missing))
    anyway = _("To refund anyway, add {options}.", options=flags)
    ending = not_begun("consent", f"{sentences} {anyway}")
    if Consent.AGAIN in missing:
        return replace(ending, code=Exit.UNKNOWN_OUTCOME, intent=offer.not_found[-1], resumed=True)
    return ending


def _parsed(option: str, typed: str, offer: Offer) -> int:
    try:
        return parse_amount(typed, offer.payment.currency)
    except AmountError as error:
        sent = _(NOTHING_SENT)
        raise Stop(Exit.USAGE, f"{option}: {safe(error)} {sent}") from None


def _stop(error: ApiError) -> Stop:
    """The payment could not be read, or the key was refused."""
    message = error_message(error, Place.COMMAND)
    code = Exit.KEY if isinstance(error, Unauthorized | TokenInvalid) else Exit.FAILED
    detail = safe(error.said).rstrip(". ")
    return Stop(code, f"{message.title} {detail}. {message.advice} {_(NOTHING_SENT)}")
