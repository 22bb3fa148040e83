"""E-mail: newsletters (``.eml``), pages that a browser saved (``.mhtml``), boxes of messages.

Not here: what of a message's text is its own (``mail_text.py``). Invariant: a message gives one
text, its own; what is attached to it is named in a note and not read.
"""

import codecs
import datetime as dt
import email
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.policy import compat32
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import Path
from typing import BinaryIO, TypeAlias

from counterclaim.errors import InputError
from counterclaim.model.documents import Document
from counterclaim.read.captured import Captured
from counterclaim.read.dates_written import DateRead, read_date
from counterclaim.read.fragment import text_of_fragment
from counterclaim.read.html import read_html
from counterclaim.read.mail_text import is_prose, own_text, without_footers
from counterclaim.read.packed_file import BrokenFileError, open_unpacked
from counterclaim.read.plain import find_encoding, keep_offsets
from counterclaim.read.skips import Skip

READER = "mail/1"  # raised when the same bytes begin to give another text
MAX_BYTES = 50_000_000
# Reading takes time with the depth of nesting, and Python cannot go deeper than a thousand.
MAX_NESTED = 50
MAX_PARTS = 10_000  # a newsletter has two, a saved page one for each picture
_MAX_KIND = 8_000  # characters saying what a part is, which take the square of it to read
_KIND = re.compile(rb"^content-[a-z-]+:[^\n]*(?:\n[ \t][^\n]*)*", re.IGNORECASE | re.MULTILINE)
_MAX_HEAD = 2_000  # characters of one line of the head
_NESTED = re.compile(rb"^content-type:\s*(?:multipart|message)/", re.IGNORECASE | re.MULTILINE)
_SAVED = re.compile(r"\s*<saved by\b", re.IGNORECASE)
_ANSWER = re.compile(r"(?:(?:re|fwd?|aw|wg|tr)\s*:\s*)+", re.IGNORECASE)
_SLOW_CODECS = frozenset({"punycode", "idna", "unicode-escape", "raw-unicode-escape", "undefined"})
_HEADS = ("from", "subject", "date", "mime-version", "content-type", "message-id", "received")

_Part: TypeAlias = "Message[str, str]"  # generic to the type checker alone


@dataclass(slots=True)
class _Parts:
    """What a message holds, in its order."""

    plain: list[str] = field(default_factory=list)
    pages: list[tuple[_Part, bytes]] = field(default_factory=list)
    messages: list[_Part] = field(default_factory=list)
    attached: list[str] = field(default_factory=list)


def read_mail(captured: Captured) -> Document | Skip:
    """Return the document of a message or of a page saved as one; a skip if it holds no text."""
    if not captured.data.strip():
        return captured.skip("it is empty")
    if len(captured.data) > MAX_BYTES:
        return captured.skip("the message is too large", f"over {MAX_BYTES:,} bytes")
    if len(_NESTED.findall(captured.data)) > MAX_NESTED:
        return captured.skip("the message is nested too deeply")
    if captured.data.count(b"\n--") > MAX_PARTS:
        return captured.skip("the message has too many parts", f"over {MAX_PARTS:,}")
    if any(len(line) > _MAX_KIND for line in _KIND.findall(captured.data)):
        return captured.skip("the message is damaged", "a line of its head is far too long")
    try:
        message = email.message_from_bytes(captured.data, policy=compat32)
        if not any(message.get(name) is not None for name in _HEADS):
            return captured.skip("it is no e-mail")
        return _read(message, captured)
    except Exception as error:  # noqa: BLE001  # the library raises what it likes on bad heads
        return captured.skip("the message is damaged", type(error).__name__)


def iter_mbox(path: Path) -> Iterator[Document | Skip]:
    """Yield a document or a skip for each message of a box, in order (``box.mbox#offset=0``).

    Of a box that is packed the place is counted in what it holds (``box.mbox.gz#unpacked=0``);
    where it is damaged or cut off, the message that ends there is a skip and the last.
    """
    try:
        with open_unpacked(path) as box:
            is_packed = not box.seekable()
            yield from _iter_box(box, f"{path}#unpacked=" if is_packed else f"{path}#offset=")
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error


def _iter_box(box: BinaryIO, mark: str) -> Iterator[Document | Skip]:
    lines: list[bytes] = []
    place = start = n_bytes = 0
    is_blank = True
    try:
        while line := box.readline(MAX_BYTES):
            if is_blank and line.startswith(b"From "):
                if n_bytes:
                    yield _of_box(f"{mark}{start}", lines, n_bytes)
                start, n_bytes, lines = place, 0, []
            else:
                n_bytes += len(line)
                if n_bytes <= MAX_BYTES:
                    lines.append(line[1:] if line.startswith(b">From ") else line)
            is_blank = not line.strip()
            place += len(line)
    except BrokenFileError as error:
        yield Skip(source=f"{mark}{start}", reason=error.reason, detail=error.detail)
        return
    if n_bytes:
        yield _of_box(f"{mark}{start}", lines, n_bytes)


def _of_box(source: str, lines: list[bytes], n_bytes: int) -> Document | Skip:
    captured = Captured(data=b"".join(lines), source=source)
    if n_bytes > MAX_BYTES:
        return captured.skip("the message is too large", f"over {MAX_BYTES:,} bytes")
    return read_mail(captured)


def _read(message: _Part, captured: Captured) -> Document | Skip:
    parts = _parts_of(message)
    if _is_saved_page(message, captured):
        return _saved_page(message, parts, captured)
    text, url = _text_of(parts, captured)
    if not text and parts.messages:
        inner = _read(parts.messages[0], captured)
        return replace(inner, notes=()) if isinstance(inner, Document) else inner
    if not text:
        return captured.skip("the message has no text", ", ".join(parts.attached[:5]))
    dated = _date_of(message)
    sender = _sender_of(message)
    is_newsletter = any(message.get(name) for name in ("list-unsubscribe", "list-id"))
    return Document(
        text=keep_offsets(text),
        source=captured.source,
        published=dated.window,
        title=_ANSWER.sub("", _head(message, "subject"), count=1) or None,
        outlet=sender if is_newsletter else None,
        url=_head(message, "archived-at").strip("<> ") or url or captured.url,
        authors=(sender,) if sender and not is_newsletter else (),
        published_from="mail" if dated.window else None,
        published_at=dated.instant,
        notes=_notes_of(parts),
        captured_sha256=captured.sha256,
        reader=READER,
        fetched_at=captured.fetched_at,
    )


def _parts_of(message: _Part) -> _Parts:
    """Return what a message holds; an attached message is not entered."""
    parts = _Parts()
    waiting: list[_Part] = [message]
    while waiting:
        part = waiting.pop()
        kind = part.get_content_type()
        if part.is_multipart():
            inside = [item for item in part.get_payload() if isinstance(item, Message)]
            if kind.startswith("message/"):
                parts.messages.extend(inside)
            else:
                waiting.extend(reversed(inside))
        elif part.get_content_disposition() == "attachment":
            parts.attached.append(_name_of(part))
        elif kind == "text/plain":
            parts.plain.append(_decoded(_bytes_of(part), part))
        elif kind in {"text/html", "application/xhtml+xml"}:
            parts.pages.append((part, _bytes_of(part)))
        elif part.get_filename() and not kind.startswith("image/"):
            parts.attached.append(_name_of(part))
    return parts


def _text_of(parts: _Parts, captured: Captured) -> tuple[str, str | None]:
    """Return the message's own text and an address: the plain part if it is prose, else the page.

    The plain part is the sender's own wording of a newsletter, without its layout; a stub that
    only says that there is a page is passed over.
    """
    plain = own_text("\n".join(parts.plain))
    if not parts.pages:
        return plain, None
    part, data = parts.pages[0]
    markup = _decoded(data, part)
    fragment = without_footers(text_of_fragment(markup))
    if is_prose(plain, fragment):
        return plain, None
    page = read_html(replace(captured, data=markup.encode("utf-8", "replace"), charset="utf-8"))
    if isinstance(page, Document) and is_prose(without_footers(page.text), fragment):
        return without_footers(page.text), page.url
    return fragment or plain, None


def _is_saved_page(message: _Part, captured: Captured) -> bool:
    if message.get("snapshot-content-location") or _SAVED.match(str(message.get("from") or "")):
        return True
    return captured.source.lower().endswith((".mhtml", ".mht"))


def _saved_page(message: _Part, parts: _Parts, captured: Captured) -> Document | Skip:
    """Return the page that a browser saved with its pictures; its date is when it was saved."""
    if not parts.pages:
        return captured.skip("the saved page has no text")
    part, data = parts.pages[0]
    url = _head(part, "content-location") or _head(message, "snapshot-content-location")
    saved_at = _instant_of(_head(message, "date"))
    inner = replace(
        captured,
        data=data,
        url=url if url.startswith(("http://", "https://")) else captured.url,
        media_type="text/html",
        charset=part.get_content_charset(),
        fetched_at=captured.fetched_at or saved_at,
    )
    page = read_html(inner)
    if isinstance(page, Document):
        return replace(page, captured_sha256=captured.sha256, fetched_at=inner.fetched_at)
    return page


def _notes_of(parts: _Parts) -> tuple[str, ...]:
    notes = []
    if parts.attached:
        names = ", ".join(parts.attached[:5])
        notes.append(f"{len(parts.attached)} attached and not read: {names}")
    if parts.messages:
        notes.append(f"{len(parts.messages)} attached messages were not read")
    return tuple(notes)


def _head(message: _Part, name: str) -> str:
    """Return a line of the head, its encoded words decoded."""
    raw = next((str(text) for key, text in message.raw_items() if key.lower() == name), "")
    raw = " ".join(raw[:_MAX_HEAD].split())
    text = raw.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        return keep_offsets(str(make_header(decode_header(text)))).strip()
    except (MessageError, ValueError, LookupError):
        return keep_offsets(text)


def _sender_of(message: _Part) -> str | None:
    """Return the name of the sender; an address is no name."""
    raw = next((str(text) for key, text in message.raw_items() if key.lower() == "from"), "")
    name, _ = parseaddr(" ".join(raw[:_MAX_HEAD].split()))
    holder: _Part = Message()
    holder["from"] = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    decoded = _head(holder, "from").strip("\"' ")
    return decoded if decoded and "@" not in decoded else None


def _date_of(message: _Part) -> DateRead:
    written = _head(message, "date")
    read = read_date(written)
    if read is not None and read.instant is not None:
        return read
    instant = _instant_of(written)
    return (read_date(instant) if instant else read) or DateRead(None)


def _instant_of(written: str) -> dt.datetime | None:
    try:
        instant = parsedate_to_datetime(written)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return instant.replace(tzinfo=dt.UTC) if instant.tzinfo is None else instant


def _name_of(part: _Part) -> str:
    name = part.get_filename() or part.get_content_type()
    return keep_offsets(" ".join(str(name).split()))[:80]


def _bytes_of(part: _Part) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _decoded(data: bytes, part: _Part) -> str:
    """Return the text of a part: by its charset if that fits, else by what its bytes show."""
    try:
        name = codecs.lookup(part.get_content_charset() or "").name
        if name.replace("_", "-") not in _SLOW_CODECS:
            return data.decode(name)
    except (LookupError, ValueError):
        pass
    try:
        return data.decode(find_encoding([data], "part"), "replace")
    except InputError:  # binary under the name of a text
        return ""
