"""What a reader sees where the figures cannot be shown: words, the reason, and a way out."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from s3dash.config import ConfigError
from s3dash.languages import LANGUAGES, wished
from s3dash.release import ReleaseError
from s3dash.text import text


@contextmanager
def told_in_words() -> Iterator[None]:
    """Tell in words what keeps a page from its figures, in the reader's language.

    A damaged release or setting is told with its reason, which names the file. Any other failure
    is told as one, and goes on to where failures are logged.
    """
    try:
        yield
    except (ReleaseError, ConfigError) as error:
        logging.getLogger("s3dash").error("page refused", exc_info=error)
        _say("refused.figures", reason=str(error))
    except Exception:
        _say("refused.failed")
        raise


def _say(key: str, *, reason: str = "") -> None:
    asked = st.query_params.get("lang", "")
    lang = asked if asked in LANGUAGES else wished(st.context.locale)
    with st.container(key="refused"):
        st.title(text("refused.title", lang), anchor=False)
        st.markdown(text(key, lang))
        if reason:
            st.markdown(text("refused.reason", lang))
            st.code(reason, language=None, wrap_lines=True)
        st.html(f'<p><a href="./?lang={lang}" target="_self">{text("refused.start", lang)}</a></p>')
