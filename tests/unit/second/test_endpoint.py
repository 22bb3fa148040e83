import pytest

from counterclaim.errors import InputError
from counterclaim.second.endpoint import Endpoint, endpoint_of

URL, MODEL, KEY = "COUNTERCLAIM_LLM_URL", "COUNTERCLAIM_LLM_MODEL", "COUNTERCLAIM_LLM_KEY"


def test_environment_names_the_endpoint() -> None:
    found = endpoint_of({URL: " https://llm.example.org/v1/ ", MODEL: "reader-1", KEY: "sesame\n"})
    assert found == Endpoint(url="https://llm.example.org/v1", model="reader-1", key="sesame")


def test_key_is_never_shown() -> None:
    assert "sesame" not in repr(Endpoint(url="https://a.example", model="m", key="sesame"))


@pytest.mark.parametrize("environment", [{}, {URL: ""}, {URL: "  ", MODEL: "m"}])
def test_without_an_address_there_is_no_endpoint(environment: dict[str, str]) -> None:
    with pytest.raises(InputError, match="COUNTERCLAIM_LLM_URL is not set"):
        endpoint_of(environment)


def test_without_a_model_there_is_no_endpoint() -> None:
    with pytest.raises(InputError, match="COUNTERCLAIM_LLM_MODEL is not set"):
        endpoint_of({URL: "https://llm.example.org/v1"})


@pytest.mark.parametrize(
    "url",
    [
        "ftp://llm.example.org",
        "file:///etc/hosts",
        "llm.example.org/v1",
        "https://",
        "https:///v1",
        "http://[::1",
        "http://a:b:c",
        "http://a..b/v1",
        f"http://{'a' * 300}.example/v1",
        "http://a:99999999",
        "https://llm.example.org/v1\nX: y",
        "https://llm.example.org/a b",
        "javascript:1",
    ],
)
def test_only_web_addresses_are_taken(url: str) -> None:
    with pytest.raises(InputError, match="not an http or https address"):
        endpoint_of({URL: url, MODEL: "m"})


@pytest.mark.parametrize(
    "url", ["https://me:sesame@a.example/v1", "https://a.example/v1?key=sesame", "https://a/#x"]
)
def test_address_with_a_secret_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(InputError) as caught:
        endpoint_of({URL: url, MODEL: "m"})
    assert "sesame" not in caught.value.message + caught.value.hint


def test_key_that_would_break_a_header_is_refused() -> None:
    with pytest.raises(InputError, match="cannot be sent"):
        endpoint_of({URL: "https://a.example", MODEL: "m", KEY: "a\r\nX: y"})
