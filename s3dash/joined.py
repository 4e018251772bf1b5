"""The modules of an own component as one: one request where a browser would make twenty.

The modules stay small files without a build step. Only what they use is understood, and anything
else is refused: `import { a, b } from "./x.js";` on one line, `export` before a function or a
constant, and `export default` in the first module. Each module becomes a function of its own, so
that names in one cannot meet names in another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

_IMPORT: Final = re.compile(r'^import \{ ([\w, ]+) \} from "\./(\w+)\.js";$', re.MULTILINE)
_EXPORT: Final = re.compile(r"^export (?=(?:async )?(?:function|const) (\w+))", re.MULTILINE)
_DEFAULT: Final = re.compile(r"^export default (?=function (\w+))", re.MULTILINE)
_OTHER: Final = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


class JoinError(ValueError):
    """A module imports or exports in a way that is not understood."""


def joined(first: Path) -> str:
    """A module with all that it imports, as one module with the same default export.

    Raises
    ------
    JoinError
        If a module imports or exports otherwise than described above, or in a circle.
    """
    files = [first, *first.parent.glob("*.js")]
    return _joined(first, max(file.stat().st_mtime_ns for file in files))


@cache
def _joined(first: Path, _newest: int) -> str:
    name = first.stem
    parts = [_function(first.parent / f"{module}.js") for module in _order(first, ())]
    return "\n".join([*dict.fromkeys(parts), f"export default ${name}.default;\n"])


def _order(file: Path, above: tuple[str, ...]) -> Iterator[str]:
    """Names of a module and all that it imports, each after what it needs."""
    if file.stem in above:
        raise JoinError(f"{file.name} imports itself: {' > '.join((*above, file.stem))}")
    for _, name in _IMPORT.findall(file.read_text(encoding="utf-8")):
        yield from _order(file.with_name(f"{name}.js"), (*above, file.stem))
    yield file.stem


def _function(file: Path) -> str:
    """A module as a constant: the object with what it exports."""
    text = file.read_text(encoding="utf-8")
    named = _EXPORT.findall(text)
    default = [f"default: {name}" for name in _DEFAULT.findall(text)]
    body = _IMPORT.sub(lambda found: f"const {{ {found[1]} }} = ${found[2]};", text)
    body = _EXPORT.sub("", _DEFAULT.sub("", body))
    if other := _OTHER.search(body):
        raise JoinError(f"{file}: '{other[0]}' is not understood; see {__name__}")
    exports = ", ".join([*named, *default])
    return f"const ${file.stem} = (() => {{\n{body}\nreturn {{ {exports} }};\n}})();"
