"""Prose for the bench, made from templates in our own words: the same on every run.

Invented nouns and names stand in every sentence, since tokenizers remember words: a text that
repeats itself would flatter them.
"""

import random

_ONSETS = ["b", "br", "f", "gr", "h", "k", "m", "n", "p", "pl", "r", "v"]
_NUCLEI = ["e", "i", "o", "oo"]
_CODAS = ["n", "r", "l", "m", "x", "lm", "rn"]
_N_INVENTED = 40_000  # words; 2 MB then hold as many different ones as 2 MB of news

_WHO = ["The council", "A farmer", "The new teacher", "My neighbour", "The orchestra", "A baker"]
_DID = ["painted", "opened", "described", "repaired", "measured", "visited", "sold", "admired"]
_WHAT = ["the old bridge", "a row of gardens", "the library", "two wooden boats", "the town clock"]
_WHERE = ["near the river", "in the valley", "behind the station", "on the hill", "by the sea"]
_WHEN = ["on Monday", "last spring", "early in May", "at noon", "after the concert", "in 2014"]
_MORE = [
    "It needed 12 weeks and cost 3,000 coins.",
    "“We are very glad about it,” the gardener said, “and so is the mayor.”",
    "No one had expected so much rain, according to the weather office.",
    "The work goes on, and visitors are welcome from 10:30 to 5pm.",
    "About 40 children sang; more than 200 guests came to listen.",
]
# Words of loss that make no claim: they pass the gate and cost the whole way.
_LOSS = [
    "The film is called The Dead, and its hero has a bad cold.",
    "The goalkeeper missed the ball and the crowd killed time with songs.",
    "Her talk on missing commas wounded nobody's pride.",
    "The captain was captured on camera beside the harbour.",
    "Late buses are a casualty of the roadworks, the company said.",
]
_CLAIMS = [
    "The mayor of Dorna said on Monday that {n} people were killed and {m} injured in the blast.",
    "At least {n} soldiers died in the raid, according to the ministry, which lost {m} of its men.",
    "“We have counted {n} dead and {m} wounded,” a spokesman for the army told Kastapress.",
    "More than {n} civilians have been displaced since the war began, the United Nations said.",
]


def make_prose(n_chars: int, *, with_loss_words: bool) -> list[str]:
    """Return articles without any loss claim, some ``n_chars`` characters in all."""
    chance = random.Random(20220302)
    articles: list[str] = []
    made = 0
    while made < n_chars:
        article = "\n\n".join(_paragraph(chance, with_loss_words) for _ in range(8))
        articles.append(article)
        made += len(article)
    return articles


def make_article(number: int) -> str:
    """Return one article with a few claims, another one for every number."""
    chance = random.Random(number)
    parts = [_paragraph(chance, False) for _ in range(6)]
    for _ in range(3):
        n, m = chance.randrange(2, 9_000), chance.randrange(2, 90)
        parts.insert(chance.randrange(6), chance.choice(_CLAIMS).format(n=f"{n:,}", m=m))
    return f"News of day {number}\n\n" + "\n\n".join(parts) + "\n"


def _paragraph(chance: random.Random, with_loss_words: bool) -> str:
    sentences = [
        f"{chance.choice(_WHO)} of {_invent(chance).title()} {chance.choice(_DID)} "
        f"{chance.choice(_WHAT)} with {_invent(chance)} {chance.choice(_WHERE)} of "
        f"{_invent(chance).title()} {chance.choice(_WHEN)}."
        for _ in range(4)
    ]
    sentences.insert(2, chance.choice(_MORE))
    if with_loss_words and chance.random() < 0.5:
        sentences.insert(1, chance.choice(_LOSS))
    return " ".join(sentences)


def _invent(chance: random.Random) -> str:
    """Return one of the invented words."""
    word = random.Random(chance.randrange(_N_INVENTED))
    n_syllables = word.randrange(2, 4)
    return "".join(_syllable(word) for _ in range(n_syllables))


def _syllable(chance: random.Random) -> str:
    return chance.choice(_ONSETS) + chance.choice(_NUCLEI) + chance.choice(_CODAS)
