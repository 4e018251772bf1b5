"""impressum."""

from s3dash import frame, state

page = frame.open_page({"start": state.START}.get("impressum", "impressum"))
frame.header(page)
frame.link_notes(page)
frame.footer(page)
