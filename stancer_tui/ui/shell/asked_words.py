"""What is said of asking Stancer for a merchant's own reference, by the fields that it is asked for by."""

from collections.abc import Mapping

from stancer_tui.language import N_
from stancer_tui.services.search.jump import Field

Asked = tuple[Field, ...]

_EITHER = (Field.ORDER, Field.UNIQUE)
_ORDER = (Field.ORDER,)
_UNIQUE = (Field.UNIQUE,)

ASKS: Mapping[Asked, str] = {
    _EITHER: N_("Asks Stancer for this order number, then for this unique id."),
    _ORDER: N_("Asks Stancer for this order number."),
    _UNIQUE: N_("Asks Stancer for this unique id."),
}
ASKING: Mapping[Asked, str] = {
    _EITHER: N_("Asking Stancer for this order number, then for this unique id…"),
    _ORDER: N_("Asking Stancer for this order number…"),
    _UNIQUE: N_("Asking Stancer for this unique id…"),
}
NONE_LIVE: Mapping[Asked, str] = {
    _EITHER: N_("No live payment has this order number or unique id. The other mode may have one."),
    _ORDER: N_("No live payment has this order number. The other mode may have one."),
    _UNIQUE: N_("No live payment has this unique id. The other mode may have one."),
}
NONE_TEST: Mapping[Asked, str] = {
    _EITHER: N_("No test payment has this order number or unique id. The other mode may have one."),
    _ORDER: N_("No test payment has this order number. The other mode may have one."),
    _UNIQUE: N_("No test payment has this unique id. The other mode may have one."),
}
