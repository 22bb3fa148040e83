"""Loading: what is refused, by which name, and what a folder of the user's own changes."""

from pathlib import Path

import pytest

from counterclaim.errors import LexiconError
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.lexicon.load import build_lexicon, load_lexicon

PARTY = """
[party.QV]
name = "Velmora"
kind = "state"
names = ["Velmora"]
adjectives = ["Velmoran"]
origin = "invented for this test"
"""


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return folder


def refusal(folder: Path) -> str:
    with pytest.raises(LexiconError) as caught:
        load_lexicon(folder)
    return caught.value.message


def test_package_lexicon_loads_once() -> None:
    assert load_lexicon() is load_lexicon()


@pytest.mark.parametrize(
    ("role", "word"),
    [
        ("loss.transitive", "killed"),
        ("loss.transitive", "killing"),
        ("loss.noun", "casualties"),
        ("victim", "soldiers"),
        ("victim", "children"),
        ("cue", "said"),
        ("cue.source", "according to"),
        ("vague", "dozens"),
        ("bound.before", "at least"),
        ("month", "march"),
        ("weekday", "wednesday"),
        ("hedge", "reportedly"),
        ("abbreviation", "gen"),
    ],
)
def test_word_has_its_role(lexicon: Lexicon, role: str, word: str) -> None:
    assert lexicon.has(role, word)


@pytest.mark.parametrize("word", ["Killed", "KILLED"])
def test_words_are_looked_up_in_lower_case(lexicon: Lexicon, word: str) -> None:
    assert not lexicon.has("loss.transitive", word)


def test_unknown_role_has_no_words(lexicon: Lexicon) -> None:
    assert lexicon.of("no.such.role") == {}


def test_every_entry_has_words(lexicon: Lexicon) -> None:
    assert [entry.id for entry in lexicon.entries.values() if not entry.words] == []


def test_every_id_names_file_and_entry(lexicon: Lexicon) -> None:
    assert lexicon.entry("vague", "dozens").id == "bounds.vague.dozens"


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ('words = ["zap"]', "it has no role"),
        ('role = "loss.noun"', "it is empty"),
        ('role = "loss.noun"\nwords = []', "'words' has to be a list of words that is not empty"),
        ('role = "loss.noun"\nwords = "zap"', "'words' has to be a list of words"),
        ('role = "loss.noun"\nwords = [1]', "'words' has to be a list of words"),
        ('role = "loss.noun"\nwords = ["zap", "  "]', "'words' holds an empty word"),
        ('role = "loss.noun"\nwords = ["zap", "zap"]', "'words' holds 'zap' twice"),
        ('role = "loss.noun"\nwords = ["zip", "zap"]', "'words' is not sorted: 'zap' comes too"),
        ('role = "loss.noun"\nverbs = ["zap", "zap"]', "'verbs' holds 'zap' twice"),
        ('role = "loss.noun"\nnouns = ["zip", "zap"]', "'nouns' is not sorted"),
        ('role = "loss.noun"\nwords = ["zap"]\ncolour = "red"', "unknown key 'colour'"),
    ],
)
def test_faulty_entry_is_refused_with_file_and_entry(
    tmp_path: Path, lines: str, problem: str
) -> None:
    message = refusal(write(tmp_path, "en/mine.toml", f"[zapping]\n{lines}\n"))
    assert message.startswith(("mine, entry zapping: ", "mine.toml, entry zapping: "))
    assert problem in message


@pytest.mark.parametrize(
    "lines",
    [
        'role = "number.unit"\nvalues = { eleventy = "many" }',
        'role = "vague"\nwords = ["oodles"]\nlow = "few"',
        'role = "loss.noun"\nwords = ["zap"]\nyes = "Twelve were zapped."',
        'role = "bound.before"\nkind = "plenty"\nwords = ["oodles"]',
        'role = "loss.noun"\noutcome = "zapped"\nwords = ["zap"]',
        'role = "victim"\nclass = "sailors"\nwords = ["zapper"]',
    ],
)
def test_value_of_the_wrong_sort_is_refused(tmp_path: Path, lines: str) -> None:
    assert "zapping" in refusal(write(tmp_path, "en/mine.toml", f"[zapping]\n{lines}\n"))


def test_lists_that_differ_in_case_only_are_no_duplicates(tmp_path: Path) -> None:
    text = '[zapping]\nrole = "loss.noun"\nwords = ["Zap", "zap"]\n'
    assert load_lexicon(write(tmp_path, "en/mine.toml", text)).has("loss.noun", "zap")


def test_file_that_is_no_toml_is_refused_by_name(tmp_path: Path) -> None:
    assert refusal(write(tmp_path, "en/mine.toml", "[zapping\n")).startswith("mine.toml: ")


def test_file_that_is_no_utf8_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "mine.toml").write_bytes(b"# \xff\n")
    assert refusal(tmp_path).startswith("mine.toml: ")


def test_missing_folder_is_refused_by_name(tmp_path: Path) -> None:
    assert refusal(tmp_path / "nowhere").endswith("nowhere: there is no such folder")


def test_folder_without_a_lexicon_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path).endswith("it holds no lexicon")


def test_entry_at_the_top_of_a_file_has_to_be_a_table(tmp_path: Path) -> None:
    with pytest.raises(LexiconError):
        load_lexicon(write(tmp_path, "en/mine.toml", 'role = "loss.noun"\n'))


def test_folder_adds_an_entry(tmp_path: Path) -> None:
    text = '[zapping]\nrole = "loss.transitive"\nverbs = ["zap/zapped/zapped/zapping"]\n'
    lexicon = load_lexicon(write(tmp_path, "en/mine.toml", text))
    assert lexicon.entry("loss.transitive", "zapped").id == "mine.zapping"


def test_folder_leaves_the_other_words_alone(tmp_path: Path) -> None:
    text = '[zapping]\nrole = "loss.noun"\nwords = ["zap"]\n'
    assert load_lexicon(write(tmp_path, "en/mine.toml", text)).has("loss.transitive", "killed")


def test_folder_adds_words_to_an_entry_of_the_same_name(tmp_path: Path) -> None:
    folder = write(
        tmp_path, "en/bounds.toml", '[about]\nrole = "bound.before"\nwords = ["aboot"]\n'
    )
    entry = load_lexicon(folder).entries["bounds.about"]
    assert {"aboot", "about"} <= set(entry.words)


def test_folder_replaces_an_entry_that_says_so(tmp_path: Path) -> None:
    text = '[about]\nreplace = true\nrole = "bound.before"\nkind = "about"\nwords = ["aboot"]\n'
    entry = load_lexicon(write(tmp_path, "en/bounds.toml", text)).entries["bounds.about"]
    assert entry.words == ("aboot",)


def test_folder_adds_words_to_an_entry_with_a_dotted_name(tmp_path: Path) -> None:
    text = '[vague.dozens]\nrole = "vague"\nwords = ["dozenses"]\n'
    entries = load_lexicon(write(tmp_path, "en/bounds.toml", text)).entries
    assert {"dozens", "dozenses"} <= set(entries["bounds.vague.dozens"].words)
    assert "bounds.vague.scores" in entries


def test_replacing_one_dotted_entry_keeps_its_neighbours(tmp_path: Path) -> None:
    text = '[vague.dozens]\nreplace = true\nrole = "vague"\nlow = 12\nwords = ["dozenses"]\n'
    entries = load_lexicon(write(tmp_path, "en/bounds.toml", text)).entries
    assert entries["bounds.vague.dozens"].words == ("dozenses",)
    assert "bounds.vague.scores" in entries


def test_folder_adds_a_party(tmp_path: Path) -> None:
    lexicon = load_lexicon(write(tmp_path, "parties.toml", PARTY))
    assert lexicon.parties["QV"].name == "Velmora"
    assert [name.sort for name in lexicon.names["velmoran"]] == ["adjective"]


def test_folder_adds_a_war(tmp_path: Path) -> None:
    text = (
        '[war.velmora-2040]\nname = "Velmora war"\nstart = 2040-05-01\n'
        'sides = [["QV"], ["QK"]]\ntheatre = ["QV"]\norigin = "invented"\n'
    )
    war = load_lexicon(write(tmp_path, "wars.toml", text)).wars["velmora-2040"]
    assert war.opponents_of("QV") == ("QK",)


def test_folder_adds_places(tmp_path: Path) -> None:
    text = '[place.QV]\nplaces = ["Dorna"]\norigin = "invented"\n'
    assert load_lexicon(write(tmp_path, "places.toml", text)).places["dorna"] == "QV"


@pytest.mark.parametrize(
    ("name", "text", "where"),
    [
        ("parties.toml", '[party.QV]\nkind = "state"\n', "parties.toml, party QV"),
        ("parties.toml", PARTY + 'colour = "red"\n', "parties.toml, party QV"),
        (
            "parties.toml",
            '[party.QV]\nname = "V"\norigin = "x"\nnames = ["W", "V"]\n',
            "parties.toml, party QV",
        ),
        ("wars.toml", '[war.w]\nname = "W"\nsides = [["A"], ["B"]]\n', "wars.toml, war w"),
        (
            "wars.toml",
            '[war.w]\nname = "W"\nstart = 2022-01-02\nend = 2022-01-01\nsides = [["A"], ["B"]]\n',
            "wars.toml, war w",
        ),
        (
            "wars.toml",
            '[war.w]\nname = "W"\nstart = 2022-01-02\nsides = [["A"]]\n',
            "wars.toml, war w",
        ),
        ("wars.toml", '[war.w]\nstart = 2022-01-02\nsides = [["A"], ["B"]]\n', "wars.toml, war w"),
        ("places.toml", '[place.QV]\nplaces = ["b", "a"]\n', "places.toml, place QV"),
        ("places.toml", '[place.QV]\norigin = "x"\n', "places.toml, place QV"),
    ],
)
def test_faulty_party_war_or_place_is_refused_by_name(
    tmp_path: Path, name: str, text: str, where: str
) -> None:
    assert refusal(write(tmp_path, name, text)).startswith(where)


OFFICIAL = 'office = "president"'
WAR = '[war.w]\nname = "W"\nsides = [["A"], ["B"]]\n'


@pytest.mark.parametrize(
    ("line", "where", "key"),
    [
        (f"officials = [{{{OFFICIAL}}}]", "officials", "name"),
        (f'officials = [{{name = "", {OFFICIAL}}}]', "officials", "name"),
        ("officials = [3]", "QV", "officials"),
        ('officials = "Ada Renn"', "QV", "officials"),
        ('officials = [{name = "Ada Renn", since = "2022-03-01"}]', "Ada Renn", "since"),
        ('officials = [{name = "Ada Renn", until = 2022-03-01T10:00:00}]', "Ada Renn", "until"),
        ('officials = [{name = "Ada Renn", kind = "martian"}]', "Ada Renn", "kind"),
        ('officials = [{name = "Ada Renn", rank = "high"}]', "Ada Renn", "rank"),
        ('officials = [{name = "Ada Renn", aliases = "Renn"}]', "Ada Renn", "aliases"),
        ('officials = [{name = "Ada Renn", office = 3}]', "Ada Renn", "office"),
        (
            'officials = [{name = "Ada Renn", since = 2022-03-01, until = 2021-03-01}]',
            "Ada Renn",
            "until",
        ),
        ("bodies = [{}]", "bodies", "name"),
        ('bodies = [{name = "Guard", kind = "martian"}]', "Guard", "kind"),
        ('state = ["QV"]', "QV", "state"),
        ('replace = "no"', "QV", "replace"),
    ],
)
def test_wrong_value_of_a_party_is_refused_by_entry_and_key(
    tmp_path: Path, line: str, where: str, key: str
) -> None:
    message = refusal(write(tmp_path, "parties.toml", PARTY + line + "\n"))
    assert message.startswith("parties.toml, party QV")
    assert where in message
    assert f"'{key}'" in message


def test_unknown_kind_of_party_is_refused(tmp_path: Path) -> None:
    text = PARTY.replace('kind = "state"', 'kind = "martian"')
    assert "'kind' cannot be 'martian'" in refusal(write(tmp_path, "parties.toml", text))


@pytest.mark.parametrize(
    ("lines", "key"),
    [
        ('start = "2022-03-01"', "start"),
        ("start = 2022-03-01T00:00:00", "start"),
        ('start = 2022-03-01\nend = "2022-03-01"', "end"),
        ("start = 2022-03-01\nend = 2022-03-02T00:00:00Z", "end"),
        ('start = 2022-03-01\nanchors = "war"', "anchors"),
        ('start = 2022-03-01\ntheatre = "QV"', "theatre"),
        ("start = 2022-03-01\nnames = [3]", "names"),
        ("start = 2022-03-01\nopened_by = 3", "opened_by"),
    ],
)
def test_wrong_value_of_a_war_is_refused_by_entry_and_key(
    tmp_path: Path, lines: str, key: str
) -> None:
    message = refusal(write(tmp_path, "wars.toml", WAR + lines + "\n"))
    assert message.startswith("wars.toml, war w: ")
    assert f"'{key}'" in message


@pytest.mark.parametrize("sides", ['"A"', '["A", "B"]', '[["A"], []]', '[["A"], [3]]'])
def test_wrong_sides_of_a_war_are_refused(tmp_path: Path, sides: str) -> None:
    text = f'[war.w]\nname = "W"\nstart = 2022-03-01\nsides = {sides}\n'
    assert "sides" in refusal(write(tmp_path, "wars.toml", text))


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ('role = "nosuchrole"\nwords = ["zap"]', "'role' cannot be 'nosuchrole'"),
        ('role = "claimant"\nkind = "martian"\nwords = ["zap"]', "'kind' cannot be 'martian'"),
        ('role = "cue"\nstance = "shouts"\nverbs = ["zap"]', "'stance' cannot be 'shouts'"),
        ('role = "bound.before"\nwords = ["zap"]', "it has no kind"),
        ('role = "loss.noun"\nkind = "about"\nwords = ["zap"]', "unknown key 'kind'"),
        ('role = "vague"\nlow = 9\nhigh = 1\nwords = ["oodles"]', "'low' is 9, above 'high'"),
        ('role = "vague"\nlow = -1\nwords = ["oodles"]', "'low' has to be a whole number"),
        ('role = "vague"\nlow = inf\nwords = ["oodles"]', "'low' has to be a whole number"),
        ('role = "bound.before"\nkind = "about"\nwidth = 2\nwords = ["aboot"]', "'width'"),
        ('role = "loss.noun"\nweak = "yes"\nwords = ["zap"]', "'weak' has to be true or false"),
        ('role = "loss.noun"\nverbs = ["zap/zapped"]', "'zap/zapped', which lacks forms"),
        ('role = "loss.noun"\nno = [3]\nwords = ["zap"]', "'no' has to be a list"),
        ('role = "loss.noun"\nnote = 3\nwords = ["zap"]', "'note' has to be a text"),
    ],
)
def test_entry_that_can_never_work_is_refused(tmp_path: Path, lines: str, problem: str) -> None:
    message = refusal(write(tmp_path, "en/mine.toml", f"[zapping]\n{lines}\n"))
    assert message.startswith("mine.toml, entry zapping: ")
    assert problem in message


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("wars.toml", '[wars.x]\nname = "W"\n', "'wars'"),
        ("places.toml", 'places = ["Dorna"]\n', "'places'"),
        ("places.toml", "place = 3\n", "'place'"),
        ("places.toml", "[place]\nQV = 3\n", "place QV"),
        ("parties.toml", 'colour = "red"\n' + PARTY, "'colour'"),
        ("partys.toml", PARTY, "partys.toml"),
    ],
)
def test_table_that_nothing_reads_is_refused(
    tmp_path: Path, name: str, text: str, problem: str
) -> None:
    message = refusal(write(tmp_path, name, text))
    assert message.startswith(name)
    assert problem in message


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[weight]\n", "'intercept' has to be a number"),
        ("intercept = true\n", "'intercept' has to be a number"),
        ('intercept = 0\n[weight]\n"side.name" = "1"\n', "'side.name' has to be a number"),
        ('intercept = 0\n[weight]\n"side.name" = nan\n', "'side.name' has to be a number"),
        ("intercept = 0\nweight = 1\n", "'weight' has to be a table"),
        ('intercept = 0\n[weight]\n"b.b" = 1\n"a.a" = 1\n', "'weight' is not sorted"),
        ("intercept = 0\nweigth = {}\n", "unknown key 'weigth'"),
    ],
)
def test_faulty_weights_are_refused_by_name(tmp_path: Path, text: str, problem: str) -> None:
    message = refusal(write(tmp_path, "confidence.toml", text))
    assert message.startswith("confidence.toml: ")
    assert problem in message


def test_weights_of_a_folder_take_the_place_of_all(tmp_path: Path) -> None:
    text = 'intercept = 1\n\n[weight]\n"side.name" = 2\n'
    weights = load_lexicon(write(tmp_path, "confidence.toml", text)).weights
    assert (weights.intercept, weights.causes) == (1.0, {"side.name": 2.0})


def test_empty_list_of_officials_adds_none(tmp_path: Path) -> None:
    text = "[party.UA]\nofficials = []\n"
    assert load_lexicon(write(tmp_path, "parties.toml", text)).parties["UA"].name == "Ukraine"


def test_lexicon_can_be_built_of_tables_alone() -> None:
    lexicon = build_lexicon({"en/mine": {"zapping": {"role": "loss.noun", "words": ["zap"]}}})
    assert list(lexicon.entries) == ["mine.zapping"]


def test_version_follows_the_words_and_not_the_notes(tmp_path: Path) -> None:
    def version(name: str, party: str) -> str:
        return load_lexicon(write(tmp_path / name, "parties.toml", party)).version

    assert version("a", PARTY) == version("b", PARTY.replace("invented", "made up"))
    renamed = PARTY.replace('"Velmora"]', '"Velmora", "Velmoria"]')
    assert version("a", PARTY) != version("c", renamed)
    assert version("a", PARTY) != load_lexicon().version
