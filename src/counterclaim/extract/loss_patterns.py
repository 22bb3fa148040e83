"""The patterns of loss, over the chunk letters of one sentence.

What a letter stands for is told in ``lexicon/letters.py`` and ``chunks.py``. Invariant: every
repeat is bounded, so that matching stays linear in the sentence.
"""

import re

# The tail of a subject between its noun and its verb.
NOMINAL = r"[DAnEjO#TBv\"\-yQPCiNauF]"
TAIL = rf"""(?:
      P{NOMINAL}{{1,14}}                      # in the town of ...
    | ,[^,.;:WQkdabVXH]{{1,14}},               # an apposition between commas
    | \([^)]{{0,20}}\)
    | ,v?\#(?:,\#){{0,5}}(?:C\#)?,             # aged 8, 9 and 11,
    | ,?R[^.;:XH]{{1,24}},                     # including three children,
    | ,QR[^.;:Qkd]{{0,10}},                    # two of them children,
    | P(?=[XHAdk])                            # on board
    | RB?(?=[,XHAkda])                        # of those
    | L(?=[PD][DAnEy\#])(?:{NOMINAL}){{0,12}}  # taken on Monday, driving a van
    | ,Q(?:,?C[DA]*[QnB]){{0,3}},              # a mother and her son,
    | (?:,C?|C)[DA\#]{{0,3}}[AnE]{{0,3}}[nBE](?=[,CXHAkdaF])   # and her mother
    | ,?W(?:[^.;:QV]|iV){{1,24}}?,?            # who were waiting for a bus
    | v(?:{NOMINAL}){{0,12}}                  # trapped under the rubble
    | n{{1,3}}(?:\#(?=[,XHMkd]))?              # aboard, nearby, under the age of 5
    | R?,?C?[DA]*[QT]                          # and two guards
    | -[^-.;]{{1,30}}-
    | -(?=[XHAMF]*[kda])                      # ... – some 75,000 – have fled
    )"""
GROUP = r"[XHAMFi\"VL,]*(?:(?<=H)[SP]A?X*)?"  # ends with "have since been"
REDUCED_LINKED = re.compile(r"Q(?P<group>A?)[vn]P?,?C[A]*(?P<verb>[kd])")
LINKED = r"(?:[vV](?:P[DAnEjB]{1,4}(?=[,C])|[PS])?,?C?[A]*){0,3}"
SUBJECT = re.compile(rf"Q{TAIL}{{0,5}}?(?P<group>{GROUP}){LINKED}(?P<verb>[kda])", re.VERBOSE)
REDUCED = re.compile(r"Q(?:\([^)]{0,14}\))?(?P<group>[A\"nE]{0,2}|[PS])(?P<verb>[ka])")
HEADLINE = re.compile(r"^Q(?P<group>(?:P[DAnEjBv]{1,6}){1,2})(?P<verb>k)(?=[PyS.;,]|$)")
SPLIT_REDUCED = re.compile(r"Q[A\"]*(?P<verb>L)(?=[akn])")
SUSTAINED = re.compile(rf"Q{TAIL}{{0,4}}[XHAF\"]*", re.VERBOSE)
SUSTAINED_WOUNDS = re.compile(r"[DAnBEvibakN\"]{1,7}")
FATE = re.compile(r"(?P<noun>n)[DA]*(?P<count>Q)[^.;:Q]{0,8}?(?P<open>[nFVA])")
THEN = re.compile(r"(?:[^.;,QT]|T(?!X)){0,6}?,?C[A]*X?[AV]*(?P<verb>[kda]|L(?=a))")
SAME_SUBJECT = re.compile(
    r"(?:^|[,;:\"SVW])[DA]*(?P<count>Q)(?:P[DAnEjBv]{1,6}){0,3}(?P<first>[XHMv])(?:[^.;:QTWSO]|T(?!X)|S[Pv]){0,24}?(?:,?C|,)[A]*"
    r"(?:(?P<be>[XH]+)?[AM]*(?P<verb>[ka])|(?P<die>d))"
)
MAIN_VERB = re.compile(r"[^.;:,QVXWS]{0,10},?X[HAMFX]*(?P<verb>[ka])")
WHO = re.compile(r"Q(?:P[DAnEjB]{1,6}|R)?,?W(?P<group>[XHAMFV\"]*)(?P<verb>[kda])")
AMONG = re.compile(
    rf"Q{TAIL}{{0,4}}?[XAM]*u[DA]*Q?(?P<verb>[kaN])|Q[XA]+(?P<noun>N)(?=[,.;]|$)", re.VERBOSE
)
AMONG_FIRST = re.compile(r"u[DA]*(?P<verb>[kaN])(?:[PDnEjBy]{0,8}),?[XA]+,?[DA]*(?P<count>Q)")
INVERTED = re.compile(r"A?(?P<verb>k)(?:P[DnEjBy]{1,8})?X[A]*[DA]*(?P<count>Q)")

OBJECT = re.compile(
    r"""(?P<verb>[kgbclLs])
        (?:(?:,?[kgbv],?|,?C)[A]*(?:[kgbv]))*      # killed, maimed and ...
        [A"i]*(?:H|X)?[DA"]*
        (?:(?:[nEjBDO][nEjBDP]{0,9}(?:,C?|C)){1,4}[DA]*)?   # Liza and two others
        (?:T[^.;:QV]{0,4}?(?:,C?|C)[DA]*)?         # lost 37 tanks and ...
        (?P<count>Q)""",
    re.VERBOSE,
)
OF = re.compile(
    r"(?P<verb>[Ngbn])\"?(?:CD)?(?P<of>[Pi])[DA\"]*(?:[nEjB]{1,5}(?:,C?|C)[DA]*){0,3}(?P<count>Q)"
)
LIST_GOES_ON = re.compile(r"(?:P[DAnEjBy]{1,8})?,?C?,?[DA]*Q")
ALSO_THERE = re.compile(r"P[DAnE]{1,4}(?:,?C?,?[DA]*(?P<count>Q))")
DEAD_WERE = re.compile(r"^D[AnB]?(?P<verb>[ka])X[A]*(?P<count>Q)")
HERE = re.compile(r"QP[DAnEj]{1,6}(?=[,.;C]|$)")
ALONG_WITH = re.compile(r"(?P<be>X?)A?(?P<verb>[kd]),?(?P<link>C)D?(?P<count>Q)(?=[.,;PSy]|$)")
ALSO = re.compile(r"(?:,?C?,?[DAR]*(?P<count>Q))")
TOLL = re.compile(r"(?P<verb>[ZN])[^.;]{0,40}")
SPLIT = re.compile(r"(?P<verb>[LXk])[A\"]*[DA]*(?P<count>Q)")
SPLIT_PASSIVE = re.compile(r"Q[^.;:VWQ,kda]{0,8}?[XA]+(?P<verb>L)")
PART = re.compile(r"R[DAP,]*(?:[nEjB]{1,6}(?:,C?|C)[DA]*)?(?P<count>Q)")
OF_STATE = re.compile(r"Q(?P<of>P)D[AV]?(?P<verb>[kaN])")
OF_THEM = re.compile(r"Q(?P<of>R)")
OF_THESE = re.compile(r"^[RP][DAn]{0,2}(?P<state>[ka]?),?(?P<count>Q)(?=[XdkvPV])")
ALSO_THESE = re.compile(r"[^.;:Qkd]{0,12}(?:,C?|C)(?P<count>Q)(?=[XPv])")
AMONG_THEM = re.compile(r"^R[XH]+[DA]*(?P<count>Q)")
LABEL = re.compile(r"(?P<verb>[kaNZ])A?(?:P[DnE]{1,4})?:[DA]*(?P<count>Q)(?=[.,;)CP]|$)")
AFTER_COLON = re.compile(r":[DA]*(?=Q)[^.;:kdV]{1,60}")
AMONG_DEAD = re.compile(r"Q(?:(?:,C?|C)[DA]*Q)*[XHA]*(?P<among>R)(?=[,.;SPWy]|$)")
GAPPED = re.compile(
    r"(?:[,;]C?|C)D?[AnEB]{1,5}(?:PD?[nE]{1,3}){0,2}(?P<link>P)(?P<count>Q)(?=[,.;C]|$)"
)
OF_THINGS = re.compile(r"(?:^|[,;])PD?T[^,;Q]{0,12},$")  # of 1,200 houses,
ONE_OF = re.compile(r"Q(?P<of>R)(?:,|[XA]*)(?P<inner>Q)")
APPOSED = re.compile(r"Q,(?P<inner>Q)[nBE]{0,3}(?:,?C[DA]*[QnB])*,(?=[XHMAF]*[XHMkd])")
NAMED_ONE = re.compile(r"VE{1,3},(?P<inner>Q),")
OWN_VERB = re.compile(r"Q[^.;:Q]{0,16}(?:[XH][AXM]*[ka]|d)")
OWN_CLAUSE = re.compile(r"Q[^.;:,Q]{0,16}(?:[XH][AXM]*[ka]|d)")
CARRIED = re.compile(r"Q[XHA]*[Lv][APn]?[iP]D?[nE]{1,3}(?P<verb>a)")
SERIES = re.compile(r"Q(?:(?:,C?|C)[DA]*Q)*")
FIGURE_OF = re.compile(r"(?P<noun>n)[Pi](?P<count>Q)(?=[,.;PCyS]|$)")
ARE_PEOPLE = re.compile(r"(?:^|[;,]C?|(?<=XB)C)(?P<count>Q)X[A]*B")
THEIR_LOSS = re.compile(r"R?[DAXHMF]*(?P<verb>[kda])")
IT_WAS = re.compile(r"(?:^|[,;Cny])(?P<it>[ODC])[O]?[XHA]*X[A]*(?P<count>Q)[.]")
UP_FROM = re.compile(r"(?P<from>[Pn])(?P<count>Q)(?=[.,;yPC]|$)")
POSSESSED = re.compile(r"[nEB]j(?P<link>[PiX])[XA]*(?P<count>Q)(?=[,.;:CPky]|$)")
SIDES = re.compile(r"(?:[,;]C?|(?<=Q)C)D?(?P<source>[AnEB]{1,4})\"?(?P<count>Q)(?=[\",.;C]|$)")
APIECE = re.compile(r",(?P<count>Q)Q(?=[,.;C]|$)")
THEY_INCLUDE = re.compile(r"^OR[DA]*(?P<count>Q)")
INCLUDE = re.compile(r"D[AV]?(?P<verb>[kaNZ])R[DA]*(?:[nEB]{1,3}(?:,C?|C)[DA]*)?(?P<count>Q)")
NUMBER_OF = re.compile(
    r"(?P<noun>n)(?:P[DAVn]{0,3}B?[DAVX]{0,2}|(?:P[DAn]{0,2}B)?W[XHA]{0,2})(?P<verb>[kaNd])[^.;QV]{0,8}?(?P<last>[iPXA])[DA]*(?P<count>Q)"
)
STATE_TOLL = re.compile(
    r"(?:D[AnB]{0,2}|V[AnEB]{1,2})(?P<verb>[ka])[A]?(?:P[DnEy#]{1,4})?(?:[XH][XA]*(?:n[iP])?|[iP]|c[iP]|n[iP]|(?P<toll>v)[iP]?)(?P<count>Q)(?=[,.;PCyS]|$)"
)
BARE_FIGURE = re.compile(
    r"(?:[VL][A]?[Pi]?|V[DA]{0,2}n[DP]?P|VW?[OX]{1,2}X[A]*)(?P<count>Q)(?=[,.;yCS)\"]|Py|$)"
)
ASIDE = re.compile(r",[^,;.:Q]{0,10}V[OnE]{0,3}(?=,)|,@[^,;.:Q]{1,10}(?=,)")  # , the mayor said,
ORPHAN = re.compile(
    r"(?:[,;]?C|,|[,;]?SA*|;)(?:(?<=[,;C])P[yE]{1,2})?[DA]*(?P<count>Q)(?P<next>[PX.,;)@Ay]|$)"
)
OBJECT_AFTER = re.compile(r"[A\"]*(?:[DQTBO]|E(?!\.))")
SAME_FIGURE = re.compile(
    r"[DWj][An]?(?P<noun>[nV])[PAyXHV@DEn]{0,6}?(?:,W[^,;.:]{1,16},)?[XH]+[A]*(?P<count>Q)(?=[,.;CyS]|$)"
)
INNER_FIGURE = re.compile(
    r"(?P<noun>[nZ])(?:P[DAn]{0,3}B?W?[DAVXH]{0,3}(?P<verb>[kaNd])[^.;:QV]{0,20})?"
    r",(?P<count>Q)(?:,(?=[XHAMVSP])|[.;])"
)
TOTAL_AFTER = re.compile(r"(?P<toll>.)[iP](?P<count>Q)D[A]?(?P<noun>[nZ])[^.;:,Q]{0,10}")
TOTAL = re.compile(r"D[An]??(?P<noun>n)[^.;QTVk]{0,8}[iPX][A]*(?P<count>Q)")
UNNUMBERED = re.compile(r"(?:(?P<opener>A)[XHA]*X|(?P<verb>[Ls]))(?P<noun>N)(?!P[A\"]*Q)")
SURVIVED = re.compile(r"(?P<count>Q)(?:P[DAnE]{0,4})?[XHAF]*(?P<verb>[nvVX])")
BURIED = re.compile(r"OH?A?(?P<verb>[kbvn])A?(?P<count>Q)")
TOOK = re.compile(r"(?P<verb>[Lsv])A?(?P<count>Q)")
MIGRATED = re.compile(r"(?P<count>Q)[XHA]*(?P<verb>[nvLVbs])")
SHELTERED = re.compile(r"(?P<count>Q)(?:P[DAnE]{1,4})?[XHA]*(?P<verb>[nvdk])")
OF_LOST = re.compile(r"Q(?P<of>P)D?(?P<whole>Q)(?P<verb>[ka])[XHA]*(?P<own>[d]|(?<=X)[ka])")
ELIDED_VERB = re.compile(r"[VWC]A?(?P<count>Q)H(?=[.,;:)\"C]|$)")
REVISED = re.compile(r"(?P<toll>[vVnLk])[OD][iP](?P<count>Q)(?=[,.;:PCySs\"]|$)")
ELSEWHERE = re.compile(r",C?P[DA]?[nE]{1,4}(?P<count>Q)(?=[.,;]|$)")
APPOSED_PARTS = re.compile(r",[DA]*(?P<counts>Q(?:,[DA]*Q)*,?C[DA]*Q)(?=[.,;:)-]|$)")
MAX_TOLL_WORDS = 24


def iter_matches(
    pattern: "re.Pattern[str]", letters: str, needed: str = ""
) -> "list[re.Match[str]]":
    """Return a match from every place where the pattern can start, overlaps included.

    ``needed`` is a letter without which the pattern matches nothing, so that none is looked for.
    """
    found: list[re.Match[str]] = []
    if needed not in letters:
        return found
    match = pattern.search(letters)
    while match is not None:
        found.append(match)
        match = pattern.search(letters, match.start() + 1)
    return found
