"""What of a message is its own text: without replies it quotes, signatures and list footers.

Invariant: lines are taken out whole; none is changed but for addresses in brackets.
"""

import re

from counterclaim.read.wrapped_lines import paragraphs_of

FEW_CHARS = 80  # a plain part with less beside a page is a stub
NARROWEST = 50  # no program breaks the lines of a message at less
MIN_SHARE = 0.5  # of a page's words that a plain part must have to stand for it
_MAX_FOOTER = 400  # characters; a longer paragraph that says "unsubscribe" is an article on it
_QUOTED = re.compile(r"\s*>")
_INTRO = re.compile(r"(?:On\b.{0,200}\bwrote|.{0,200}<[^<>@\s]+@[^<>\s]+> wrote)\s*:\s*")
_SIGNED = re.compile(r"-- ?\r?|_{20,}\s*")
_RULE = re.compile(r"[\s*=_~#.-]{3,}")
_LINK = re.compile(
    r"\s?(?:\(\s*https?://[^\s()]+\s*\)|<\s*https?://[^\s<>]+\s*>|\[\s*https?://[^\s\[\]]+\s*\])"
)
_ADDRESS = re.compile(r"\s*https?://\S+\s*")
_FOOTER = re.compile(
    r"\bunsubscribe\b|\bopt[- ]out\b|\bview\b.{0,30}\b(?:in|on)\b.{0,20}\b(?:browser|web)\b"
    r"|\b(?:manage|update|change)\b.{0,30}\b(?:preferences|subscription|settings)\b"
    r"|\byou(?:'re|’re| are)? (?:are )?(?:received|receiving|getting) this\b"
    r"|\bforward(?:ed)? (?:this|to a friend)\b|\badd us to your address book\b"
    r"|\bwas this (?:e-?mail|newsletter) forwarded\b|\bmailing list\b.{0,40}@",
    re.IGNORECASE,
)


def own_text(text: str) -> str:
    r"""Return the paragraphs of a plain part that are the message's own.

    >>> own_text("Two were killed.\n\nOn Monday Ana wrote:\n> Three were.\n-- \nThe desk")
    'Two were killed.'
    """
    lines: list[str] = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if _SIGNED.fullmatch(line):
            break
        if _QUOTED.match(line):
            if lines and _INTRO.fullmatch(lines[-1].strip()):
                lines.pop()
            continue
        line = "" if _RULE.fullmatch(line) or _ADDRESS.fullmatch(line) else _LINK.sub("", line)
        lines.append(line)
    return without_footers("\n\n".join(paragraphs_of(lines, narrowest=NARROWEST)))


def without_footers(text: str) -> str:
    """Return a text without the paragraphs that speak of the subscription."""
    paragraphs = re.split(r"\n{2,}", text)
    kept = (p for p in paragraphs if p.strip() and (len(p) > _MAX_FOOTER or not _FOOTER.search(p)))
    return "\n\n".join(kept)


def is_prose(text: str, whole: str) -> bool:
    """Say whether a part has enough of what the whole message says to stand for it."""
    if len(text) < FEW_CHARS and len(text) < len(whole):
        return False
    return len(text.split()) >= MIN_SHARE * len(whole.split())
