"""The words for asking Stancer for a number: as an order number, as a unique id, or as both."""

from collections.abc import Iterable, Mapping

from stancer_tui.language import N_
from stancer_tui.services.search.jump import Field
from stancer_tui.services.search.query import ServerFilter

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
NONE_EITHER: Mapping[Asked, str] = {
    _EITHER: N_("Stancer has none with this order number or unique id in this mode either."),
    _ORDER: N_("Stancer has none with this order number in this mode either."),
    _UNIQUE: N_("Stancer has none with this unique id in this mode either."),
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

_FIELDS = {"order_id": Field.ORDER, "unique_id": Field.UNIQUE}


def fields_of(filters: Iterable[ServerFilter]) -> Asked:
    """What Stancer is asked for by some filters of its lists."""
    return tuple(_FIELDS[each.name] for each in filters)
