"""The tables of ``docs/errors.md``: counts of errors before and after, and the list by cause."""

from collections import Counter

PARTS = ("gold", "aid", "newswire")

Counts = dict[str, dict[str, int]]


def count(names: list[tuple[str, str]]) -> Counts:
    """Return how many errors each name has, by part."""
    counts = Counter(names)
    return {name: {part: counts[name, part] for part in PARTS} for name, _ in sorted(counts)}


def render(head: str, before: Counts, after: Counts) -> str:
    """Return a table of counts, the commonest of the gold articles first."""
    none = dict.fromkeys(PARTS, 0)
    rows = [
        (name, [side.get(name, none)[part] for part in PARTS for side in (before, after)])
        for name in {*before, *after}
    ]
    rows.sort(key=lambda row: (-row[1][1], -row[1][3] - row[1][5], -sum(row[1]), row[0]))
    rows.append(("total", [sum(column) for column in zip(*(r[1] for r in rows), strict=True)]))
    columns = [f"{part} {when}" for part in PARTS for when in ("before", "after")]
    lines = [f"| {head} | {' | '.join(columns)} |", "|---" + "|---:" * len(columns) + "|"]
    lines += [f"| {name} | {' | '.join(map(str, counts))} |" for name, counts in rows]
    return "\n".join(lines)


def render_list(errors: list[tuple[str, str, str]]) -> str:
    """Return the errors, given as cause, claim and field, under their causes."""
    found: dict[str, dict[str, list[str]]] = {}
    for cause, claim, field in errors:
        found.setdefault(cause, {}).setdefault(claim, []).append(field)
    return "\n".join(
        f"- **{cause}**: "
        + "; ".join(f"{claim} ({', '.join(fields)})" for claim, fields in sorted(claims.items()))
        for cause, claims in sorted(found.items())
    )


def refresh(page: str, blocks: dict[str, str]) -> str:
    """Return the page with what stands between the markers of each block replaced."""
    for name, block in blocks.items():
        head, rest = page.split(f"<!-- {name} -->", 1)
        tail = rest.split(f"<!-- end of {name} -->", 1)[1]
        page = f"{head}<!-- {name} -->\n{block}\n<!-- end of {name} -->{tail}"
    return page
