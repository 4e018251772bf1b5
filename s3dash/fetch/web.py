"""Asking a service on the web: retries while it is busy, and words where it cannot be reached."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

RETRIES: Final = 4
RETRIED: Final = (429, 500, 502, 503, 504)
BACKOFF: Final = 1.0
"""Seconds before the second retry; each further one waits twice as long."""

TIMEOUT: Final = (30, 300)
"""Seconds to connect, and to wait for an answer."""


class FetchError(ValueError):
    """A file that could not be brought; the message says why and what to do."""


def ask(
    method: str,
    address: str,
    *,
    backoff: float = BACKOFF,
    form: Mapping[str, str] | None = None,
    head: Mapping[str, str] | None = None,
) -> tuple[int, bytes]:
    """Ask an address; a busy service is asked again, each time later. No redirect is followed.

    Parameters
    ----------
    method : `GET` or `POST`
    backoff : seconds before the second retry
    form, head : what is posted, and what goes into the head of the request

    Returns
    -------
    HTTP status and content

    Raises
    ------
    FetchError
        If the service cannot be reached or its answer breaks off.
    """
    requests = _requests()
    session = requests.Session()
    session.mount(address, requests.adapters.HTTPAdapter(max_retries=_retries(backoff)))
    try:
        with session:
            response = session.request(
                method, address, data=form, headers=head, timeout=TIMEOUT, allow_redirects=False
            )
    except requests.RequestException as error:
        raise FetchError(
            f"{address} cannot be reached ({type(error).__name__}); check the network connection"
            " and try again later"
        ) from None
    return response.status_code, response.content


def _requests() -> Any:
    try:
        import requests
    except ModuleNotFoundError:
        raise FetchError(
            "fetch needs the library requests: pip install --editable '.[fetch]'"
        ) from None
    return requests


def _retries(backoff: float) -> Any:
    from urllib3.util import Retry

    return Retry(
        total=RETRIES,
        backoff_factor=backoff,
        status_forcelist=RETRIED,
        allowed_methods=None,
        raise_on_status=False,
    )
