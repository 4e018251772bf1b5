"""The slide master: 16:9, one layout, type and colours of the dashboard.

It is made of python-pptx's own template, so that the project holds no binary file that nobody can
review. Type is Fira Sans; where it is not installed, its PANOSE number makes the program take the
sans serif that is nearest, in most cases Calibri or Arial.
"""

from __future__ import annotations

import re
from typing import Any, Final

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.presentation import Presentation as Slides
from pptx.util import Emu

from s3dash.charts import theme
from s3dash.pictures.canvas import Box
from s3dash.text import locale_tag

WIDTH: Final = 1600
HEIGHT: Final = 900
PIXEL: Final = 7620
"""Size of a slide in pixels as in pictures, and of such a pixel in EMU (13.33 × 7.5 inches)."""

FONT: Final = theme.FAMILY
SUBTITLE: Final = 13
SOURCE: Final = 14
FOOT: Final = 15
"""Numbers of the placeholders below the title."""

PALETTE: Final = theme.palette("light")

_TITLE_ONLY: Final = 5
_PANOSE: Final = "020B0503050000020004"
_BOXES: Final = {
    SUBTITLE: (Box(48, 112, 1504, 34), 1500, PALETTE.muted, "t"),
    SOURCE: (Box(48, 800, 1504, 44), 900, PALETTE.muted, "b"),
    FOOT: (Box(48, 848, 1420, 28), 900, PALETTE.muted, "ctr"),
}
_TITLE: Final = Box(48, 34, 1504, 74)
_NUMBER: Final = Box(1468, 848, 84, 28)


def presentation(lang: str) -> Slides:
    """An empty presentation with the master of the dashboard."""
    made = Presentation()
    made.slide_width, made.slide_height = Emu(WIDTH * PIXEL), Emu(HEIGHT * PIXEL)
    layouts = made.slide_layouts
    kept = layouts[_TITLE_ONLY]
    for layout in [item for item in layouts if item is not kept]:
        layouts.remove(layout)
    kept.name = "S3-Dashboard"
    _dress(made, lang)
    _arrange(made.slide_master.shapes._spTree, lang, _master_shapes())
    _arrange(kept.shapes._spTree, lang, _layout_shapes())
    return made


def _dress(made: Slides, lang: str) -> None:
    """Fonts, colours and text styles of the master."""
    master = made.slide_master
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    words = part.blob.decode("utf-8")
    latin = f'<a:latin typeface="{FONT}" panose="{_PANOSE}"/>'
    words = re.sub(r'<a:latin typeface="[^"]*"[^>]*/>', latin, words)
    words = re.sub(r"<a:clrScheme.*?</a:clrScheme>", _colours(), words, flags=re.DOTALL)
    part._blob = words.encode("utf-8")
    element = master._element
    styles = element.find(f"{{{_PRESENTATION}}}txStyles")
    element.replace(styles, parse_xml(_styles(lang)))


_PRESENTATION: Final = "http://schemas.openxmlformats.org/presentationml/2006/main"


def _colours() -> str:
    named = {
        "dk1": PALETTE.ink,
        "lt1": PALETTE.paper,
        "dk2": PALETTE.muted,
        "lt2": PALETTE.panel,
        **{f"accent{i}": colour for i, colour in enumerate(PALETTE.regions, start=1)},
        "hlink": PALETTE.muted,
        "folHlink": PALETTE.muted,
    }
    entries = "".join(
        f'<a:{key}><a:srgbClr val="{colour[1:]}"/></a:{key}>' for key, colour in named.items()
    )
    return f'<a:clrScheme name="S3-Dashboard">{entries}</a:clrScheme>'


def _styles(lang: str) -> str:
    """Styles of titles and text: no bullets, left, with the language for spelling."""
    code = locale_tag(lang)

    def level(name: str, size: int, weight: str) -> str:
        return (
            f'<p:{name}><a:lvl1pPr algn="l"><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>'
            f'<a:defRPr lang="{code}" sz="{size}" b="{weight}"><a:solidFill>'
            '<a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="+mn-lt"/></a:defRPr>'
            f"</a:lvl1pPr></p:{name}>"
        )

    return (
        f"<p:txStyles {nsdecls('p', 'a')}>{level('titleStyle', 2600, '1')}"
        f"{level('bodyStyle', 1400, '0')}{level('otherStyle', 1200, '0')}</p:txStyles>"
    )


def _arrange(tree: Any, lang: str, shapes: list[str]) -> None:
    """Put shapes in place of those that are there."""
    for shape in tree.findall(f"{{{_PRESENTATION}}}sp"):
        tree.remove(shape)
    for shape in shapes:
        tree.append(parse_xml(shape))
    for run in tree.iter(etree.QName(_DRAWING, "rPr")):
        run.set("lang", locale_tag(lang))


_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"


def _master_shapes() -> list[str]:
    body = Box(48, 160, 1504, 620)
    return [
        _shape(2, "Title", _TITLE, 'type="title"', anchor="b"),
        _shape(3, "Text", body, 'type="body" idx="1"', anchor="t"),
    ]


def _layout_shapes() -> list[str]:
    names = {SUBTITLE: "Subtitle", SOURCE: "Source", FOOT: "Release and link"}
    texts = [
        _shape(idx, names[idx], box, f'type="body" sz="quarter" idx="{idx}"', anchor, size, colour)
        for idx, (box, size, colour, anchor) in _BOXES.items()
    ]
    return [_shape(2, "Title", _TITLE, 'type="title"', "b"), *texts, _slide_number()]


def _shape(
    number: int,
    name: str,
    box: Box,
    placeholder: str,
    anchor: str,
    size: int | None = None,
    colour: str = PALETTE.ink,
) -> str:
    style = (
        f'<a:lstStyle><a:lvl1pPr marL="0" indent="0"><a:buNone/><a:defRPr sz="{size}"><a:solidFill>'
        f'<a:srgbClr val="{colour[1:]}"/></a:solidFill></a:defRPr></a:lvl1pPr></a:lstStyle>'
        if size
        else "<a:lstStyle/>"
    )
    return (
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/>'
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph {placeholder}/></p:nvPr>'
        f"</p:nvSpPr><p:spPr>{_place(box)}</p:spPr><p:txBody>{_body(anchor)}{style}"
        f"<a:p><a:r><a:rPr/><a:t>{name}</a:t></a:r></a:p></p:txBody></p:sp>"
    )


def _slide_number() -> str:
    return (
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="20" name="Slide number"/><p:cNvSpPr/>'
        f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{_place(_NUMBER)}</p:spPr><p:txBody>'
        f'{_body("ctr")}<a:lstStyle/><a:p><a:pPr algn="r"/>'
        '<a:fld id="{7A2B1C56-5D2E-4A0E-9B57-1F0C3C0A7D11}" type="slidenum"><a:rPr sz="900">'
        f'<a:solidFill><a:srgbClr val="{PALETTE.muted[1:]}"/></a:solidFill></a:rPr>'
        "<a:t>‹#›</a:t></a:fld></a:p></p:txBody></p:sp>"
    )


def _place(box: Box) -> str:
    left, top, width, height = (
        round(part * PIXEL) for part in (box.left, box.top, box.width, box.height)
    )
    return (
        f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    )


def _body(anchor: str) -> str:
    return (
        f'<a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}">'
        "<a:normAutofit/></a:bodyPr>"
    )
