"""PDF: reports and press releases that hold text; needs pypdf, the extra ``pdf``.

Not here: how lines become paragraphs (``pdf_lines.py``). Invariant: scripts, forms and embedded
files are never looked at; what a file may unpack to and how many pages are read are bounded.
"""

import io
import logging
import re
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from counterclaim.model.documents import Document
from counterclaim.read.captured import Captured
from counterclaim.read.dates_written import DateRead, read_date
from counterclaim.read.pdf_lines import text_of_pages
from counterclaim.read.plain import keep_offsets
from counterclaim.read.skips import Skip

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

READER = "pdf/1"  # raised when the same bytes begin to give another text
MAX_BYTES = 100_000_000
MAX_PAGES = 500
# A full page of text is 5 to 50 kB of drawing; maps and charts reach a few megabytes.
MAX_STREAM_BYTES = 16_000_000
MAX_CONTENT_BYTES = 24_000_000  # of all pages together; pypdf takes 2 to 3 s for each million
MAX_TOKENS = 500_000  # drawing one page, about 7 s of pypdf; a dense page has some ten thousand
MAX_FORMS = 100  # drawings within a page
DATE_NOTE = "its date is when the PDF was made"
NO_TEXT = "it is a scan: its pages hold no text"
_LARGE = 1.2  # times the usual size: a title, and not a bold line
_MAX_TITLE = 300
_NO_TITLE = re.compile(
    r"microsoft (?:word|powerpoint|excel) - .*|untitled.*|document\d*"
    r"|.*\.(?:docx?|pdf|indd|rtf|odt)",
    re.IGNORECASE,
)
# pypdf's own reading of it makes the third of January of the thirteenth month.
_MADE = re.compile(
    r"D:(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})(?:(Z)|([+-]\d{2})'?(\d{2}))?)?", re.ASCII
)
_HIDDEN = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]|/g\\d+|\\(cid:\\d+\\)")
MAX_HIDDEN = 0.2  # share of signs that stand for no known letter; above it nothing can be read
# What damaged files make pypdf raise besides its own errors.
_DAMAGE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)


@dataclass(slots=True)
class _Pages:
    """Text of the pages as it is read, and the sizes of letters on the first."""

    texts: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    sized: list[tuple[float, str]] = field(default_factory=list)
    n_bytes: int = 0


def read_pdf(captured: Captured) -> Document | Skip:
    """Return the document of a PDF; a skip if it is locked, damaged, or a scan without text."""
    try:
        import pypdf  # noqa: PLC0415 (an extra, and slow to import)
    except ImportError:
        skip = captured.skip("PDF needs pypdf", "pip install 'counterclaim[pdf]'")
        return replace(skip, is_passing=True)
    if not captured.data.strip():
        return captured.skip("it is empty")
    if len(captured.data) > MAX_BYTES:
        return captured.skip("the PDF is too large", f"over {MAX_BYTES:,} bytes")
    if b"%PDF" not in captured.data[:1024]:
        return captured.skip("it is no PDF")
    with _bounded():
        try:
            reader = pypdf.PdfReader(io.BytesIO(captured.data))
            if reader.is_encrypted and not reader.decrypt(""):
                return captured.skip("the PDF is locked by a password")
            return _read(reader, captured)
        except pypdf.errors.DependencyError:
            return captured.skip("the PDF is locked", "its cipher needs the package cryptography")
        except (pypdf.errors.PyPdfError, *_DAMAGE) as error:
            return captured.skip("the PDF is damaged", _line(error))


@contextmanager
def _bounded() -> Iterator[None]:
    """Bound what a file may unpack to, and keep pypdf's remarks on it from the terminal."""
    from pypdf import apply_configuration  # noqa: PLC0415 (an extra)

    logger = logging.getLogger("pypdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        with (
            warnings.catch_warnings(),
            apply_configuration(
                maximum_declared_stream_length=MAX_BYTES,
                array_based_stream_maximum_output_length=MAX_STREAM_BYTES,
                zlib_maximum_output_length=MAX_STREAM_BYTES,
                lzw_maximum_output_length=MAX_STREAM_BYTES,
                run_length_maximum_output_length=MAX_STREAM_BYTES,
                brotli_maximum_output_length=MAX_STREAM_BYTES,
                stream_parsing_work_maximum_count=MAX_TOKENS,
                xform_maximum_invocations_per_extraction=MAX_FORMS,
                jbig2dec_binary=None,
            ),
        ):
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)


def _read(reader: "PdfReader", captured: Captured) -> Document | Skip:
    pages = _read_pages(reader)
    text = keep_offsets(text_of_pages(pages.texts))
    if not text.strip():
        is_damaged = any("cannot be read" in note for note in pages.notes)
        detail = "; ".join(pages.notes[:3])
        return captured.skip("the PDF is damaged" if is_damaged else NO_TEXT, detail)
    if sum(len(found) for found in _HIDDEN.findall(text)) > MAX_HIDDEN * len(text):
        return captured.skip("the fonts of the PDF do not say which letters they draw")
    dated = _date_of(reader)
    return Document(
        text=text,
        source=captured.source,
        published=dated.window,
        title=_title_of(reader, pages),
        url=captured.url,
        published_from="pdf" if dated.window else None,
        published_at=dated.instant,
        notes=((DATE_NOTE,) if dated.window else ()) + tuple(pages.notes),
        captured_sha256=captured.sha256,
        reader=READER,
        fetched_at=captured.fetched_at,
    )


def _read_pages(reader: "PdfReader") -> _Pages:
    from pypdf.errors import PyPdfError  # noqa: PLC0415 (an extra)

    pages = _Pages()
    n_pages = len(reader.pages)
    if n_pages > MAX_PAGES:
        pages.notes.append(f"only the first {MAX_PAGES} of its {n_pages} pages were read")
    for number in range(min(n_pages, MAX_PAGES)):
        if pages.n_bytes > MAX_CONTENT_BYTES:
            pages.notes.append(f"only its first {number} pages were read")
            break
        try:
            pages.texts.append(_text_of(reader.pages[number], pages, is_first=number == 0))
        except (PyPdfError, *_DAMAGE) as error:
            if len(pages.notes) < 10:
                pages.notes.append(f"page {number + 1} cannot be read ({_line(error)})")
    return pages


def _text_of(page: "PageObject", pages: _Pages, *, is_first: bool) -> str:
    contents = page.get_contents()
    if contents is None:
        return ""
    pages.n_bytes += len(contents.get_data())

    def keep_size(text: str, *drawn: object) -> None:
        if text.strip():
            pages.sized.append((_size_of(drawn), text))

    upright = page.extract_text(
        orientations=(0,),
        visitor_text=keep_size if is_first else None,
    )
    # A page that lies on its side has no upright text; stamps and margins alone are no reason.
    return upright if upright.strip() else page.extract_text()


def _size_of(drawn: tuple[object, ...]) -> float:
    """Return the size of letters as drawn, from matrices and the size that the font is set to."""
    page, line, _, size = drawn
    scale = 1.0
    for matrix in (page, line):
        if isinstance(matrix, list | tuple) and len(matrix) == 6:
            scale *= abs(float(matrix[3])) or 1.0
    return scale * (float(size) if isinstance(size, int | float) else 0.0)


def _title_of(reader: "PdfReader", pages: _Pages) -> str | None:
    """Return the title: of the properties if it is one, else the largest line of page one."""
    facts = reader.metadata
    given = " ".join(str(facts.title or "").split()) if facts is not None else ""
    if given and not _NO_TITLE.fullmatch(given):
        return keep_offsets(given)[:_MAX_TITLE]
    sizes = sorted(round(size, 1) for size, text in pages.sized for _ in text)
    if not sizes:
        return None
    usual, largest = sizes[len(sizes) // 2], sizes[-1]
    large = [text for size, text in pages.sized if round(size, 1) == largest]
    title = " ".join(" ".join(large).split())
    is_title = largest >= _LARGE * usual and 8 <= len(title) <= _MAX_TITLE
    return keep_offsets(title) if is_title else None


def _date_of(reader: "PdfReader") -> DateRead:
    """Return when the file says that it was made, in its own zone."""
    facts = reader.metadata
    found = _MADE.match(str(facts.creation_date_raw)) if facts is not None else None
    if found is None:
        return DateRead(None)
    day = "-".join(found.group(1, 2, 3))
    time = "T" + ":".join(found.group(4, 5, 6)) if found[4] else ""
    zone = "Z" if found[7] == "Z" else f"{found[8]}:{found[9]}" if found[8] else ""
    return read_date(day + time + (zone if time else "")) or read_date(day) or DateRead(None)


def _line(error: BaseException) -> str:
    return keep_offsets((str(error).splitlines() or [type(error).__name__])[0])[:120]
