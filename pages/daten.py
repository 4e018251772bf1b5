"""daten."""

from s3dash import frame, state

page = frame.open_page({"start": state.START}.get("daten", "daten"))
frame.header(page)
frame.link_notes(page)
frame.footer(page)
