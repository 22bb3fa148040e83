"""Statements: what a document reports that somebody said, where no loss is counted.

The same sentences, attributions, speakers and dates as for claims, but over the whole body, since a
statement may stand anywhere. Words in which a claim was found are left out: that is a claim
already. Invariant: pure and linear in the text; every span reads back to it.
"""

import hashlib
from bisect import bisect_left
from collections.abc import Iterable
from typing import cast

from counterclaim.extract.answers import find_answers
from counterclaim.extract.assertions import find_assertions
from counterclaim.extract.contents import Speeches
from counterclaim.extract.deduction import deduced_day, deduced_speaker
from counterclaim.extract.first_pass import FirstPass, read_whole
from counterclaim.extract.said import Said, Talk
from counterclaim.extract.saying import (
    Sayings,
    claimant_of,
    claimant_rules,
    relays_of,
    saying_date,
)
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.documents import Document
from counterclaim.model.sightings import Sighting
from counterclaim.model.spans import Span
from counterclaim.model.statements import STANCES, Stance, Statement


def extract_statements(
    document: Document, lexicon: Lexicon, sightings: Iterable[Sighting]
) -> list[Statement]:
    """Return every statement of a document in which none of its ``sightings`` stands."""
    heard = read_whole(document, lexicon, find_assertions)
    talk = Talk(heard.speakers.readings, Speeches(heard.speakers.quotes.all)).all()
    said_in = sorted(
        [*talk, *find_answers(heard.speakers, talk)], key=lambda said: said.content.start
    )
    counted = sorted(
        s.quantity.start for s in sightings if s.quantity.kind != "some" or not s.optional
    )
    desk = _Desk(document, heard)
    made: list[Statement] = []
    for said in said_in:
        statement = desk.statement(said)
        place = bisect_left(counted, said.content.start)
        if place == len(counted) or counted[place] >= said.content.end:
            made.append(statement)
    return made


class _Desk:
    """What a record needs of its document: text, dates, and who said what on which day."""

    def __init__(self, document: Document, heard: FirstPass) -> None:
        self.document = document
        self.heard = heard
        self.sayings = Sayings(day=heard.setting.day)
        self.digest = document.sha256

    def statement(self, said: Said) -> Statement:
        """Return the record of what is said, with the day on which it was."""
        text, content = self.document.text, said.content
        reading, dates = self.heard.speakers.readings[said.index], self.heard.dates[said.index]
        date = saying_date(reading.tokens, dates, said.voice)
        said_on, rule = self.sayings.said_on(said.index, said.voice, dates, date)
        is_dated = not self.heard.setting.is_inferred
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
