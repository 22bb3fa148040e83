"""Which endpoint is asked, and within which limits: the settings of the network second reader.

Invariant: an endpoint is an http or https address that somebody configured by name; there is no
default, so that nothing is sent anywhere unless it was asked for.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from counterclaim.errors import InputError

URL, MODEL, KEY = "COUNTERCLAIM_LLM_URL", "COUNTERCLAIM_LLM_MODEL", "COUNTERCLAIM_LLM_KEY"


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """The base address of an OpenAI-compatible server, the model, and the key if it wants one."""

    url: str
    model: str
    key: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        _check_url(self.url)
        if not self.model:
            raise InputError(f"{MODEL} is not set", "name the model that the endpoint should use")
        if not (self.key.isascii() and (self.key.isprintable())):
            raise InputError(f"{KEY} holds a character that cannot be sent")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long is waited, how often is tried, and how much is read, for one question."""

    timeout_s: float = 60.0  # for one try, from the connection to the last byte read
    question_s: float = 150.0  # for all tries of a question, with the waits between them
    tries: int = 3
    first_wait_s: float = 1.0  # before the second try; doubled before each one after it
    longest_wait_s: float = 30.0  # a server that asks for a longer one is not asked again
    max_bytes: int = 1024 * 1024  # of an answer; a few numbers need some hundred


def endpoint_of(environment: Mapping[str, str]) -> Endpoint:
    """Return the endpoint that the environment names; :class:`InputError` if it names none."""
    url = environment.get(URL, "").strip()
    if not url:
        raise InputError(
            f"{URL} is not set, so there is no second reader to ask",
            f"set it to the address of an OpenAI-compatible endpoint, and {MODEL} to its model",
        )
    return Endpoint(
        url=url.rstrip("/"),
        model=environment.get(MODEL, "").strip(),
        key=environment.get(KEY, "").strip(),
    )


def _check_url(url: str) -> None:
    """Refuse what is no plain web address, without repeating it: it may hold a key."""
    try:
        parts = urlsplit(url)
        is_plain = parts.scheme in ("http", "https") and bool(parts.hostname)
        (parts.hostname or "").encode("idna")  # raises what is no name of a host
        is_plain = is_plain and parts.port != 0 and url.isprintable() and " " not in url
    except ValueError:
        is_plain = False
        parts = urlsplit("")
    if not is_plain:
        raise InputError(
            f"{URL} is not an http or https address", "such as https://llm.example.org/v1"
        )
    if parts.username is not None or parts.query or parts.fragment:
        raise InputError(
            f"{URL} may hold no user, query or fragment", f"the key belongs into {KEY}"
        )
