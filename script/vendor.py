"""Copy the browser assets that the pages need from node_modules/ to static/vendor/.

Two things are changed on the way, because the content security policy allows nothing but files of our own:
images that the style sheet carries as data: addresses become files, and the icons become one sprite. Which icons
the sprite holds is read from the templates (`icon("phone")`) and from the code (`NavItem(…)`, `icon="phone"`).
"""

from __future__ import annotations

import ast
import hashlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "static" / "vendor"
SCRIPTS = ("htmx.org/dist/htmx.min.js", "idiomorph/dist/idiomorph-ext.min.js", "@tabler/core/dist/js/tabler.min.js")
STYLE = "@tabler/core/dist/css/tabler.min.css"
ICONS = MODULES / "@tabler/icons/icons"

DATA_IMAGE = re.compile(r"""url\((["'])data:image/svg\+xml,(.*?)\1\)""")
SOURCE_MAP = re.compile(r"\n?(//# sourceMappingURL=\S+|/\*# sourceMappingURL=.*?\*/)\s*$")
ICON_CALL = re.compile(r"\bicon\(([^()]*)")
BARE_STRING = re.compile(r"""(?<!=)["']([a-z0-9-]+)["']""")  # no keyword's value


def main() -> None:
    files = {Path(name).name: without_map(MODULES / name) for name in SCRIPTS}
    style, images = images_as_files(without_map(MODULES / STYLE))
    files |= {"tabler.min.css": style, **images, "icons.svg": sprite(icons_in_use())}
    for name, text in files.items():
        write_if_changed(VENDOR / name, text)
    for old in VENDOR.rglob("*"):
        if old.is_file() and old.relative_to(VENDOR).as_posix() not in files:
            old.unlink()


def without_map(path: Path) -> str:
    """The file's text without the pointer to a source map that is not shipped."""
    return SOURCE_MAP.sub("", path.read_text(encoding="utf-8"))


def images_as_files(style: str) -> tuple[str, dict[str, str]]:
    """The style sheet with its data: images replaced by files, and these files by name."""
    images: dict[str, str] = {}

    def file_for(match: re.Match[str]) -> str:
        text = unquote(match[2]).replace('\\"', '"')
        name = f"img/{hashlib.sha256(text.encode()).hexdigest()[:12]}.svg"
        images[name] = text
        return f'url("{name}")'

    style = DATA_IMAGE.sub(file_for, style)
    if re.search(r'@import|url\((?!"img/)', style):
        sys.exit("vendor: tabler.min.css points at something that the content security policy would block")
    return style, images


def icons_in_use() -> list[str]:
    """Names of the icons that templates and code ask for, in order."""
    templates = (path.read_text(encoding="utf-8") for path in (ROOT / "templates").rglob("*.html"))
    modules = (path.read_text(encoding="utf-8") for path in (ROOT / "app").rglob("*.py"))
    names = {name for text in templates for call in ICON_CALL.findall(text) for name in BARE_STRING.findall(call)}
    names.update(name for text in modules if "icon=" in text or "NavItem(" in text for name in icons_in_code(text))
    return sorted(names)


def icons_in_code(source: str) -> Iterator[str]:
    """Icons that a module names: the fifth value of a NavItem, and every literal given for `icon`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            given = [keyword.value for keyword in node.keywords if keyword.arg == "icon"]
            if isinstance(node.func, ast.Name) and node.func.id == "NavItem":
                given += node.args[4:5]
            yield from (value.value for value in given if isinstance(value, ast.Constant) and value.value)


def sprite(names: list[str]) -> str:
    """One SVG file with a symbol for each icon: `phone` the outline, `phone-filled` the solid one."""
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "".join(map(symbol, names)) + "</svg>\n"


def symbol(name: str) -> str:
    """The icon as a symbol with its name for an id; the program stops where Tabler has no such icon."""
    folder, paint = "outline", 'fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round"'
    if name.endswith("-filled"):
        folder, paint = "filled", 'fill="currentColor"'
    path = ICONS / folder / f"{name.removesuffix('-filled')}.svg"
    if not path.is_file():
        sys.exit(f"vendor: a template or manifest asks for the icon {name!r}, which Tabler does not have")
    inside = path.read_text(encoding="utf-8").partition(">")[2].rpartition("</svg>")[0]
    shapes = "".join(line.strip() for line in inside.splitlines() if 'd="M0 0h24v24H0z"' not in line)
    return f'<symbol id="{name}" viewBox="0 0 24 24" {paint}>{shapes}</symbol>\n'


def write_if_changed(path: Path, text: str) -> None:
    """Write only what differs, so that browsers keep what they have cached."""
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
