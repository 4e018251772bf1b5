"""Origin: one figure traced back to its official cells."""

from s3dash import frame, state, trace


def body(page: frame.Page) -> None:
    """Draw what the view shows."""
    found = trace.explanation(page.options, page.view)
    frame.trace_of(page, found)


frame.show(state.TRACE, body)
