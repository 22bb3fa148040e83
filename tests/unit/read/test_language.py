"""Languages: English is never taken for another; others are told apart; unclear is no answer."""

import re
from pathlib import Path

import pytest

from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.lexicon.load import build_lexicon
from counterclaim.model.documents import Document
from counterclaim.read.language import (
    MIN_LETTERS,
    find_language,
    language_name,
    unread_reason,
    with_language,
)
from counterclaim.read.skips import Skip

# One sentence each: forty soldiers killed in a day and twelve people wounded in Orsa.
SAID = {
    "ar": "قالت وزارة الدفاع في كاستافيا يوم الجمعة إن أربعين من جنودها قتلوا خلال يوم واحد، وإن "
    "اثني عشر شخصا آخرين أصيبوا في قصف مدينة أورسا.",
    "be": "Міністэрства абароны Каставіі паведаміла ў пятніцу, што за суткі загінулі 40 "
    "вайскоўцаў, яшчэ 12 чалавек атрымалі раненні падчас абстрэлу горада Орса.",
    "bg": "Министерството на отбраната на Каставия съобщи в петък, че за едно денонощие са "
    "загинали 40 военнослужещи, а още 12 души са ранени при обстрела на град Орса.",
    "de": "Das Verteidigungsministerium von Kastavien teilte am Freitag mit, dass an einem "
    "einzigen Tag vierzig seiner Soldaten getötet und zwölf weitere Menschen verletzt wurden.",
    "es": "El Ministerio de Defensa de Kastavia dijo el viernes que cuarenta de sus soldados "
    "murieron en un día y que otras doce personas resultaron heridas en la ciudad de Orsa.",
    "fa": "وزارت دفاع کاستاویا روز جمعه اعلام کرد که در یک شبانه‌روز چهل نفر از سربازانش کشته "
    "شده‌اند و دوازده نفر دیگر در گلوله‌باران شهر اورسا زخمی شده‌اند.",
    "fr": "Le ministère de la Défense de Kastavie a déclaré vendredi que quarante de ses soldats "
    "avaient été tués en une journée et que douze autres personnes avaient été blessées.",
    "he": "משרד ההגנה של קסטביה הודיע ביום שישי כי ארבעים מחייליו נהרגו ביממה האחרונה וכי שנים "
    "עשר בני אדם נוספים נפצעו בהפגזה על העיר אורסה.",
    "ja": "カスタビア国防省は金曜日、過去一日で四十人の兵士が死亡し、オルサ市への砲撃で"
    "さらに十二人が負傷したと発表した。",
    "ko": "카스타비아 국방부는 금요일 지난 하루 동안 병사 마흔 명이 숨지고 오르사 시에 "
    "대한 포격으로 열두 명이 더 다쳤다고 밝혔다.",
    "my": "ကာစတာဗီးယား ကာကွယ်ရေးဝန်ကြီးဌာနက သောကြာနေ့တွင် တစ်ရက်အတွင်း စစ်သား လေးဆယ် သေဆုံးခဲ့သည်ဟု ပြောကြားခဲ့သည်။",
    "pt": "O Ministério da Defesa da Kastávia disse na sexta-feira que quarenta dos seus soldados "
    "morreram num dia e que outras doze pessoas ficaram feridas na cidade de Orsa.",
    "ru": "Министерство обороны Каставии сообщило в пятницу, что за сутки погибли 40 "
    "военнослужащих, ещё 12 человек получили ранения при обстреле города Орса.",
    "so": "Wasaaradda gaashaandhigga ee Kastavia ayaa Jimcihii sheegtay in afartan ka mid ah "
    "askarteeda lagu dilay hal maalin gudaheed magaalada Orsa.",
    "sw": "Wizara ya Ulinzi ya Kastavia ilisema Ijumaa kwamba askari wake arobaini waliuawa kwa "
    "siku moja na watu wengine kumi na wawili walijeruhiwa katika mji wa Orsa.",
    "tr": "Kastavya Savunma Bakanlığı cuma günü yaptığı açıklamada bir günde kırk askerinin "
    "öldüğünü, Orsa kentinin bombalanmasında on iki kişinin daha yaralandığını söyledi.",
    "uk": "Міністерство оборони Каставії повідомило у п'ятницю, що за добу загинули 40 "
    "військовослужбовців, ще 12 людей дістали поранення під час обстрілу міста Орса.",
    "ur": "کاستاویا کی وزارت دفاع نے جمعے کے روز کہا کہ ایک دن میں اس کے چالیس فوجی ہلاک ہوئے ہیں "
    "اور اورسا شہر پر گولہ باری میں مزید بارہ افراد زخمی ہوئے ہیں۔",
    "zh": "卡斯塔维亚国防部星期五表示，在过去一天内有四十名士兵阵亡，"
    "另有十二人在奥尔萨市遭到炮击时受伤。",
}
ENGLISH = (
    "The Kastavian defence ministry said on Friday that 40 of its soldiers had been killed in a "
    "day, and that twelve people were wounded when the town of Orsa was shelled."
)
NAMES = (
    "Sgt. Ivan Petrov, Cpl. Oleksandr Shevchenko, Pvt. Dmytro Kovalenko, Lt. Andriy Bondarenko, "
    "Maj. Serhiy Tkachenko, Cpt. Volodymyr Melnyk, Ahmad Mahmoud Hassan, Fatima Yusuf al-Masri, "
    "Khalil Ibrahim Odeh, Mariam Saleh Qasim, Omar Abdel Rahman Nasser, Huda Jaber"
)


@pytest.mark.parametrize("language", SAID)
def test_languages_are_told_apart(language: str) -> None:
    assert find_language(SAID[language]) == language


def test_close_kin_share_their_votes() -> None:
    """A sentence may be Bosnian, Croatian or Serbian: it has one of the three codes, not none."""
    said = (
        "Ministarstvo obrane Kastavije priopćilo je u petak da je u jednom danu poginulo "
        "četrdeset vojnika, a još dvanaest osoba ranjeno je u granatiranju grada Orse."
    )
    assert find_language(said) in {"bs", "hr", "sr"}


def test_english_is_english() -> None:
    assert find_language(ENGLISH) == "en"
    assert find_language(ENGLISH.upper()) == "en"
    assert find_language("Tolls rise. " + ENGLISH + "\n\n" + ENGLISH) == "en"


@pytest.mark.parametrize("language", ["ar", "he", "ru", "zh", "fr"])
def test_english_with_words_of_another_language_is_english(language: str) -> None:
    quoted = " ".join(SAID[language].split()[:8])[:60]
    assert find_language(f"{quoted}: {ENGLISH}") == "en"
    assert find_language(f"{ENGLISH} ({quoted})") == "en"


@pytest.mark.parametrize("language", SAID)
def test_page_half_in_english_is_read(language: str) -> None:
    assert find_language(f"{SAID[language]}\n\n{ENGLISH} {ENGLISH}") == "en"


@pytest.mark.parametrize("language", ["ru", "ar", "fr"])
def test_text_with_an_english_name_or_a_quoted_title_keeps_its_language(language: str) -> None:
    said = " ".join([SAID[language]] * 6)
    assert find_language(f"{said} The New York Times and Reuters. {said}") == language


def test_english_furniture_does_not_hide_another_language() -> None:
    said = " ".join([SAID["uk"]] * 10)
    assert find_language(f"This site uses cookies and the like.\n{said}") == "uk"


@pytest.mark.parametrize(
    "text",
    ["", "1,200 / 3,400 (35 %)", "ORSA, 3 May (OPW)", "Каставия, Орса", "killed: 12", NAMES],
)
def test_what_is_short_or_unclear_has_no_language(text: str) -> None:
    assert find_language(text) is None


def test_list_of_names_under_an_english_sentence_is_in_no_other_language() -> None:
    said = "These are the names of those who were killed, with their ranks and their towns."
    assert find_language(f"{said} {' '.join([NAMES] * 4)}") in {"en", None}


def test_long_text_is_looked_at_in_three_places() -> None:
    said = " ".join([SAID["uk"]] * 2_000)
    assert find_language(said) == "uk"
    assert find_language("1 2 3 4 5 6 7 8 9 " * 20_000 + said) == "uk"


def test_golden_texts_are_english(repository: Path) -> None:
    texts = [file.read_text() for file in (repository / "tests/golden/articles").glob("*.txt")]
    assert len(texts) > 15
    assert {find_language(text) for text in texts} == {"en"}
    assert {find_language(text) for text in _paragraphs(texts)} <= {"en", None}


def test_gold_articles_and_their_paragraphs_are_english(shared: Path) -> None:
    texts = [file.read_text("utf-8") for file in (shared / "gold" / "articles").glob("*.txt")]
    assert len(texts) > 50
    assert {find_language(text) for text in texts} == {"en"}
    found = [find_language(text) for text in _paragraphs(texts)]
    assert set(found) <= {"en", None}
    assert found.count(None) < 0.05 * len(found)


def _paragraphs(texts: list[str]) -> list[str]:
    found = [part for text in texts for part in re.split(r"\n+", text)]
    return [part for part in found if sum(map(str.isalpha, part)) >= MIN_LETTERS]


def test_language_of_a_document_is_told_where_it_does_not_say_one() -> None:
    assert with_language(Document(text=ENGLISH)).language == "en"
    assert with_language(Document(text=ENGLISH, language="uk")).language == "en"
    assert with_language(Document(text="Orsa", language="uk")).language == "uk"
    assert with_language(Document(text="Orsa")).language is None


def test_document_in_a_language_without_a_lexicon_is_not_read(lexicon: Lexicon) -> None:
    document = Document(text=SAID["uk"], source="page.html", language="uk")
    assert unread_reason(document, lexicon) == Skip(
        source="page.html", reason="its language has no lexicon", detail="Ukrainian, uk"
    )


def test_language_without_a_name_is_told_by_its_code(lexicon: Lexicon) -> None:
    skip = unread_reason(Document(text="", language="tlh"), lexicon)
    assert skip is not None
    assert skip.told == "its language has no lexicon (tlh)"


@pytest.mark.parametrize("language", ["en", "en-GB", "EN", None])
def test_document_in_english_or_of_unknown_language_is_read(
    lexicon: Lexicon, language: str | None
) -> None:
    assert unread_reason(Document(text="", language=language), lexicon) is None


def test_lexicon_without_words_reads_no_language(lexicon: Lexicon) -> None:
    assert lexicon.languages == {"en"}
    assert build_lexicon({}).languages == frozenset()


def test_languages_have_names() -> None:
    assert language_name("fa") == "Persian"
    assert language_name("pt-BR") == "Portuguese"
    assert language_name("tlh") == "tlh"
    assert all(language_name(code) != code for code in SAID)
