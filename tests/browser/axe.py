"""What axe-core finds on an opened page, less what `axe_exceptions.toml` allows.

Only what Streamlit itself renders may be an exception. Our own markup is what stands in `st.html`
blocks and in the shadow trees of our components.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

IMPACTS = ("moderate", "serious", "critical")
"""What counts; axe also knows "minor"."""

RUN = """async (impacts) => {
  const { violations } = await axe.run({ resultTypes: ["violations"] });
  const host = (target) => document.querySelector([target].flat(2)[0]);
  return violations.filter((one) => impacts.includes(one.impact)).flatMap((one) =>
    one.nodes.map((node) => ({
      rule: one.id,
      selector: node.target.flat(2).join(" >>> "),
      markup: node.html.slice(0, 200),
      own: node.target.some(Array.isArray) || Boolean(host(node.target)?.closest(".stHtml")),
      matches: Object.fromEntries(
        window.axeSelectors.map((one) => [one, Boolean(host(node.target)?.matches(one))]),
      ),
    })),
  );
}"""


@dataclass(frozen=True)
class Exemption:
    """What Streamlit renders so and cannot be mended from outside."""

    rule: str
    selector: str
    reason: str


@dataclass(frozen=True)
class Finding:
    """A fault on a page. `own` says that it is in our own markup."""

    rule: str
    selector: str
    markup: str
    own: bool
    matches: tuple[str, ...]

    def exempted_by(self, one: Exemption) -> bool:
        return self.rule == one.rule and one.selector in self.matches


def read_exemptions() -> tuple[Exemption, ...]:
    text = Path(__file__).with_name("axe_exceptions.toml").read_text(encoding="utf-8")
    return tuple(Exemption(**entry) for entry in tomllib.loads(text).get("exception", []))


def findings(page: Page, exemptions: Sequence[Exemption]) -> list[Finding]:
    """Run axe on the page as it stands, shadow trees included."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    page.evaluate("(all) => { window.axeSelectors = all; }", [one.selector for one in exemptions])
    return [
        Finding(**one | {"matches": tuple(key for key, yes in one["matches"].items() if yes)})
        for one in page.evaluate(RUN, list(IMPACTS))
    ]


def forbidden(found: Iterable[Finding], exemptions: Sequence[Exemption]) -> list[Finding]:
    """Findings that no exemption covers, and all in our own markup, which none may cover."""
    return [one for one in found if one.own or not any(map(one.exempted_by, exemptions))]


def unused(found: Sequence[Finding], exemptions: Sequence[Exemption]) -> list[Exemption]:
    """Exemptions for what does not occur any more."""
    return [entry for entry in exemptions if not any(one.exempted_by(entry) for one in found)]
