"""Methods: how each figure is calculated, from which literature, and where its limits lie."""

from s3dash import frame, state
from s3dash.frame.methods import methods

page = frame.open_page(state.HOW)
frame.header(page)
frame.link_notes(page)
methods(page)
frame.footer(page)
