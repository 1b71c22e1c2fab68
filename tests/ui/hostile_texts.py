"""Texts that would do harm if a screen or a terminal obeyed them."""

MARKUP = "[/] [red]x [@click=app.quit]y[/] {\"b\": [true, false]} [type=x, v={'a[0]'}] [b]$z"
"""Shown as it stands, it is short of nothing."""

PAYLOADS = {
    "markup": MARKUP,
    "escape": "a\x1b[2Jb\x1b]52;c;cHduZWQ=\x07c\x1b]8;;https://evil.example\x1b\\d\x1b]8;;\x1b\\e\x1bPq\x1b\\",
    "control": "a\x00b\x07c\x08d\x0be\x0cf\rg\x7fh\x9b31mi\x9d52;c;cHduZWQ=\x9cj\x85k\nl\tm",
    "direction": "a\u202egnp.exe\u2066b\u2069c\u200ed\u061ce\u2028f\u2029g\ufeffh",
    "wide": "山田太郎 Zoe\u0308 👩\u200d💻 ก็ 🇫🇷 ﷽ e" + "\u0301" * 40,
    "invisible": "a\u200bb\u2060c\u00add\u180ee\u034ff\u115fg\u3164h\U000e0041i\u2800j\ufff9k\u200dl\ufe0fm",
    "spaces": "\u00a0\u3000 \u2003" + " " * 50 + "end",
}

HARMFUL = frozenset(
    chr(code)
    for code in (
        *range(0x20),
        *range(0x7F, 0xA0),
        0x00AD,
        0x034F,
        0x061C,
        0x115F,
        0x180E,
        0x200B,
        0x200E,
        0x200F,
        *range(0x2028, 0x202F),
        *range(0x2060, 0x206A),
        0x2800,
        0x3164,
        *range(0xFE00, 0xFE10),
        0xFEFF,
        *range(0xFFF9, 0xFFFC),
        *range(0xD800, 0xE000),
        *range(0xE0000, 0xE0080),
    )
)
"""Controls, bidi controls, separators of lines, what has no width or no ink, halves of surrogate pairs."""
