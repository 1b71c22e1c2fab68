"""/v1/sepa/check and /v1/scoring"""

from stancer_tui.sandbox.rules.checks import create_check
from stancer_tui.sandbox.rules.scoring import create_scoring
from stancer_tui.sandbox.wire.call import Answer, Call, ok


def post_check(call: Call) -> Answer:
    """An account check, not answered yet."""
    return ok(create_check(call.sandbox, call.live, call.body))


def post_scoring(call: Call) -> Answer:
    """A scoring, not answered yet."""
    return ok(create_scoring(call.sandbox, call.live, call.body))
