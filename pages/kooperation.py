"""Cooperation."""

from s3dash import frame, state

page = frame.open_page(state.COOPERATION)
frame.header(page)
frame.link_notes(page)
frame.footer(page)
