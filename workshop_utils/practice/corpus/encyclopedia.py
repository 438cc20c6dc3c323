"""Short encyclopedia entries and lists of questions, from the tables of true facts."""

from pathlib import Path

_TABLES = Path(__file__).parent / "tables"


def table(name: str) -> list[list[str]]:
    """The rows of a table of facts: one a line, fields between bars."""
    lines = (_TABLES / f"{name}.txt").read_text("utf-8").splitlines()
    return [[field.strip() for field in line.split("|")] for line in lines]


def entries(chance) -> list[str]:
    """One short text for each row of each table, in changing words."""
    makers = {"countries": _country, "animals": _animal, "inventions": _invention, "things": _thing}
    texts = [make(chance, *row) for name, make in makers.items() for row in table(name)]
    chance.shuffle(texts)
    return texts


def article(noun: str) -> str:
    """The noun with "a" or "an"."""
    return f"an {noun}" if noun[0].lower() in "aeiou" else f"a {noun}"


def _country(chance, name, capital, where, language, river, known):
    first = chance.choice([f"{name} is a country in {where}.", f"{name} lies in {where}."])
    second = f"The capital of {name} is {capital}."
    many = "," in language or " and " in language
    third = chance.choice([f"People there speak {language}.",
                           f"The languages spoken there are {language}." if many else
                           f"The language spoken there is {language}."])
    fourth = chance.choice([f"A well known river of the country is {river}.", f"One of its rivers is {river}."])
    fifth = chance.choice([f"{name} is known for {known}.", f"Travellers know it for {known}."])
    middle = [second, third, fourth]
    chance.shuffle(middle)
    return " ".join([first, *middle, fifth])


def _animal(chance, name, kind, home, food, skill, habit):
    start = f"The {name}"
    first = chance.choice([f"{start} is {article(kind)}.", f"{start} is {article(kind)} that lives in many countries."]
                          if "animal" not in kind else [f"{start} is {article(kind)}."])
    second = chance.choice([f"It lives in {home}.", f"Its home is {home}.", f"You find it in {home}."])
    third = chance.choice([f"It eats {food}.", f"It feeds on {food}.", f"Its food is {food}."])
    fourth = chance.choice([f"The {name} {skill}.", f"It {skill}."])
    fifth = chance.choice([f"It {habit}.", f"The {name} also {habit}." if " " in habit else f"It {habit}."])
    return " ".join([first, *chance.sample([second, third], 2), fourth, fifth])


def _invention(chance, name, use, who, when, result):
    year = when.removeprefix("about ")
    when = f"about {year}" if "about" in when else year
    first = f"The {name} {use}."
    second = chance.choice([f"It was invented by {who} in {when}.", f"We owe it to {who}, and the year was {when}."]
                           if "," not in who else [f"We owe it to {who}. The year was {when}."])
    third = chance.choice([f"With the {name}, {result}.", f"After that, {result}.", f"Because of it, {result}."])
    fourth = chance.choice(["Many people had tried before.", "Others had worked on the same idea.",
                            "At first few people believed in it.", "Today it is hard to think of life without it."])
    return " ".join([first, second, *chance.sample([third, fourth], 2)])


def _thing(chance, name, kind, look, use, fact):
    many = name.endswith("oats")
    named = name if kind in _STUFF or name in _MASS else f"the {name}"
    named = named[0].upper() + named[1:]
    verb = "are" if many else "is"
    first = f"{named} {verb} {article(kind)}."
    second = chance.choice([f"It is {look}.", f"{named} {verb} {look}."])
    third = [] if use == "-" else [chance.choice([f"It is used for {use}.", f"People use it for {use}."])]
    return " ".join([first, second, *third, fact])


_STUFF = {"metal", "gas", "planet", "material", "solid", "plant fibre", "animal fibre", "fibre", "kind of earth",
          "black stone that burns"}
_MASS = {"salt", "sugar", "rice", "wheat", "maize", "oats", "granite", "marble", "coal"}


def questions(chance) -> list[str]:
    """Lists of questions without answers, as in a quiz or a school book."""
    pool = []
    for name, capital, _, _, river, known in table("countries"):
        pool += [f"What is the capital of {name}?", f"Which languages are spoken in {name}?",
                 f"In which country is {capital}?", f"Through which country does {river} flow?",
                 f"Why do travellers know {name}?"]
    for name, kind, _, food, _, _ in table("animals"):
        pool += [f"Where does the {name} live?", f"What does the {name} eat?", f"Is the {name} {article(kind)}?",
                 f"What can the {name} do that you cannot?", f"How does the {name} spend the winter?"]
    for name, _, _, _, _ in table("inventions"):
        pool += [f"Who invented the {name}?", f"When was the {name} invented?",
                 f"What did people do before the {name}?"]
    pool += [f"What is {name} used for?" for name, _, _, use, _ in table("things") if use != "-"]
    chance.shuffle(pool)
    sizes, texts = range(40, 61), []
    while pool:
        size = chance.choice(sizes)
        taken, pool = pool[:size], pool[size:]
        title = chance.choice(["Questions for the class.", "Ten minutes of questions.", "A quiz for the evening.", ""])
        texts.append("\n".join(([title] if title else []) + taken))
    return texts


def tasks(chance) -> list[str]:
    """Lists of things to do, as a teacher writes them: an instruction is followed by the next one."""
    countries, animals = table("countries"), table("animals")
    inventions = table("inventions")
    foods = [row for row in table("things") if row[1] in ("fruit", "vegetable", "grain")]
    texts = []
    for number in range(24):
        pool = [_task(chance, countries, animals, inventions, foods) for _ in range(chance.randint(9, 16))]
        title = chance.choice(["Homework.", f"Lesson {number + 1}.", "Things to do this week.", "Exercises."])
        texts.append("\n".join([title, *dict.fromkeys(pool)]))
    return texts


def _task(chance, countries, animals, inventions, foods):
    country, animal = chance.choice(countries)[0], chance.choice(animals)[0]
    invention, food = chance.choice(inventions)[0], chance.choice(foods)[0]
    return chance.choice([
        f"Write a letter to a friend in {country}.", f"Draw a map of {country}.", f"Find {country} on the map.",
        f"Write three sentences about the {animal}.", f"Explain how the {invention} changed the world.",
        f"Translate the words {food}, house and river into French.", f"Tell the class about {country}.",
        f"List five things that the {animal} cannot do.", f"Write a poem about the {animal}.",
        f"Describe the taste of {food} to somebody who has never eaten it.", "Summarise the text in two sentences.",
        "Read the story aloud.", "Count the words on this page.", "Learn the new words for Monday.",
        "Name three rivers and three mountains."])
