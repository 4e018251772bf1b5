"""Links that carry the view along; see `component/page/links.js`."""

from __future__ import annotations

import html

from s3dash.frame.page import Page


def carrying_link(page: Page, target: str, words: str, *, carry: str = "", lang: str = "") -> str:
    """Link to a page with the view that the address holds when it is followed, as HTML.

    Parameters
    ----------
    target : page of `state.PAGES`; the open one is marked as such
    carry : keys of the address that the link sets, as a query
    lang : language of the words and of the page behind the link, if it is another one
    """
    address = html.escape(f"{target or '.'}?{page.query}")
    current = ' aria-current="page"' if target == page.view.page and not carry else ""
    other = f' lang="{lang}" hreflang="{lang}"' if lang else ""
    return (
        f'<a href="{address}" target="_self" data-carry="{html.escape(carry)}"{current}{other}>'
        f"{html.escape(words)}</a>"
    )
