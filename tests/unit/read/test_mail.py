import gzip
import hashlib
from email.message import EmailMessage
from pathlib import Path

import pytest

from counterclaim.model.documents import Document
from counterclaim.model.periods import Window
from counterclaim.read.captured import Captured
from counterclaim.read.mail import iter_mbox, read_mail
from counterclaim.read.skips import Skip

PROSE = (
    "The ministry of Ostrava said on Friday that eleven Moravian soldiers were killed near the "
    "bridge. The Moravian side spoke of two."
)
HEAD = b"From: The Ostrava Post <desk@post.example>\r\nSubject: Losses\r\n"


def read(data: bytes, source: str = "a.eml") -> Document | Skip:
    return read_mail(Captured(data=data, source=source))


def document(data: bytes, source: str = "a.eml") -> Document:
    found = read(data, source)
    assert isinstance(found, Document), found
    return found


def letter(text: str = PROSE, **heads: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = heads.pop("From", "The Ostrava Post <desk@post.example>")
    message["Subject"] = heads.pop("Subject", "Losses at the bridge")
    for name, value in heads.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


def test_newsletter_is_read_with_its_head() -> None:
    message = letter(
        Date="Wed, 02 Mar 2022 23:30:00 -0500",
        List_Unsubscribe="<mailto:x@post.example>",
        Archived_At="<https://post.example/1>",
    )
    found = document(message.as_bytes())
    assert found == Document(
        text=PROSE,
        source="a.eml",
        published=Window.parse("2022-03-02"),
        title="Losses at the bridge",
        outlet="The Ostrava Post",
        url="https://post.example/1",
        published_from="mail",
        published_at="2022-03-02T23:30:00-05:00",
    )
    assert found.reader == "mail/1"
    assert found.id == Captured(data=message.as_bytes(), source="").sha256


def test_sender_of_a_letter_is_its_author() -> None:
    found = document(letter(From='"Mora, Ana" <ana@post.example>').as_bytes())
    assert (found.outlet, found.authors) == (None, ("Mora, Ana",))


def test_address_is_no_name_of_a_sender() -> None:
    assert document(letter(From="desk@post.example").as_bytes()).authors == ()


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("=?utf-8?q?Verluste_an_der_Br=C3=BCcke?=", "Verluste an der Brücke"),
        ("=?koi8-r?B?8M/UxdLJ?=", "Потери"),
        ("=?x-none?q?Losses?=", "=?x-none?q?Losses?="),
        ("Fwd: RE: Losses", "Losses"),
        ("Losses\r\n at the bridge", "Losses at the bridge"),
        ("Brücke", "Brücke"),
        ("", None),
    ],
)
def test_subject_is_the_title(subject: str, title: str | None) -> None:
    data = f"From: a@b.example\r\nSubject: {subject}\r\n\r\n{PROSE}".encode()
    assert document(data).title == title


@pytest.mark.parametrize(
    ("date", "instant"),
    [
        ("Wed, 02 Mar 2022 14:05:00 EST", "2022-03-02T14:05:00-05:00"),
        ("2 Mar 2022 14:05 GMT", "2022-03-02T14:05:00+00:00"),
        ("2022-03-02T14:05:00+03:00", "2022-03-02T14:05:00+03:00"),
    ],
)
def test_date_keeps_its_offset(date: str, instant: str) -> None:
    found = document(HEAD + f"Date: {date}\r\n\r\n{PROSE}".encode())
    assert found.published == Window.parse("2022-03-02")
    assert found.published_at == instant


@pytest.mark.parametrize("date", ["", "soon", "99 Foo 2022", "Wed, 45 Mar 2022 99:99:99 +9999"])
def test_unreadable_date_leaves_the_message_undated(date: str) -> None:
    found = document(HEAD + f"Date: {date}\r\n\r\n{PROSE}".encode())
    assert (found.published, found.published_from, found.published_at) == (None, None, None)


def test_plain_part_that_is_prose_is_read() -> None:
    message = letter(PROSE + " (https://post.example/a)\n\nhttps://post.example/b\n")
    message.add_alternative(f"<table><tr><td><p>{PROSE}</p><a>Share</a></td></tr></table>", "html")
    assert document(message.as_bytes()).text == PROSE


def test_page_is_read_where_the_plain_part_is_a_stub() -> None:
    message = letter("Your program cannot show this message. View it in your browser.")
    message.add_alternative(
        f"<body><p>{PROSE}</p><p>{PROSE}</p><p><a href=x>Unsubscribe</a></p></body>", "html"
    )
    text = document(message.as_bytes()).text
    assert text.startswith(PROSE)
    assert "Unsubscribe" not in text
    assert "cannot show" not in text


def test_message_that_is_a_page_alone_is_read() -> None:
    data = HEAD + b"Content-Type: text/html; charset=utf-8\r\n\r\n<p>" + PROSE.encode() + b"</p>"
    assert document(data).text == PROSE


def test_lines_are_joined_and_quotes_signature_and_footers_are_left_out() -> None:
    text = (
        "Eleven soldiers were killed near the bridge on Friday, the ministry\n"
        "of Ostrava said.\n\n"
        "On Thu, 3 Mar 2022 at 10:00, Ana Mora <ana@post.example> wrote:\n"
        "> Two were killed.\n"
        "> > Or three.\n\n"
        "You are receiving this because you asked for it.\n\n"
        "View this e-mail in your browser\n\n"
        "-- \nThe desk of the Post, 4 dead lines a day\n"
    )
    assert document(letter(text).as_bytes()).text == (
        "Eleven soldiers were killed near the bridge on Friday, the ministry of Ostrava said."
    )


def test_attachments_are_named_and_not_read() -> None:
    message = letter()
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="a b.pdf")
    message.add_attachment("99 were killed", filename="b.txt")
    found = document(message.as_bytes())
    assert found.text == PROSE
    assert found.notes == ("2 attached and not read: a b.pdf, b.txt",)


def test_attached_message_is_read_where_there_is_no_other_text() -> None:
    outer = EmailMessage()
    outer["Subject"] = "Fwd"
    outer.add_attachment(letter())
    found = document(outer.as_bytes())
    assert (found.text, found.title) == (PROSE, "Losses at the bridge")
    outer = letter("See below: seven were killed.")
    outer.add_attachment(letter())
    found = document(outer.as_bytes())
    assert found.text == "See below: seven were killed."
    assert found.notes == ("1 attached messages were not read",)


@pytest.mark.parametrize("charset", ["us-ascii", "x-none", "", "hex", "punycode", "utf-16"])
def test_charset_that_does_not_fit_is_told_from_the_bytes(charset: str) -> None:
    head = HEAD + f"Content-Type: text/plain; charset={charset}\r\n\r\n".encode()
    assert document(head + "Eleven “soldiers” were killed.!".encode()).text.startswith(
        "Eleven “sol"
    )


def test_base64_and_quoted_printable_are_decoded_also_when_damaged() -> None:
    head = HEAD + b"Content-Transfer-Encoding: "
    assert document(head + b"base64\r\n\r\nRWxldmVuIGRpZWQu\r\n!").text == "Eleven died."
    assert document(head + b"quoted-printable\r\n\r\nEleven=\r\n died=2E=Z").text == (
        "Eleven died.=Z"
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it is empty"),
        (b" \n", "it is empty"),
        (bytes(range(256)) * 99, "it is no e-mail"),
        (b"Just a text of two lines.\nThe second.", "it is no e-mail"),
        (HEAD + b"\r\n \r\n", "the message has no text"),
        (HEAD, "the message has no text"),
        (HEAD + b"\r\n" + bytes(range(256)) * 99, "the message has no text"),
    ],
)
def test_what_holds_no_message_is_a_skip(data: bytes, reason: str) -> None:
    found = read(data)
    assert isinstance(found, Skip)
    assert (found.source, found.reason) == ("a.eml", reason)


def test_nest_of_a_thousand_parts_is_a_skip() -> None:
    data = HEAD
    for number in range(1_000):
        data += b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (number, number)
    found = read(data + b"\r\n" + PROSE.encode())
    assert isinstance(found, Skip)
    assert found.reason == "the message is nested too deeply"


def test_very_large_messages_end_soon() -> None:
    long_head = b"From: " + b"<" * 2_000_000 + b"\r\nSubject: " + b"=?utf-8?q?" * 200_000
    assert document(long_head + b"\r\n\r\n" + PROSE.encode()).text == PROSE
    found = read(HEAD + b"Content-Type: text/plain; " + b"a=b; " * 400_000 + b"\r\n\r\nT")
    assert isinstance(found, Skip)
    assert found.reason == "the message is damaged"
    parts = b"Content-Type: multipart/mixed; boundary=b\r\n" + b"\r\n--b\r\n\r\nx" * 20_000
    found = read(HEAD + parts)
    assert isinstance(found, Skip)
    assert found.reason == "the message has too many parts"
    found = read(HEAD + b"\r\n" + b"x" * 50_000_000)
    assert isinstance(found, Skip)
    assert found.reason == "the message is too large"


SAVED = (
    "From: <Saved by Blink>\r\n"
    "Snapshot-Content-Location: https://post.example/bridge\r\n"
    "Subject: Losses at the bridge\r\n"
    "Date: Fri, 4 Mar 2022 10:00:00 -0000\r\n"
    "MIME-Version: 1.0\r\n"
    'Content-Type: multipart/related; type="text/html"; boundary="--b"\r\n\r\n'
    "----b\r\nContent-Type: text/html; charset=utf-8\r\n"
    "Content-Transfer-Encoding: quoted-printable\r\n"
    "Content-Location: https://post.example/bridge\r\n\r\n"
    "<!DOCTYPE html><html><head><title>Losses at the bridge</title></head><body><article>"
    f"<h1>Losses at the bridge</h1><p>{PROSE}</p><p>{PROSE.replace('bridge', 'river')}</p>"
    "</article></body></html>\r\n"
    "----b\r\nContent-Type: image/png\r\nContent-Location: https://post.example/a.png\r\n\r\nx\r\n"
    "----b--\r\n"
).encode()


def test_saved_page_is_read_as_a_page_and_its_date_is_when_it_was_saved() -> None:
    found = document(SAVED, "a.mhtml")
    assert PROSE in found.text
    assert found.title == "Losses at the bridge"
    assert found.url == "https://post.example/bridge"
    assert found.published is None
    assert found.fetched_at is not None
    assert found.fetched_at.isoformat() == "2022-03-04T10:00:00+00:00"
    assert found.id == Captured(data=SAVED, source="").sha256


def test_saved_page_that_is_cut_off_is_read_up_to_there() -> None:
    assert PROSE in document(SAVED[: len(SAVED) * 3 // 4], "a.mhtml").text


def test_saved_page_without_a_page_is_a_skip() -> None:
    found = read(SAVED[:260], "a.mhtml")
    assert isinstance(found, Skip)
    assert found.reason == "the saved page has no text"


def test_saved_page_is_read_by_the_reader_of_pages() -> None:
    assert document(SAVED, "a.mhtml").reader == "html/1"


def test_box_gives_each_message_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "a.mbox"
    first = b"From x Wed\n" + HEAD.replace(b"\r", b"") + b"\nA killed.\n>From here.\n\n"
    path.write_bytes(first + b"From y Thu\n" + HEAD + b"\nB killed.\n\nFrom z Fri\nno\n")
    one, two, skip = iter_mbox(path)
    assert isinstance(one, Document)
    assert isinstance(two, Document)
    assert (one.source, one.text) == (f"{path}#offset=0", "A killed.\n\nFrom here.")
    assert (two.source, two.text) == (f"{path}#offset={len(first)}", "B killed.")
    assert isinstance(skip, Skip)
    assert skip.reason == "it is no e-mail"


@pytest.mark.parametrize("piece", ["[http://a", "(http://a", "<http://a", "<", "a. ", '."', "On "])
def test_text_of_one_piece_without_end_is_read_soon(piece: str) -> None:
    found = document(HEAD + b"\r\n" + piece.encode() * 200_000)
    assert found.text.startswith(piece.strip())


def test_head_that_the_parser_of_messages_fails_on_is_a_skip() -> None:
    disposition = b"Content-Disposition: attachment; filename*0*=a; filename*=b\r\n"
    found = read(HEAD + disposition + b"\r\nA killed.\r\n")
    assert found == Skip(source="a.eml", reason="the message is damaged", detail="TypeError")


BOX = b"From x Wed\n" + HEAD + b"\nA killed.\n\n"


def test_packed_box_gives_each_message_with_its_place_in_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "a.mbox.gz"
    path.write_bytes(gzip.compress(BOX) + gzip.compress(BOX))
    found = list(iter_mbox(path))
    assert [item.source for item in found] == [f"{path}#unpacked=0", f"{path}#unpacked={len(BOX)}"]
    assert [item.text for item in found if isinstance(item, Document)] == ["A killed."] * 2


def test_packed_box_that_is_cut_off_is_read_up_to_there(tmp_path: Path) -> None:
    path = tmp_path / "a.mbox.gz"
    noise = b"".join(hashlib.sha256(bytes([n])).hexdigest().encode() + b"\n" for n in range(256))
    path.write_bytes(gzip.compress(BOX + BOX + noise)[:-2_000])
    first, last = iter_mbox(path)
    assert isinstance(first, Document)
    assert isinstance(last, Skip)
    assert last.source == f"{path}#unpacked={len(BOX)}"
    assert last.reason == "the compressed file is damaged or cut off, and is not read beyond"


def test_box_that_unpacks_without_measure_ends_there(tmp_path: Path) -> None:
    path = tmp_path / "a.mbox.gz"
    with gzip.open(path, "wb") as packed:
        packed.write(BOX + b"From y Thu\n")
        for _ in range(100):
            packed.write(b" " * 1_000_000)
    first, last = iter_mbox(path)
    assert isinstance(first, Document)
    assert isinstance(last, Skip)
    assert last.reason == "the file unpacks to over 200 times its size"
