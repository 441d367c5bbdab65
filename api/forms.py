"""Which form of a report a client gets."""

from __future__ import annotations

from typing import Literal, get_args

from api.refusals import NoSuchForm

Form = Literal["json", "text", "html", "sarif", "markdown"]

GIVEN: tuple[Form, ...] = get_args(Form)
_BY_MEDIA_TYPE: dict[str, Form] = {
    "application/json": "json",
    "application/*": "json",
    "*/*": "json",
    "text/plain": "text",
    "text/*": "text",
    "text/html": "html",
    "text/markdown": "markdown",
    "application/sarif+json": "sarif",
}


def form_of(asked: Form | None, accept: str | None) -> Form:
    """The form that the address names, or else the one that the client likes best. Raises NoSuchForm."""
    if asked is not None:
        return asked
    for media_type in _by_liking(accept or "*/*"):
        if media_type in _BY_MEDIA_TYPE:
            return _BY_MEDIA_TYPE[media_type]
    raise NoSuchForm(accept or "", GIVEN)


def _by_liking(accept: str) -> list[str]:
    """The media types of an Accept header, best liked first."""
    liked: list[tuple[float, str]] = []
    for entry in accept.split(","):
        media_type, *parameters = (part.strip().lower() for part in entry.split(";"))
        quality = next((_number(text[2:]) for text in parameters if text.startswith("q=")), 1.0)
        if quality > 0:
            liked.append((quality, media_type))
    return [media_type for _, media_type in sorted(liked, key=lambda entry: -entry[0])]


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 1.0
