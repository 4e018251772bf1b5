"""Which sites may show views in a frame."""

from __future__ import annotations

import dataclasses
import importlib
from pathlib import Path

import pytest

import serve
from s3dash import config


def test_only_the_dashboards_own_pages_may_embed_unless_the_operator_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert serve.POLICY.endswith("frame-ancestors 'self'")
    sites = ("https://www.example.org", "https://*.example.net")
    made = dataclasses.replace(config.operator(), may_embed=sites)
    with monkeypatch.context() as patched:
        patched.setattr(config, "operator", lambda: made)
        assert importlib.reload(serve).POLICY.endswith(
            "frame-ancestors 'self' https://www.example.org https://*.example.net"
        )
    importlib.reload(serve)


@pytest.mark.parametrize(
    "site", ["*", "example.org", "https://a.org; script-src *", "https://a.org/x"]
)
def test_what_is_no_site_is_refused(site: str, tmp_path: Path) -> None:
    path = tmp_path / "operator.toml"
    shipped = (config.FOLDER / "operator.toml").read_text(encoding="utf-8")
    path.write_text(shipped.replace("may_embed = []", f'may_embed = ["{site}"]'), encoding="utf-8")
    with pytest.raises(config.ConfigError, match="may_embed"):
        config.operator(path)
