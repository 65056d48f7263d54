"""Templates from a folder: prompts, blocks, JSON-LD and reports. A value that a template lacks is an error, never a blank."""

import json
from collections.abc import Callable, Mapping
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from layers.errors import ConfigurationError

if TYPE_CHECKING:
    from jinja2 import Environment, Template
    from markupsafe import Markup

T = TypeVar("T")
MARKUP = (".html.j2", ".xml.j2")
VERSION_LENGTH = 12


class Templates:
    """Renders `folder`/name. HTML and XML templates escape what they print; `tojson` is safe inside a script element."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def render(self, name: str, **values: object) -> str:
        """Return the whole template. Raises ConfigurationError for a template that is missing, broken or lacks a value."""
        return self._told(name, lambda template: template.render(values))

    def render_block(self, name: str, block: str, **values: object) -> str:
        """Return one `{% block %}` of a template. Raises ConfigurationError like `render`, and when there is no such block."""
        text = self._told(name, lambda template: _block(template, block, values))
        if text is None:
            raise ConfigurationError(
                str(self._folder / name), 1, block, f"is missing: write {{% block {block} %}} ... {{% endblock %}}."
            )
        return text

    def version(self, name: str) -> str:
        """Return what identifies the wording: the start of the sha256 of the template's source."""
        return sha256(self._source(name)).hexdigest()[:VERSION_LENGTH]

    def _source(self, name: str) -> bytes:
        try:
            return (self._folder / name).read_bytes()
        except OSError:
            raise ConfigurationError(str(self._folder / name), 1, "template", "there is no such file.") from None

    @cached_property
    def _environment(self) -> "Environment":
        return _environment(self._folder)

    def _told(self, name: str, render: "Callable[[Template], T]") -> T:
        from jinja2 import TemplateError, TemplateNotFound  # 0.07 s of CPU that a command without templates saves

        try:
            return render(self._environment.get_template(name))
        except TemplateNotFound as error:
            raise ConfigurationError(str(self._folder / str(error)), 1, "template", "there is no such file.") from None
        except TemplateError as error:
            line = getattr(error, "lineno", None) or 1
            raise ConfigurationError(str(self._folder / name), line, "template", f"{error}.") from None


def _environment(folder: Path) -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        autoescape=lambda name: name is not None and name.endswith(MARKUP),  # noqa: S701 - prompts are plain text
        keep_trailing_newline=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["tojson"] = script_safe_json
    return environment


def _block(template: "Template", block: str, values: Mapping[str, object]) -> str | None:
    if block not in template.blocks:
        return None
    return "".join(template.blocks[block](template.new_context(dict(values))))


# `</script>` would end the element, `<!--` would open a comment in it, U+2028 and U+2029 end a line of JavaScript.
ESCAPES = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "'": "\\u0027", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


def script_safe_json(value: object, indent: int | None = None) -> "Markup":
    """Return JSON that can stand inside a script element or an attribute in single quotes, in the order of its keys."""
    from markupsafe import Markup

    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return Markup(text.translate(ESCAPES))  # noqa: S704 - every character that could end the element is escaped
