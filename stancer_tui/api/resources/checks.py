"""Account verification: /v1/sepa/check (reference: Account verification)."""

from stancer_tui.api.pipeline import Pipeline, wrong_object
from stancer_tui.api.resources.customers import NewCustomer
from stancer_tui.api.resources.embedded import whole_or_id
from stancer_tui.api.resources.sepa import NewSepa
from stancer_tui.language import N_
from stancer_tui.language.sentence import Sentence
from stancer_tui.models.check import Check
from stancer_tui.models.ids import Kind

_PATH = "/v1/sepa/check/"
_IDS = (f"{Kind.CHECK}_", f"{Kind.SEPA}_")
"""The reference gives a check an id of its own; older answers give the account's."""


class Checks:
    """Account verification: `/v1/sepa/check/` (reference: Account verification)."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline

    async def create(self, *, customer: NewCustomer | str, sepa: NewSepa | str) -> Check:
        """Ask the bank whether `sepa` is the account of `customer`; the answer comes later, by `get`.

        Each is new or the id of a stored one. Raises `BadRequest` when the bank cannot check.
        """
        payload = {
            "customer": whole_or_id("customer", customer, Kind.CUSTOMER),
            "sepa": whole_or_id("sepa", sepa, Kind.SEPA),
        }
        answer = await self._pipeline.write("POST", _PATH, payload)
        made = self._pipeline.model(Check, self._pipeline.object_in(answer), answer)
        if not made.id.startswith(_IDS):
            raise wrong_object(answer, Sentence(N_("the answer is not an account check")))
        return made

    async def get(self, check_id: str) -> Check:
        """The check `check_id` as it stands; ask again until its status is not check_sent. Raises `NotFound`.

        Its id is `chck_…`, or `sepa_…` in the older form of answers.
        """
        return await self._pipeline.get(_PATH, check_id, Check)
