"""Regional strengths of the Metropole Ruhr from official figures."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
"""The project's folder: `data/`, `geo/`, `config/` and `static/` lie in it."""
