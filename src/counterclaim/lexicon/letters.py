"""Class letters: what a token is to the patterns, one letter each.

Patterns run over the letters of a sentence, so that a place in the match is a token, and the rule
that fired explains itself. A word with several roles gets the letter that stands first below; the
patterns look the other roles up where they need them.

====== ===========================================  ====== ================================
letter stands for                                   letter stands for
====== ===========================================  ====== ================================
k      loss verb, past or participle ("killed")     Q      count of people (made by chunks)
g      loss verb, gerund ("killing")                T      count of things (made by chunks)
b      loss verb, other forms ("kills")             B      people without a count
d      loss verb whose subject is lost ("died")     E      capitalised word or known name
a      state of loss ("dead", "missing")            n      any other word
N      noun of loss ("deaths")                      v      unknown verb-like word
Z      running toll ("death toll")                  y      calendar word
L      verb that takes a complement ("left")        #      number word
c      verb of costing lives                        j      possessive 's
l      "lose"                                       s      "suffer" and its like
X      "be" and verbs of state                      H      "have", "do"
M F i  modal, negation, "to"                        V @    cue, "according to"
R u    "including", "among"                         W S    relative, subordinator
P C    preposition, conjunction                     D O    determiner, pronoun
A      adverb                                       <      bound before a number
                                                    marks of punctuation stand for themselves
====== ===========================================  ====== ================================
"""

from collections.abc import Mapping, Sequence

_ORDER: tuple[tuple[str, str], ...] = (
    ("subset", "R"),
    ("subset.among", "u"),
    ("loss.transitive", "k"),
    ("loss.intransitive", "d"),
    ("loss.state", "a"),
    ("loss.toll", "Z"),
    ("loss.noun", "N"),
    ("have", "H"),
    ("aux", "X"),
    ("modal", "M"),
    ("cue.source", "@"),
    ("loss.split", "L"),
    ("verb.lives", "c"),
    ("verb.lose", "l"),
    ("cue", "V"),
    ("verb.suffer", "s"),
    ("not", "F"),
    ("relative", "W"),
    ("conjunction", "C"),
    ("infinitive", "i"),
    ("preposition", "P"),
    ("within.span", "P"),
    ("subordinator", "S"),
    ("possessive", "D"),
    ("determiner", "D"),
    ("pronoun", "O"),
    ("weekday", "y"),
    ("day.relative", "y"),
    ("day.anchored", "y"),
    ("date.feast", "y"),
    ("year.that", "y"),
    ("date.window", "y"),
    ("adverb", "A"),
    ("carry", "A"),
    ("bound.before", "<"),
    ("hedge", "A"),
    ("claim.infinitive", "A"),
    ("number.zero", "#"),
    ("number.whole", "#"),
    ("number.unnumbered", "#"),
    ("number.unit", "#"),
    ("number.tens", "#"),
    ("number.scale", "#"),
    ("vague", "#"),
    ("victim", "n"),
    ("claimant", "n"),
    ("thing", "n"),
    ("participle", "v"),
    ("finite", "v"),
)
_FINITE = {"past": "k", "participle": "k", "gerund": "g", "base": "b", "third": "b"}


def letter_of(roles: Sequence[str], form_of: Mapping[str, str]) -> str:
    """Return the letter of a word with these roles, "" if none of them has a letter."""
    for role, letter in _ORDER:
        if role in roles:
            if role == "loss.transitive":
                return _FINITE.get(form_of[role], letter)
            return letter
    return ""
