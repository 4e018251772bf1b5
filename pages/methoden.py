"""Methods: how each figure is calculated, from which literature, and where its limits lie."""

from s3dash import frame, state
from s3dash.frame.methods import methods


def body(page: frame.Page) -> None:
    """Draw what the view shows."""
    methods(page)


frame.show(state.HOW, body)
