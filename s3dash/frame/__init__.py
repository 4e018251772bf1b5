"""What every page has: the view from the address, header, choices, notes and foot."""

from s3dash.frame.opening import open_page
from s3dash.frame.page import Page, front_door
from s3dash.frame.parts import (
    PAGE_FILES,
    caption,
    choices,
    region_chips,
    source_caption,
)
from s3dash.frame.refused import told_in_words
from s3dash.frame.sheet import style_sheet
from s3dash.frame.tracing import trace_of
from s3dash.frame.whole import show

__all__ = [
    "PAGE_FILES",
    "Page",
    "caption",
    "choices",
    "front_door",
    "open_page",
    "region_chips",
    "show",
    "source_caption",
    "style_sheet",
    "told_in_words",
    "trace_of",
]
