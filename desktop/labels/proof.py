"""The proof of a label laid out at its true size: the faces with what is printed, characters as high as they are to be.

A proof is laid out from the fields of the version. It shows what stands where and whether it has room; the artwork of the
printing works is another file, which is held against it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.core.documents.model import Figure
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.labels import barcode
from desktop.labels.wording import Say, said_in, titled

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas

MARGIN, GAP, CODE = 5.0, 0.45, 18.0  # mm around, share of a line between lines, side of the QR code in mm
HAN, DIGIT = 0.87, 0.73  # height of a Chinese character and of the lowest figure (7), in the size of the type
POINT = 25.4 / 72
LEAST, NAME, NET = 1.8, 8.0, 6.0  # mm where the version does not say
EDGE = 0.3  # mm around a face that belong to its drawing, so that its edge is drawn whole
PAGE_WIDTH, PAGE_HEIGHT = 170.0, 225.0


@dataclass(frozen=True)
class Line:
    """A line of a face: its text, the height of its characters in mm, the size of type, its place from the left and top."""

    text: str
    size: float
    left: float
    top: float
    bold: bool = False


@dataclass(frozen=True)
class Face:
    """One face in mm with the lines that have room; `over` is how many mm of height the text lacks."""

    title: str
    width: float
    height: float
    lines: Sequence[Line]
    code: str = ""
    over: float = 0.0
    barcode: str = ""


def front(version: Any, say: Say) -> Face:
    """The face with all that must stand together: crop, name, numbers, content, producer; the QR code at its foot."""
    name = version.name_mm or NAME
    parts = [(_head(version, say), _least(version), False), (version.printed_name, name, True),
             (version.net_content, (version.net_mm or NET) * HAN / DIGIT, True),  # the rule is about its figures
             *((text, _least(version), False) for text in _front(version, say))]
    return _laid(_("Front of the label"), version, parts, version.qr_text)


def back(version: Any, say: Say, bars: str = "") -> Face:
    """Quality, dates, area, season and warnings; the barcode at its foot."""
    return _laid(_("Back of the label"), version, [(text, _least(version), False) for text in _back(version, say)],
                 bars=bars)


def manual(version: Any, say: Say) -> Face:
    """The instructions for use."""
    texts = titled(say, (("主要性状", version.traits_text), ("主要栽培措施", version.cultivation),
                         ("适应性", version.adaptability), ("风险提示", version.risks), ("咨询服务", version.advice)))
    parts = [(say("使用说明"), 4.0, True), (version.printed_name, 3.5, True),
             *((text, _least(version), False) for text in texts)]
    return _laid(_("Instructions for use"), version, parts)


def faces(version: Any, kind: str, language: str, bars: str = "") -> list[Face]:
    """The faces of a version that have anything on them, in the language of its label (zh, en or both); `bars`: its barcode."""
    say = said_in(language)
    if kind == "manual":
        return [face for face in (manual(version, say),) if face.lines or face.over]
    made = [front(version, say), back(version, say, bars if not barcode.problem(bars) else "")]
    return [face for face in (*made, *([manual(version, say)] if version.traits_text else [])) if face.lines or face.over]


def faces_of(version: Any, item: Any) -> list[Face]:
    """The faces of a version as its label (or None) says."""
    return faces(version, item.kind, item.language, item.barcode) if item else faces(version, "label", "zh")


def _least(version: Any) -> float:
    return float(version.least_mm or LEAST)


def _head(version: Any, say: Say) -> str:
    words = (version.crop_name, say(CATEGORIES.get(version.category, "")), say(CLASSES.get(version.seed_class, "")))
    return " ".join(word for word in words if word)


CATEGORIES = {"conventional": "常规种", "hybrid": "杂交种"}
CLASSES = {"breeder": "育种家种子", "basic": "原种", "certified": "大田用种"}


def _front(version: Any, say: Say) -> list[str]:
    return titled(say, (("审定编号", version.approval_no), ("登记编号", version.registration_no), ("品种权号", version.pvp_no),
                    ("", say("转基因") if version.gm_no else ""), ("转基因生物安全证书编号", version.gm_no),
                    ("生产经营者", version.producer), ("生产经营许可证编号", version.licence_no),
                    ("注册地地址", version.address), ("联系方式", version.contact), ("分装单位", version.repacker)))


def _back(version: Any, say: Say) -> list[str]:
    quality = [f"{say(title)}{sign}{value:g}%" for title, sign, value in (
        ("纯度", "≥", version.purity), ("净度", "≥", version.cleanness), ("发芽率", "≥", version.germination),
        ("水分", "≤", version.moisture)) if value is not None]
    months = f"{version.guarantee_months}{say('个月')}" if version.guarantee_months else ""
    return titled(say, (("质量指标", say("　").join(quality)), ("执行标准", version.standard_no), ("检测日期", version.tested),
                    ("质量保证期", months), ("检疫证明编号", version.quarantine_no), ("适宜种植区域", version.area),
                    ("种植季节", version.season_text), ("进口审批文号", version.import_no), ("药剂处理", version.treatment)))


def _laid(title: str, version: Any, parts: Sequence[tuple[str, float, bool]], code: str = "", bars: str = "") -> Face:
    width, height = version.width_mm or 110.0, version.height_mm or 150.0
    code = code if _drawable(code) else ""
    if bars and (width < barcode.WIDTH_MM or height < 2 * barcode.HEIGHT_MM):
        bars = ""  # no room for it at its full size: it stands on the bag
    foot = height - (CODE + MARGIN if code else barcode.HEIGHT_MM if bars else 0)
    lines: list[Line] = []
    top = MARGIN
    for text, high, bold in parts:
        size = high / (HAN if bold else DIGIT) / POINT  # of small text every character is as high, its figures too
        for row in wrapped(text, size, bold, width - 2 * MARGIN):
            if top + size * POINT <= foot:
                lines.append(Line(row, size, MARGIN, top, bold))
            top += size * POINT * (1 + GAP)
    return Face(title, width, height, lines, code, max(0.0, top - foot), bars)


def _drawable(code: str) -> bool:
    """Whether a code can be drawn; what is wrong with a text that cannot is said by the check list."""
    from desktop.core.documents.qr import check

    try:
        return bool(code and check(code))
    except UserError:
        return False


def wrapped(text: str, size: float, bold: bool, width: float) -> list[str]:
    """A text in rows that are no wider than so many mm."""
    from desktop.core.documents.fonts import width as measured

    rows = []
    for part in (text or "").splitlines():
        row = ""
        for sign in part.strip():
            if row and measured(row + sign, size, bold) * POINT > width:
                kept = "" if sign.isspace() else _begun(row)
                rows.append(row[:len(row) - len(kept)].rstrip())
                row = kept
            row += sign if row or not sign.isspace() else ""
        rows += [row] if row else []
    return rows


def _begun(row: str) -> str:
    """The word in Latin letters with which a full row ends, to be written whole on the next; empty where it would be all."""
    word = row[row.rfind(" ") + 1:]
    return word if len(word) < len(row) and word.isascii() else ""


def figure(face: Face, width: float = PAGE_WIDTH, height: float = PAGE_HEIGHT) -> Figure:
    """A face as a drawing of its true size, made smaller only where the room (mm) is; the caption says so."""
    scale = min(1.0, width / face.width, height / face.height)
    size = _("{width} × {height} mm").format(width=f"{face.width:g}", height=f"{face.height:g}")
    caption = f"{face.title} · {size} · " + (_("true size") if scale == 1 else _("shown at {n} %").format(n=int(100 * scale)))

    def draw(canvas: Canvas) -> None:
        canvas.set_layout_engine("none")
        _draw(canvas, face, scale)

    return Figure(draw, caption, (face.width + 2 * EDGE) * scale, (face.height + 2 * EDGE) * scale, alt=caption)


def plain_figure(face: Face) -> Figure:
    """A face at its true size without a caption."""
    def draw(canvas: Canvas) -> None:
        canvas.set_layout_engine("none")
        _draw(canvas, face, 1.0)

    return Figure(draw, "", face.width + 2 * EDGE, face.height + 2 * EDGE, alt=face.title)


def _draw(canvas: Any, face: Face, scale: float) -> None:
    from desktop.core.documents.qr import modules

    axes = canvas.add_axes((0, 0, 1, 1))
    around = {"xlim": (-EDGE, face.width + EDGE), "ylim": (face.height + EDGE, -EDGE)}  # the edge is drawn inside the paper
    axes.set(**around)
    axes.axis("off")
    axes.plot([0, face.width, face.width, 0, 0], [0, 0, face.height, face.height, 0], color="#1d2320", linewidth=0.6)
    for line in face.lines:
        axes.text(line.left, line.top + line.size * POINT * 0.88, line.text, fontsize=line.size * scale, va="baseline",
                  fontweight="bold" if line.bold else "normal")
    if face.code:
        matrix = modules(face.code)
        axes.imshow(matrix, cmap="gray_r", interpolation="nearest", aspect="equal", extent=(
            face.width - MARGIN - CODE, face.width - MARGIN, face.height - MARGIN, face.height - MARGIN - CODE))
        axes.set(**around)
    if face.barcode:
        _draw_bars(axes, face, scale)


def _draw_bars(axes: Any, face: Face, scale: float) -> None:
    """The barcode at 100 % in the lower left corner, its digits below; the three pairs of guard bars are longer."""
    from matplotlib.patches import Rectangle

    left, top = MARGIN + barcode.QUIET * barcode.MODULE_MM, face.height - barcode.HEIGHT_MM
    for place, wide in barcode.bars(face.barcode):
        guard = place < 3 or 45 <= place < 50 or place >= 92
        axes.add_patch(Rectangle((left + place * barcode.MODULE_MM, top), wide * barcode.MODULE_MM, 20.9 if guard else 19.25,
                                 facecolor="black", linewidth=0))
    for text, middle in ((face.barcode[0], -5), (face.barcode[1:7], 24), (face.barcode[7:], 71)):
        axes.text(left + middle * barcode.MODULE_MM, top + 22.6, text, fontsize=8.5 * scale, ha="center", va="baseline")
