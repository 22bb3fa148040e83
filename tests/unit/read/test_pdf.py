import io
import logging
import sys
import warnings
import zlib

import pypdf
import pytest

from counterclaim.model.documents import Document
from counterclaim.model.periods import Window
from counterclaim.read import pdf
from counterclaim.read.captured import Captured
from counterclaim.read.pdf import read_pdf
from counterclaim.read.skips import Skip

Line = tuple[int, int, int, str]  # left, bottom, size, words
BODY = [
    "The ministry of Ostrava said on Friday that eleven Moravian soldiers and two of",
    "Moravia's medics were killed near the bridge. The Moravian side spoke of two wound-",
    "ed soldiers and no dead.",
    "Nobody could check either count, and both sides keep the bridge closed to the Red",
    "Cross.",
]
TEXT = (
    "The ministry of Ostrava said on Friday that eleven Moravian soldiers and two of Moravia's "
    "medics were killed near the bridge. The Moravian side spoke of two wounded soldiers and no "
    "dead.\n\nNobody could check either count, and both sides keep the bridge closed to the Red "
    "Cross."
)


def lines(words: list[str], left: int = 72, top: int = 700) -> list[Line]:
    return [(left, top - 14 * number, 10, line) for number, line in enumerate(words)]


def drawing(page: list[Line]) -> bytes:
    drawn = (
        f"BT /F1 {size} Tf 1 0 0 1 {left} {bottom} Tm ({_escaped(words)}) Tj ET"
        for left, bottom, size, words in page
    )
    return "\n".join(drawn).encode("cp1252")


def _escaped(words: str) -> str:
    return words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def made(*pages: list[Line] | bytes, info: str = "", filters: str = "") -> bytes:
    """Return a PDF of pages, given as lines or as the bytes of their drawing."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, page in enumerate(pages):
        data = page if isinstance(page, bytes) else drawing(page)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font "
            b"<< /F1 3 0 R >> >> /Contents %d 0 R >>" % (5 + 2 * number)
        )
        head = f"<< /Length {len(data)} {filters} >>\nstream\n".encode()
        objects.append(head + data + b"\nendstream")
    objects.append(f"<< {info} >>".encode())
    file = io.BytesIO()
    file.write(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(file.tell())
        file.write(b"%d 0 obj\n" % number + content + b"\nendobj\n")
    start = file.tell()
    file.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    file.writelines(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    file.write(b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\n" % (size, size - 1))
    file.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return file.getvalue()


def read(data: bytes) -> Document | Skip:
    return read_pdf(Captured(data=data, source="a.pdf"))


def document(data: bytes) -> Document:
    found = read(data)
    assert isinstance(found, Document), found
    return found


def test_lines_are_joined_to_paragraphs_and_broken_words_to_words() -> None:
    data = made(lines(BODY))
    found = document(data)
    assert found == Document(text=TEXT, source="a.pdf")
    assert found.reader == "pdf/1"
    assert found.id == Captured(data=data, source="").sha256


def test_sentence_goes_on_over_the_end_of_a_page() -> None:
    assert document(made(lines(BODY[:1]), lines(BODY[1:]))).text == TEXT


def test_running_heads_and_numbers_of_pages_are_left_out() -> None:
    pages = [
        [
            (72, 760, 8, f"Bulletin No. 4 - {number}"),
            *lines([line]),
            (300, 30, 8, f"Page {number} of 5"),
        ]
        for number, line in enumerate(BODY, 1)
    ]
    assert document(made(*pages)).text == TEXT


def test_line_that_repeats_inside_of_pages_stays() -> None:
    words = ["One.", "Two.", "Three.", "Eleven were killed.", "Four.", "Five.", "Six."]
    pages = [[*lines([f"{word} {'abc'[n]}" for word in words])] for n in range(2)]
    assert document(made(*pages)).text.count("Eleven were killed.") == 2


def test_columns_are_read_one_after_the_other() -> None:
    left = ["Eleven soldiers of the army", "of Ostrava were killed near", "the old bridge."]
    right = ["Two medics were wounded at", "Moravia's crossing further", "down the river."]
    page = [*lines(left, 72), *lines(right, 330)]
    assert document(made(page)).text == (
        "Eleven soldiers of the army of Ostrava were killed near the old bridge.\n\n"
        "Two medics were wounded at Moravia's crossing further down the river."
    )


def test_title_is_that_of_the_properties() -> None:
    assert document(made(lines(BODY), info="/Title (Losses at the bridge)")).title == (
        "Losses at the bridge"
    )


@pytest.mark.parametrize(
    "junk", ["", "Microsoft Word - x.docx", "untitled", "final.pdf", "Document1"]
)
def test_title_is_else_the_largest_line(junk: str) -> None:
    page = [(72, 740, 20, "Losses at the bridge"), *lines(BODY)]
    found = document(made(page, info=f"/Title ({junk})"))
    assert found.title == "Losses at the bridge"
    assert found.text == f"Losses at the bridge\n\n{TEXT}"


def test_page_of_one_size_has_no_title() -> None:
    assert document(made(lines(BODY))).title is None


def test_date_is_that_of_the_file_and_a_note_says_so() -> None:
    found = document(made(lines(BODY), info="/CreationDate (D:20220302233000-05'00')"))
    assert found.published == Window.parse("2022-03-02")
    assert found.published_from == "pdf"
    assert found.published_at == "2022-03-02T23:30:00-05:00"
    assert found.notes == ("its date is when the PDF was made",)


@pytest.mark.parametrize("date", ["", "soon", "D:20221399", "D:99999999999999"])
def test_unreadable_date_leaves_it_undated(date: str) -> None:
    assert document(made(lines(BODY), info=f"/CreationDate ({date})")).published is None


def test_scan_is_a_skip_that_says_so() -> None:
    assert read(made([], [])) == Skip(source="a.pdf", reason="it is a scan: its pages hold no text")


def test_scan_with_numbered_pages_is_a_skip_too() -> None:
    pages: list[list[Line]] = [[(300, 30, 8, str(number))] for number in range(1, 4)]
    found = read(made(*pages))
    assert isinstance(found, Skip)
    assert found.reason == "it is a scan: its pages hold no text"


def test_ligatures_and_soft_hyphens_are_letters_again() -> None:
    assert (
        document(made(lines(["The of\u00adfice said 5 died."]))).text == "The office said 5 died."
    )


def _encrypted(password: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(made(lines(BODY))))
    writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def test_locked_pdf_is_a_skip_unless_its_password_is_empty() -> None:
    assert document(_encrypted("")).text == TEXT
    found = read(_encrypted("secret"))
    assert isinstance(found, Skip)
    assert found.reason == "the PDF is locked by a password"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it is empty"),
        (b"  \n", "it is empty"),
        (b"just text", "it is no PDF"),
        (bytes(range(256)) * 99, "it is no PDF"),
        (b"%PDF-1.4\n" + bytes(range(256)) * 99, "the PDF is damaged"),
        (b"%PDF-1.4", "the PDF is damaged"),
    ],
)
def test_what_is_no_pdf_is_a_skip(data: bytes, reason: str) -> None:
    found = read(data)
    assert isinstance(found, Skip)
    assert (found.source, found.reason) == ("a.pdf", reason)


def test_pdf_cut_anywhere_gives_a_document_or_a_skip_and_no_noise(
    capfd: pytest.CaptureFixture[str],
) -> None:
    data = made(lines(BODY), lines(BODY))
    for size in range(8, len(data), 37):
        assert isinstance(read(data[:size]), Document | Skip)
    for place in range(0, len(data), 23):
        assert isinstance(read(data[:place] + b"\xff\x00<<" + data[place + 4 :]), Document | Skip)
    assert capfd.readouterr() == ("", "")
    assert logging.getLogger("pypdf").level == logging.NOTSET


def test_page_that_cannot_be_read_is_noted_and_the_others_are_read() -> None:
    packed = "/Filter /FlateDecode"
    pages = [zlib.compress(drawing(lines(BODY))), b"\xff" * 64]
    found = document(made(*pages, filters=packed))
    assert found.text == TEXT


def test_stream_that_unpacks_without_end_is_not_unpacked() -> None:
    bomb = zlib.compress(b"BT (x) Tj ET " * 8_000_000, 9)
    found = read(made(bomb, filters="/Filter /FlateDecode"))
    assert isinstance(found, Skip)
    assert found.reason == "the PDF is damaged"
    assert found.detail.startswith("page 1 cannot be read (Limit reached")


def test_page_of_endless_drawing_is_not_drawn() -> None:
    endless = zlib.compress(b"0 0 m " * 300_000)
    found = read(made(endless, filters="/Filter /FlateDecode"))
    assert isinstance(found, Skip)
    assert found.reason == "the PDF is damaged"


def test_pages_beyond_a_number_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_PAGES", 2)
    found = document(made(lines(BODY[:2]), lines(BODY[2:]), lines(["Seven were wounded."])))
    assert found.text == TEXT
    assert found.notes == ("only the first 2 of its 3 pages were read",)


def test_pages_of_drawings_are_bounded_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_CONTENT_BYTES", 100)
    found = document(made(lines(BODY), lines(["Seven were wounded."])))
    assert found.text == TEXT
    assert found.notes == ("only its first 1 pages were read",)


def test_without_the_extra_a_hint_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    assert read(made(lines(BODY))) == Skip(
        source="a.pdf",
        reason="PDF needs pypdf",
        detail="pip install 'counterclaim[pdf]'",
        is_passing=True,
    )


def test_filters_of_warnings_are_as_they_were() -> None:
    before = list(warnings.filters)
    read(made(lines(BODY))[:400])
    assert list(warnings.filters) == before
