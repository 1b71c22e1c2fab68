"""Decodes text files as other systems save them: with a byte order mark, in UTF-16 or UTF-32."""

import codecs

from stancer_tui.language import _

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks with their encodings; UTF-32 first, since its little-endian mark begins with UTF-16's."""


def decoded(data: bytes) -> str:
    """The text of a file: by its byte order mark, else UTF-8; raises ValueError with the reason in words."""
    encoding, rest = next(
        ((name, data[len(mark) :]) for mark, name in _MARKS if data.startswith(mark)), ("utf-8", data)
    )
    try:
        text = rest.decode(encoding)
    except UnicodeDecodeError:
        raise ValueError(
            _("it is not {encoding} text: save it as UTF-8", encoding=encoding.upper())
        ) from None
    if "\0" in text:
        raise ValueError(
            _("it has NUL characters, like UTF-16 without its byte order mark: save it as UTF-8")
        )
    return text
