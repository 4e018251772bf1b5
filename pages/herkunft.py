"""Origin: one figure traced back to its official cells."""

from s3dash import frame, state, trace

page = frame.open_page(state.TRACE)
found = trace.explanation(page.options, page.view)

frame.header(page)
frame.link_notes(page)
frame.trace_of(page, found)
frame.footer(page)
