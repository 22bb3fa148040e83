"""Answers: what the head of a server's answer says, and whether its body is worth taking.

Not here: getting it (``fetch.py``). Invariant: what is not read is refused by its head, before a
byte of the body is taken.
"""

import datetime as dt
import email.utils
import re
from dataclasses import dataclass

from counterclaim.read import fetch_reasons as why
from counterclaim.read.fetch_reasons import Refusal
from counterclaim.read.memory import Validators

REDIRECTS = (301, 302, 303, 307, 308)
_PAGES = (200, 203)
_MEDIA = re.compile(
    r"text/(?:html|plain|xml|x-opml)|application/(?:xml|json|pdf|feed\+json|[\w.-]+\+xml)"
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:+-]{1,40})", re.IGNORECASE)
_LONGEST_WAIT_S = 30 * 24 * 3600  # of what a server may ask for; beyond it is a mistake
# What no text begins with. Servers send pictures and archives as text/html for want of a setting.
_BINARY = (
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"RIFF", "sound or an image"),
    (b"PK\x03\x04", "a zip archive"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf", "an archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"ID3", "sound"),
    (b"OggS", "sound"),
    (b"wOF", "a font"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseHead:
    """Status line and headers of an answer, as they were received."""

    status: int
    status_line: str
    headers: tuple[tuple[str, str], ...]

    def header(self, name: str) -> str | None:
        """Return the first header of a name in lower case, ``None`` without one."""
        return next((value for key, value in self.headers if key.lower() == name), None)

    @property
    def raw(self) -> bytes:
        """The head as bytes, up to and with the empty line behind it."""
        lines = [self.status_line, *(f"{name}: {value}" for name, value in self.headers), "", ""]
        return "\r\n".join(lines).encode("latin-1", "replace")

    @property
    def media_type(self) -> str | None:
        """Declared media type in lower case, without its parameters."""
        declared = (self.header("content-type") or "").partition(";")[0].strip().lower()
        return declared or None

    @property
    def charset(self) -> str | None:
        """Declared charset in lower case."""
        found = _CHARSET.search(self.header("content-type") or "")
        return found[1].lower() if found else None

    @property
    def length(self) -> int:
        """Declared length of the body in bytes; 0 where none is declared."""
        declared = self.header("content-length") or ""
        return int(declared) if re.fullmatch(r"[0-9]{1,18}", declared) else 0


def check_head(head: ResponseHead, *, limit: int, now: dt.datetime) -> None:
    """Raise :class:`Refusal` for an answer whose body is not to be read."""
    if head.status not in _PAGES:
        raise _refusal_of_status(head, now)
    if head.media_type is not None and not _MEDIA.fullmatch(head.media_type):
        raise Refusal(why.NOT_READ, head.media_type[:80])
    if head.media_type == "image/svg+xml":
        raise Refusal(why.NOT_READ, head.media_type)
    if head.length > limit:
        raise Refusal(why.TOO_LARGE, f"{head.length:,} bytes")


def check_body(data: bytes, media_type: str | None) -> None:
    """Raise :class:`Refusal` for a body that is empty, or is not what it was declared to be."""
    if not data.strip():
        raise Refusal(why.EMPTY)
    for mark, what in _BINARY:
        if data.startswith(mark):
            raise Refusal(why.NOT_READ, f"{what}, sent as {media_type or 'nothing in particular'}")


def validators_of(head: ResponseHead) -> Validators:
    """Return what the server wants to be asked with the next time."""
    return Validators(etag=head.header("etag"), last_modified=head.header("last-modified"))


def _refusal_of_status(head: ResponseHead, now: dt.datetime) -> Refusal:
    status = head.status
    told = f"status {status}"
    if status in (429, 503):
        again_at = _again_at(head.header("retry-after"), now)
        return Refusal(why.LATER, told, again_at=again_at)
    if status in (408, 425) or status >= 500:
        return Refusal(why.FAILED, told)
    if 400 <= status < 500:
        return Refusal(why.ABSENT if status in (404, 410) else why.DENIED, told)
    return Refusal(why.EMPTY if status in (204, 205) else why.NO_PAGE, told)


def _again_at(value: str | None, now: dt.datetime) -> dt.datetime | None:
    """Return the instant of a Retry-After header: seconds from now, or a date."""
    value = (value or "").strip()
    latest = now + dt.timedelta(seconds=_LONGEST_WAIT_S)
    if re.fullmatch(r"[0-9]+", value):
        return min(now + dt.timedelta(seconds=int(value)), latest) if len(value) < 9 else latest
    try:
        found = email.utils.parsedate_to_datetime(value)
        found = found if found.tzinfo is not None else found.replace(tzinfo=dt.UTC)
        return min(max(found.astimezone(dt.UTC), now), latest)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
