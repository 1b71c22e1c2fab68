"""The private parts of Textual that lists need: when their parts are styled, and what is put around a line.

Each was tried on textual 8.2.8; `tests/ui/test_private.py` says which of them an upgrade has changed.
"""

from textual.css.styles import RenderStyles
from textual.dom import DOMNode
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class LateComponents(Widget):
    """A widget with many component classes, each styled from when it is first asked for.

    Textual styles all of them each time the widget is styled: before the first frame that is several times.
    It is the last base of a class: Textual takes the styles of the first one only.
    """

    _asked: frozenset[str] = frozenset()

    def _get_component_classes(self) -> frozenset[str]:  # type: ignore[override]  # Textual asks the widget
        return self._asked

    def get_component_styles(self, *names: str) -> RenderStyles:
        """The styles of component classes; raises KeyError where one is not declared."""
        for name in (super()._get_component_classes() & set(names)) - self._asked:
            self._asked |= {name}
            part = DOMNode(classes=name)
            part._attach(self)
            self.app.stylesheet.apply(part, animate=False)
            self._component_styles[name] = part.styles
        return super().get_component_styles(*names)


class WholeLines(Widget):
    """A widget whose `render_line` draws all there is of a line: no border, padding, tint or opacity.

    Textual asks for a dozen styles a line, and makes two more lines of each, to put nothing around it. It is
    not the first base of a class: Textual takes the styles of that one only.
    """

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a part of the widget; those that look as before are kept."""
        kept, width = self._styles_cache, self.region.width
        if kept._width != width:
            kept.clear()
            kept._width = width
        beneath, background = self.background_colors
        blank = kept.get_inner_outer(beneath, background)[0].rich_style
        filters, lines = self.get_line_filters(), kept._cache
        for y in crop.line_range:
            if kept.is_dirty(y) or y not in lines:
                segments = list(self.render_line(y).adjust_cell_length(width, blank))
                for each in filters:
                    segments = each.apply(segments, background)
                lines[y] = Strip(segments, width)
        kept._dirty_lines.difference_update(crop.line_range)
        return [lines[y].crop(*crop.column_span) for y in crop.line_range]
