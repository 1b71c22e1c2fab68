"""What `stancer-tui doctor` says of the policy: each rule in force, and where it comes from."""

from collections.abc import Iterator

from stancer_tui.cli.findings import Finding, note, ok
from stancer_tui.config import DeskOptions
from stancer_tui.language import _
from stancer_tui.render.money import money
from stancer_tui.render.safe import safe
from stancer_tui.settings.policy import policy_path


def policy(options: DeskOptions) -> Iterator[Finding]:
    """The rules of the file, or that there is none."""
    what, rules = _("Policy"), options.policy
    if options.demo is not None:
        yield note(what, _("does not bind the demo, which touches no account"))
        return
    if rules.source is None:
        yield ok(what, _("none: {path} is not there", path=policy_path()))
        return
    place = safe(str(rules.source), 200)
    yield ok(what, _("{path} binds every desk of this machine", path=place))
    for rule in _rules(options):
        yield ok(what, _("{rule} (by {path})", rule=rule, path=place))


def _rules(options: DeskOptions) -> Iterator[str]:
    rules = options.policy
    if rules.read_only:
        yield _("read-only")
    if rules.modes is not None:
        yield _("modes: {modes}", modes=", ".join(sorted(rules.modes)) or _("none"))
    for ceiling in rules.refund_ceiling.values():
        yield _("a refund of at most {amount}", amount=money(ceiling))
    for above in rules.approval_above.values():
        shared = options.settings.ledger is not None
        words = (
            _("a second agent approves above {amount}", amount=money(above))
            if shared
            else _("a refund of at most {amount}: above it a team's ledger is needed", amount=money(above))
        )
        yield words
    if rules.ledger is not None:
        yield _("ledger: {place}", place=safe(rules.ledger.place, 200))
    if rules.api_hosts is not None:
        yield _("API at {hosts} only", hosts=safe(", ".join(sorted(rules.api_hosts)), 200))
    if rules.mask:
        yield _("customers' data is hidden")
    if rules.idle_minutes is not None:
        yield _("a live desk covers itself after {count} minutes", count=rules.idle_minutes)
    if not rules.export:
        yield _("no export to files")
