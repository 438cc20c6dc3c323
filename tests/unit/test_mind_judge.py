"""Two statements are judged: same, update, contradiction or unrelated; pairs of our own, every third held back from tuning."""

import pytest

from workshop_utils.practice.mind import judge

PAIRS = """
same | Rita lives in Turin. | Turin is where Rita lives.
same | The shop opens at 9:00. | Opening time of the shop is 9:00.
same | Leo works as a nurse. | Leo's job is nurse.
same | Nina likes jazz. | Nina enjoys jazz.
same | The lamp costs 40 euros. | The price of the lamp is 40 euros.
same | Omar has two children. | Omar is the father of two kids.
same | The meeting is on Friday. | The meeting takes place on Friday.
same | Eva was born on 3 May 1990. | Eva's birthday is 3 May 1990.
same | Paul does not eat meat. | Paul never eats meat.
same | The museum is closed on Mondays. | On Mondays the museum is shut.
same | Ida speaks Danish and Finnish. | Ida speaks Finnish and Danish.
same | My phone number is 555-0142. | The phone number is 555-0142.
same | Hugo is married to Lea. | Hugo's wife is Lea.
same | Vera drives a green van. | Vera has a green van.
same | The parcel weighs 5 kg. | The weight of the parcel is 5 kilograms.
same | Tom's favourite color is blue. | Tom's favorite colour is blue.
same | The train leaves at 14:30. | The train departs at 2:30 pm.
same | Ana bought a bicycle. | Ana purchased a bicycle.
same | Sven hates loud music. | Sven dislikes loud music.
same | The flat is on the third floor. | The apartment is on the third floor.
update | Rita lives in Turin. | Rita moved to Genoa last month.
update | Leo works at the harbour. | Leo now works at the airport.
update | The shop opens at 9:00. | From now on the shop opens at 8:00.
update | Nina drives a red car. | Nina no longer drives a red car.
update | The price is 40 euros. | The price has risen to 45 euros.
update | Omar has two children. | Omar's third child was born today.
update | The meeting is on Friday. | The meeting was moved to Monday.
update | Hugo is married to Lea. | Hugo and Lea are now divorced.
update | Kim's email is kim@old.example. | Kim has a new email: kim@new.example.
update | Paul eats no meat. | Since March Paul eats meat again.
update | Vera is a student. | Vera has become a teacher.
update | The limit is 500 euros. | The limit was changed to 800 euros.
update | Mara used to like tea. | Mara likes coffee now.
update | Uma is 29 years old. | Uma turned 30 yesterday.
update | The office is in Bern. | The office has relocated to Basel.
update | Ben smokes. | Ben quit smoking.
update | The manager is Mr Holm. | Ms Aune replaced Mr Holm as manager.
update | The bus runs every 20 minutes. | As of May the bus runs every 15 minutes.
update | The door code is 4411. | The door code is 9027 since Tuesday.
update | In 2023 Yara lived in Lyon. | In 2025 Yara lives in Nantes.
contradiction | Rita lives in Turin. | Rita lives in Genoa.
contradiction | The shop opens at 9:00. | The shop opens at 10:00.
contradiction | Leo is a vegetarian. | Leo eats steak every day.
contradiction | Nina likes jazz. | Nina hates jazz.
contradiction | The lamp costs 40 euros. | The lamp costs 55 euros.
contradiction | Omar has two children. | Omar has no children.
contradiction | The meeting is on Friday. | The meeting is on Thursday.
contradiction | Eva was born in 1990. | Eva was born in 1987.
contradiction | Paul can swim. | Paul cannot swim.
contradiction | The museum is open on Mondays. | The museum is closed on Mondays.
contradiction | The tower is 60 metres tall. | The tower is 75 metres tall.
contradiction | Hugo is married. | Hugo is single.
contradiction | The window is open. | The window is not open.
contradiction | Vera's car is green. | Vera's car is black.
contradiction | The train leaves at 14:30. | The train leaves at 15:10.
contradiction | Tom prefers mornings. | Tom prefers evenings.
contradiction | The capital of the island is Port Ana. | The capital of the island is San Luca.
contradiction | Ida is allergic to nuts. | Ida is not allergic to nuts.
contradiction | The parcel arrived before noon. | The parcel arrived after noon.
contradiction | All the rooms are heated. | None of the rooms is heated.
unrelated | Rita lives in Turin. | Leo lives in Genoa.
unrelated | Nina likes jazz. | Nina works at a bank.
unrelated | The shop opens at 9:00. | The shop sells lamps.
unrelated | Ana Berg lives in Oslo. | Ana Lund lives in Bergen.
unrelated | Paul Vik is 40. | Paul Moe is 52.
unrelated | The lamp costs 40 euros. | The chair costs 60 euros.
unrelated | Omar has two children. | Omar plays chess on Sundays.
unrelated | The meeting is on Friday. | The concert is on Saturday.
unrelated | Eva was born in 1990. | Eva speaks Italian.
unrelated | The museum is closed on Mondays. | The library is closed on Sundays.
unrelated | Hugo likes skiing. | Hugo likes sailing.
unrelated | Vera drives a green van. | Vera owns a white cat.
unrelated | The train leaves at 14:30. | The ferry leaves at 9:00.
unrelated | Tom's brother lives in Graz. | Tom lives in Linz.
unrelated | Ida is allergic to nuts. | Ida is allergic to milk.
unrelated | It rained in Oslo yesterday. | The parcel weighs 5 kg.
unrelated | Leo's work phone is 555-0100. | Leo's home phone is 555-0199.
unrelated | Rita visited Paris in 2019. | Rita visited Rome in 2021.
unrelated | Kim's email is kim@a.example. | Kim's birthday is in June.
unrelated | The bus runs every 20 minutes. | The bus is yellow.
same | Rita Sol lives at 5 Mill Road in Turin. | Rita Sol lives in Turin.
same | Nora is afraid of dogs. | Nora fears dogs.
update | Lars plays for the blue team. | Lars has switched to the white team.
contradiction | Nora has never been to Spain. | Nora has been to Spain.
unrelated | Nora is afraid of dogs. | Nora has a sister.
contradiction | The soup is hot. | The soup is cold.
update | The fee was 3 euros. | The fee is now 4 euros.
same | The concert begins at eight o'clock. | The concert starts at 8 o'clock.
unrelated | My mother lives in Cork. | My aunt lives in Galway.
contradiction | My favourite food is pizza. | My favourite food is sushi.
"""
ROWS = [tuple(part.strip() for part in line.split("|")) for line in PAIRS.strip().splitlines()]
HELD_BACK = ROWS[2::3]
TUNED = [row for place, row in enumerate(ROWS) if place % 3 != 2]


def wrong(rows):
    return [(verdict, judge.relation(old, new), old, new) for verdict, old, new in rows if judge.relation(old, new) != verdict]


def test_pairs_that_the_rules_were_tuned_on():
    assert len(wrong(TUNED)) <= 0.1 * len(TUNED), wrong(TUNED)


def test_pairs_held_back():
    assert len(wrong(HELD_BACK)) <= 0.2 * len(HELD_BACK), wrong(HELD_BACK)


def test_namesakes_are_two_people():
    assert judge.relation("Ana Berg lives in Oslo.", "Ana Lund lives in Turin.") == "unrelated"


@pytest.mark.parametrize("old, new, verdict", [("Pia lives in Graz.", "Pia moved to Linz.", "update"), ("Pia lives in Graz.", "Pia lives in Linz.", "contradiction"), ("Pia likes tea.", "Pia plays golf.", "unrelated")])
def test_the_verdict_is_said_in_the_words_that_are_offered(old, new, verdict):
    labels = {"update": "supersedes", "contradiction": "conflict", "unrelated": "new"}
    asked = "Compare the statements. Answer with duplicate, supersedes, conflict or new."
    assert judge.answered(f"Old: {old}\nNew: {new}", asked) == labels[verdict]
    assert judge.answered(f'Judge how "{new}" stands to "{old}": same, update, contradiction or unrelated?') in ("same", "update", "contradiction", "unrelated")


def test_labels_are_mapped_by_meaning():
    assert judge.labelled("unrelated", ["same", "update", "contradiction", "new"]) == "new"
    assert judge.labelled("same", ["DUPLICATE", "NEW"]) == "DUPLICATE"
    assert judge.labelled("unrelated", ["consistent", "inconsistent"]) == "consistent"
    assert judge.labelled("same", ["red", "blue"]) is None


def test_nothing_is_judged_where_nothing_is_set_side_by_side():
    assert judge.answered("Is the shop open?") == "" and judge.statements("Ana lives in Oslo") is None
