"""What a kind of torture came to: a row of the table."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Outcome:
    """One row of the table: how often something was tried, and where it did not hold."""

    kind: str
    runs: int = 0
    failures: list[str] = field(default_factory=list)
    seen: str = ""

    def expect(self, held: bool, otherwise: str) -> None:
        """Count one try; note what is wrong where it did not hold."""
        self.runs += 1
        if not held:
            self.failures.append(otherwise)


def table(outcomes: list[Outcome]) -> str:
    """Rows as a Markdown table."""
    rows = [f"| {o.kind} | {o.runs} | {len(o.failures)} | {o.seen} |" for o in outcomes]
    return "\n".join(["| kind | runs | failures | seen |", "| --- | ---: | ---: | --- |", *rows])
