"""Statements: what a document reports that somebody said, where no loss is counted.

The same sentences, attributions, speakers and dates as for claims, but over the whole body, since a
statement may stand anywhere. Words in which a claim was found are left out: that is a claim
already. Invariant: pure and linear in the text; every span reads back to it.
"""

import hashlib
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace
from typing import cast

from counterclaim.extract.attribution import Attribution
from counterclaim.extract.attributions import find_attributions
from counterclaim.extract.contents import Speeches, is_sound
from counterclaim.extract.dates import find_dates
from counterclaim.extract.deduction import deduced_day, deduced_speaker
from counterclaim.extract.memory import Memory
from counterclaim.extract.page import Page
from counterclaim.extract.places import find_places
from counterclaim.extract.said import Said, Talk
from counterclaim.extract.saying import (
    Sayings,
    claimant_of,
    claimant_rules,
    relays_of,
    saying_date,
)
from counterclaim.extract.setting import Setting, find_setting
from counterclaim.extract.sources import source_left, source_right
from counterclaim.extract.speakers import Speakers
from counterclaim.extract.voices import Reading
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.documents import Document
from counterclaim.model.sightings import Sighting
from counterclaim.model.spans import Span
from counterclaim.model.statements import STANCES, Stance, Statement
from counterclaim.text.quotes import find_quotes
from counterclaim.text.tokens import Tokens


def extract_statements(
    document: Document, lexicon: Lexicon, sightings: Iterable[Sighting]
) -> list[Statement]:
    """Return every statement of a document in which none of its ``sightings`` stands."""
    text = document.text
    page = Page(text, lexicon)
    lines = page.all_lines()
    setting = find_setting([line.tokens for line in lines], document.published, lexicon)
    memory = Memory(text, lexicon, setting.day)
    memory.place_code = setting.theatre
    memory.sides = setting.parties
    quotes = find_quotes(text, page.blocks)
    speakers = Speakers(memory, quotes, is_chaining=False)
    for line in lines:
        local = [s.code for s in find_places(line.tokens) if s.code and not s.is_country]
        memory.place_code = local[0] if local else memory.place_code
        speakers.read(line.tokens, line.span, line.block, _attributions(line.tokens))
        _note_subject(memory, speakers.readings[-1])
    talk = Talk(speakers.readings, Speeches(quotes.all))
    counted = sorted(
        s.quantity.start for s in sightings if s.quantity.kind != "some" or not s.optional
    )
    desk = _Desk(document, setting, speakers.readings)
    made: list[Statement] = []
    for said in talk.all():
        statement = desk.statement(said)
        place = bisect_left(counted, said.content.start)
        if place == len(counted) or counted[place] >= said.content.end:
            made.append(statement)
    return made


def _attributions(tokens: Tokens) -> list[Attribution]:
    """Return the attributions of a sentence, those of "could not verify" among them."""
    found: list[Attribution] = []
    for attribution in find_attributions(tokens):
        at = attribution.cue - 1
        verb = tokens.lexicon.entry("cue", tokens.lows[attribution.cue])
        if attribution.rule == "noun" and verb is not None and tokens.letters[at] == "E":
            stance = verb.text("stance") or "says"  # "officials in Dorna estimate that"
            attribution = replace(attribution, rule="source-cue", entry=verb.id, stance=stance)
        while at > 0 and tokens.letters[at] == "A":
            at -= 1
        goes_on = bool(found) and at >= 0 and tokens.letters[at] == "C"
        goes_on = goes_on and attribution.rule == "source-cue" and _ends_at(attribution, at)
        said = [one for one in found if not tokens.has("cue.silent", one.cue)]
        if goes_on and said:  # "and said"
            attribution = replace(attribution, source=said[-1].source, rule="continued")
        if is_sound(tokens, attribution):
            found.append(attribution)
    for at in range(1, len(tokens) - 1):
        if not tokens.has("hedge.unverified", at) or tokens.letters[at + 1] not in "DEnO":
            continue
        before = at - 2 if tokens.letters[at - 1] == "X" else at - 1
        source = source_left(tokens, before)
        if source is not None:
            entry = tokens.lexicon.of("hedge.unverified")[tokens.lows[at]].id
            found.append(
                Attribution(
                    source=source,
                    cue=at,
                    scope=(at + 1, len(tokens) - 1),
                    follows=True,
                    rule="unverified",
                    entry=entry,
                    stance="could not verify",
                )
            )
    return sorted(found, key=lambda attribution: attribution.cue)


def _ends_at(attribution: Attribution, at: int) -> bool:
    return attribution.source is not None and attribution.source.phrase[1] <= at


def _note_subject(memory: Memory, reading: Reading) -> None:
    """Keep in mind for "he" and "it" whom a sentence is about, not who passed it on."""
    voices = [voice for voice in reading.voices if voice is not None]
    bodies = [v.who for v in voices if not v.who.is_person and v.who.kind != "media"]
    if bodies and memory.last_body is not None and memory.last_body.kind == "media":
        memory.last_body = bodies[-1]
    if voices or not len(reading.tokens):
        return
    subject = source_right(reading.tokens, 0)
    if subject is None or not subject.is_person or subject.phrase[0] > 0:
        return
    surname = reading.tokens.lows[subject.last]
    if subject.last > subject.first or surname in memory.people:
        memory.last_person = memory.identify(reading.tokens, subject)


class _Desk:
    """What a record needs of its document: text, dates, and who said what on which day."""

    def __init__(self, document: Document, setting: Setting, readings: list[Reading]) -> None:
        self.document = document
        self.setting = setting
        self.readings = readings
        self.sayings = Sayings(day=setting.day)
        self.digest = document.sha256

    def statement(self, said: Said) -> Statement:
        """Return the record of what is said, with the day on which it was."""
        text, content = self.document.text, said.content
        reading = self.readings[said.index]
        dates = find_dates(reading.tokens, self.setting.published)
        date = saying_date(reading.tokens, dates, said.voice)
        said_on, rule = self.sayings.said_on(said.index, said.voice, dates, date)
        is_dated = not self.setting.is_inferred
        inferred = (
            *deduced_speaker(reading.tokens, reading.span, said.voice, "speaker"),
            *deduced_day(rule, is_dated=is_dated),
            *(() if is_dated else ("published",)),
        )
        cue = said.attribution.cue
        cue_span = Span.of(text, reading.tokens.starts[cue], reading.tokens.ends[cue])
        seed = f"{self.digest}:statement:{content.start}:{content.end}:{cue_span.start}"
        stance = said.attribution.stance
        trace = {
            "speaker": claimant_rules(said.voice),
            "cue": (said.attribution.entry,),
            "content": (said.rule,),
            "stated_on": (rule,) if rule else (),
        }
        return Statement(
            id=hashlib.sha256(seed.encode()).hexdigest()[:16],
            source=self.document.source,
            sentence=Span.of(text, *reading.span),
            speaker=claimant_of(text, said.voice),
            cue=cue_span,
            stance=cast("Stance", stance if stance in STANCES else "says"),
            content=Span.of(text, content.start, content.end),
            quoted=content.quoted,
            stated_on=said_on,
            via=relays_of(text, said.relays),
            inferred=inferred,
            trace={key: value for key, value in trace.items() if value},
        )
