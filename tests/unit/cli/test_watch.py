"""``watch`` from the command line: what is printed where, exit codes, and how it ends."""

import datetime as dt
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

import counterclaim
from counterclaim.api.ledger import Ledger
from counterclaim.cli.main import main
from counterclaim.cli.watch import seconds_of
from counterclaim.errors import InputError

SINCE = "had been killed in Ukraine since the war began. The statement was read out in the evening."
RUSSIA = f"Russia's defence ministry said on Wednesday that 498 of its soldiers {SINCE}"
UKRAINE = f"Volodymyr Zelensky said on Wednesday that close to 6,000 Russian soldiers {SINCE}"
CZECH = (
    "Ministerstvo obrany ve středu uvedlo, že od začátku války bylo zabito 498 vojáků. "
    "Prohlášení bylo přečteno večer v televizi a noviny ho otiskly ve čtvrtek ráno."
)
ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": str(Path(counterclaim.__file__).parents[1]),
    "COUNTERCLAIM_LEDGER": "war.db",
}

Refused = Callable[..., list[str]]


def feed_of(*texts: str) -> str:
    entries = "".join(
        f"<item><guid>e-{number}</guid><title>Entry {number}</title>"
        "<pubDate>Wed, 02 Mar 2022 18:00:00 GMT</pubDate>"
        f"<content:encoded>&lt;p&gt;{text}&lt;/p&gt;</content:encoded></item>"
        for number, text in enumerate(texts)
    )
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/'
        f'content/"><channel><title>The Post</title>{entries}</channel></rss>'
    )


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a feed of two reports, where commands run; no ledger is there yet."""
    (tmp_path / "feed.xml").write_text(feed_of(RUSSIA, UKRAINE), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COUNTERCLAIM_LEDGER", "war.db")
    return tmp_path


def watch_once(*arguments: str) -> int:
    return main(["watch", *arguments, "--once"])


@pytest.mark.usefixtures("folder")
def test_once_prints_each_new_contradiction_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert watch_once("feed.xml") == 0
    out, err = capsys.readouterr()
    assert "498" in out
    assert "6,000" in out
    assert "498 and 5,400 to 5,999 have no number in common" in " ".join(out.split())
    assert all(len(line) <= 80 for line in out.splitlines())
    assert "1 feed, 2 new, 2 sightings, 1 new contradiction\n" in err
    assert watch_once("feed.xml") == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert "1 feed, 0 new, 0 sightings, 0 new contradictions\n" in err


@pytest.mark.usefixtures("folder")
def test_records_are_all_that_is_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert watch_once("feed.xml", "--format", "jsonl") == 0
    (line,) = capsys.readouterr().out.splitlines()
    record = json.loads(line)
    assert (record["type"], len(record["claims"])) == ("contradiction", 2)
    assert record["pairs"][0]["verdict"] == "contradict"
    assert dt.datetime.fromisoformat(record["at"]).tzinfo is not None


def test_command_gets_what_is_printed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = "import sys; open('told.jsonl', 'a').write(sys.stdin.read() + chr(10))"
    (folder / "tell.py").write_text(code, encoding="utf-8")
    command = f"'{sys.executable}' tell.py"
    # Twice the same is one; what is told on two channels is one contradiction.
    told = ("--on-dispute", command, "--on-dispute", command, "--format", "jsonl")
    assert watch_once("feed.xml", *told) == 0
    out, err = capsys.readouterr()
    (line,) = (folder / "told.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["claims"] == json.loads(out)["claims"]
    assert ", 1 new contradiction\n" in err


@pytest.mark.usefixtures("folder")
def test_command_that_fails_is_a_problem_and_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        watch_once("feed.xml", "--on-dispute", f"'{sys.executable}' -c 'import nothing_here'") == 0
    )
    out, err = capsys.readouterr()
    assert "498" in out
    assert "ended with 1: Traceback" in err


def test_feeds_that_cannot_be_read_are_told_and_end_with_1(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "page.xml").write_text("<!doctype html><title>Log in</title>", encoding="utf-8")
    assert watch_once("gone.xml", "page.xml") == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "  gone.xml: No such file or directory; asked again in 30 minutes\n" in err
    assert "  page.xml: it is a page, not a feed" in err
    assert watch_once("gone.xml", "feed.xml") == 0


@pytest.mark.parametrize("text", [None, '<opml version="2.0"><body></body></opml>'])
def test_list_without_a_feed_ends_with_1(folder: Path, refused: Refused, text: str | None) -> None:
    if text is not None:
        (folder / "feeds.opml").write_text(text, encoding="utf-8")
    lines = refused("watch", "feeds.opml", "--once", code=1)
    assert "counterclaim: error: feeds.opml: no feed is named there" in lines
    assert ("  feeds.opml: No such file or directory" in lines) is (text is None)


@pytest.mark.usefixtures("folder")
def test_addresses_of_ones_own_network_are_refused(refused: Refused) -> None:
    lines = refused("watch", "http://127.0.0.1:9/feed.xml", "--once", code=1)
    assert any("it leads into a private network" in line for line in lines)


class Server(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = b"" if self.path == "/robots.txt" else feed_of(RUSSIA, UKRAINE).encode()
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def address() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Server) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/feed.xml"
        server.shutdown()
        thread.join()


@pytest.mark.usefixtures("folder")
def test_address_that_is_admitted_is_read(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert watch_once(address, "--allow-private") == 0
    assert "1 feed, 2 new, 2 sightings, 1 new contradiction" in capsys.readouterr().err


def test_what_is_kept_unread_is_told_by_its_language(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "feed.xml").write_text(feed_of(CZECH), encoding="utf-8")
    assert watch_once("feed.xml") == 0
    assert "  1 in Czech (cs), kept and not read for claims\n" in capsys.readouterr().err


@pytest.mark.parametrize(
    "option",
    [
        ("--every", "soon"),
        ("--every", "59s"),
        ("--every", "999999999999d"),
        ("--on-dispute", "say 'open"),
        ("--on-dispute", ""),
        ("--on-dispute", "https://"),
        ("--lexicon", "nowhere"),
    ],
)
def test_option_that_cannot_be_used_leaves_nothing_behind(
    folder: Path, refused: Refused, option: tuple[str, str]
) -> None:
    lines = refused("watch", "feed.xml", "--once", *option, code=2)
    assert lines[0].startswith("counterclaim: error: ")
    assert [path.name for path in folder.iterdir()] == ["feed.xml"]


def test_span_between_rounds() -> None:
    spans = ("60s", "1 m", "15m", "2h", "1.5h", "30d")
    assert [seconds_of(text) for text in spans] == [60, 60, 900, 7200, 5400, 2_592_000]
    for text in ("", "15", "m", "-5m", "59s", "0.5m", "30.1d", "9" * 400 + "d"):
        with pytest.raises(InputError, match="--every"):
            seconds_of(text)


def test_second_watch_of_one_ledger_is_refused(folder: Path, refused: Refused) -> None:
    with Ledger.open(folder / "war.db") as ledger, ledger.store.watching():
        lines = refused("watch", "feed.xml", "--once", code=5)
    assert lines[0] == "counterclaim: error: war.db: it is watched already"


def test_ctrl_c_ends_the_wait_between_rounds(folder: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "counterclaim", "watch", "feed.xml", "--every", "1d"],
        cwd=folder,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stderr is not None
        assert "1 feed, 2 new" in process.stderr.readline()
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert time.monotonic() - began < 30
    assert (process.returncode, err) == (
        130,
        "stopping after this document; Ctrl-C again stops at once\n",
    )
    assert "498" in out


def test_without_once_an_empty_list_is_told_each_round(folder: Path) -> None:
    (folder / "feeds.opml").write_text('<opml version="2.0"><body></body></opml>', encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "counterclaim", "watch", "feeds.opml"],
        cwd=folder,
        env=ENVIRONMENT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stderr is not None
        assert "0 feeds, 0 new" in process.stderr.readline()
        assert process.stderr.readline() == "  no feed is named in what is watched\n"
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
    assert process.returncode == 130
