"""Generates requests with their right calls from mind_requests.txt; the same seed gives the same requests."""

import random
import re
from dataclasses import dataclass
from pathlib import Path

from workshop_utils.practice.mind.conversation import ToolSpec
from workshop_utils.practice.mind.numbers import CURRENCIES

PERSONS = "Maria Lopez, Tom Becker, Ana, Jonas, Priya Nair, Wei Chen, Ingrid Dahl, Omar Haddad, Lucy, Paul O'Neil, Sofia Rossi, Kofi Mensah, Emma Stone, Lars, Yuki Tanaka, Ben, Clara Schumann, Ivan Petrov".split(", ")
CITIES = "Oslo, Paris, Berlin, Boston, San Diego, New York, Rome, Lisbon, Nairobi, Bergen, Tokyo, Sydney, Madrid, Chicago, Graz, Porto, Denver, Kyoto, Vienna, Lyon, Seattle, Halifax, Brno, Tartu, Vigo, New York City, Salt Lake City, Los Angeles, San Francisco".split(", ")
MONTHS = "January February March April May June July August September October November December".split()
FILLERS = {
    "person": PERSONS + ["Dr. Weber", "Dr. Lind", "Lionel Hart"], "place": CITIES + ["Boston, USA", "Lyon, France", "Leeds, England", "Austin, TX", "New York, NY", "San Diego, California"],
    "country": "France, Norway, Brazil, Japan, Kenya, the United States, Germany, India, Canada, Italy".split(", "),
    "currency": "USD, EUR, euros, dollars, pounds, GBP, yen, NOK, francs".split(", "), "tempunit": ["celsius", "fahrenheit", "Celsius", "Fahrenheit"],
    "metric": ["metric", "imperial"], "roomtype": ["single", "double", "suite"], "roottype": ["real", "all"], "kmmiles": ["km", "miles", "kilometers"],
    "lengthunit": ["cm", "m", "inches", "meters", "feet"], "integration": ["trapezoid", "simpson"], "office": ["president", "prime minister"], "casetype": ["civil", "criminal"],
    "hotel": "Grand Plaza, Hotel Adria, Harbor Inn, Sea View Hotel, Hilton, Royal Palace".split(", "),
    "email": ["bo@fjord.no", "lisa.m@home.org", "sales@acme.com", "j_doe@mail.net"], "topicword": "invoices, holidays, budget, science, art, war, sports, politics, trade".split(", "),
    "eventname": ["'Budget review'", "'Team lunch'", "\"Kick-off\"", "dinner", "a meeting", "Yoga class", "lunch with Eva"], "eventtitle": ["Hamlet", "'Swan Lake'", "Coldplay", "the Jazz Festival", "Rigoletto", "the final"],
    "task": "water the plants, call the bank, buy milk, pay the rent, book the train, send the report to the office, take out the trash".split(", "),
    "product": "running shoes, desk lamp, headphones, coffee machine, notebooks, garden chairs, winter jacket, laptop bag, mugs, water bottles, pencils".split(", "),
    "company": "Apple, Google, Acme Inc, Siemens, Tesla, Nordea Bank, Sony, Blue Ocean Ltd, Microsoft, Pacific Trading".split(", "),
    "songtitle": ["'Blue Moon'", "Yesterday", "\"Hey Jude\"", "Imagine", "Take Five", "'Clair de Lune'", "Thriller", "Bohemian Rhapsody"], "musicapp": ["Spotify", "Tidal", "Apple Music"],
    "symptom": "back pain, a sore throat, headaches, a cough, knee trouble, fever".split(", "), "cuisine": "Thai, Italian, Indian, Mexican, sushi, French, Chinese, Greek".split(", "),
    "restaurant": "Casa Verde, Luna, The Olive Tree, Chez Marie, Golden Dragon, Noma".split(", "), "dish": "lasagne, chicken curry, pancakes, tomato soup, pad thai, apple pie, paella".split(", "),
    "genre": "novel, poetry, comedy, thriller, science fiction, drama, horror".split(", "), "team": "Barcelona, Chicago Bulls, Manchester City, Rosenborg, Los Angeles Lakers, Ajax, Real Madrid, Boston Celtics".split(", "),
    "league": "Premier League, La Liga, Champions League, Bundesliga, Eastern Conference".split(", "), "exchange": ["NASDAQ", "NYSE"], "department": "marketing, sales, finance, research, support".split(", "),
    "service": "billing, checkout, auth-api, mailer, search".split(", "), "problem": ["login page shows a blank screen", "export fails for large files", "search is slow", "totals are wrong"],
    "path": ["report.docx", "/tmp/data.csv", "C:/data/sales.csv", "photo.png", "notes.txt"], "language": "French, German, Spanish, Danish, Japanese, English".split(", "),
    "animal": "wolves, otters, elephants, brown bears, snow leopards, seals, turtles, bald eagles".split(", "), "area": "Amazon rainforest, Black Forest, Mississippi river, Yellowstone National Park, Serengeti, North Sea, Arctic".split(", "),
    "plant": "ficus, cactus, orchid, rose, tomato plant, monstera".split(", "), "hometype": "house, flat, villa, condo, apartment".split(", "), "variable": "price, sales, income, 'Revenue', churn_rate, age".split(", "),
    "color": "magenta, navy, teal, orange, dark green, purple".split(", "), "paint": "oil, acrylic, watercolor".split(", "), "museum": "Louvre, British Museum, Prado, Metropolitan Museum".split(", "),
    "musickey": ["C major", "D minor", "A", "G major"], "subject": "Algebra, Art History, 'Data Science', Chemistry, World Music".split(", "),
    "gametitle": ["Chess Royale", "'Star Harbor'", "FIFA", "Minecraft", "'Call of the Sea'", "Tetris", "World of Ships"], "console": ["PC", "Xbox", "Playstation", "'Switch'"],
    "mealtime": "breakfast, lunch, dinner".split(", "), "diet": "vegan, vegetarian, gluten-free, low-carb".split(", "), "food": "a turkey, potatoes, chicken breast, salmon, rice, eggs".split(", "),
    "cookway": "roast, boil, bake, grill, steam".split(", "), "movement": "Buddhism, Christianity, the Reformation, Islam, Romanticism, Impressionism".split(", "),
    "instrument": "acoustic guitar, piano, violin, drum kit, trumpet, cello".split(", "), "maker": "Yamaha, Fender, Steinway, Roland".split(", "), "note": ["C", "D", "E", "F", "G", "B"], "scalekind": ["major", "minor"],
    "material": "marble, bronze, wood, clay".split(", "), "lawtopic": "child labor, data privacy, land disputes, gun control, working hours, property tax".split(", "), "soil": "sandy, clay, loamy, dry".split(", "),
    "season": "spring, summer, winter, autumn".split(", "), "monthname": MONTHS, "occasion": "wedding, birthday party, reunion, farewell dinner".split(", "), "cityaspect": "cost of living, crime, weather, traffic, rents".split(", "),
    "agegroup": ["18-25", "pensioners", "teenagers", "30-40"], "massname": "pounds, kilograms, miles, meters, feet, liters, ounces".split(", "), "massname2": "grams, kilometers, yards, inches, gallons, stones, kg".split(", "), "listname": "Roadtrip, 'Party', Monday Morning, Gym, 'Slow songs'".split(", "), "version": "v1.2.0, v2.10.3, 3.0.1, v4.2".split(", "), "crime": "theft, fraud, money laundering, burglary, tax evasion".split(", "), "city": "Oslo, Paris, Lyon, Nairobi, Tokyo, Toronto, Munich, Seville".split(", "),
    "densityunit": ["kg/m^3", "g/l"], "speedunit": ["km/h", "m/s", "mph"], "expertise": "tax law, small garden design, family law, heart surgery, old furniture, web design".split(", "),
    "musicgenre": "jazz, rock, classical, hip hop, folk, Pop, techno".split(", "), "weekday": "Monday, Sunday, Friday, Saturday".split(", "), "arts": "sculpture, modern art, photography, Renaissance paintings".split(", "),
    "battle": ["Battle of Hastings", "Battle of Leipzig", "Battle of Verdun", "Siege of Vienna"], "battledetail": ["date", "location", "outcome"], "chemical": ["H2O", "C2H5OH", "NaCl", "CO2", "C8H10N4O2"],
    "massunit": ["grams/mole", "g/mol", "kg"], "gene": ["BRCA1", "hemoglobin", "insulin", "ATP synthase", "keratin"], "organism": "humans, mice, yeast, mitochondria, the liver".split(", "),
    "road": ["Main Street", "Route 66", "the A7", "Fifth Avenue", "Ring Road"], "pet": "dog, cat, rabbit, parrot".split(", "), "tablename": "customers, orders, users, 'Invoices', log_entries".split(", "),
    "address": ["12 Main Street", "5 Rue de Lyon, Paris", "the airport", "the main station", "221 Baker Street, London", "14 Oak Road", "3 Via Roma, Milan", "the opera house", "Hotel Adria", "88 Harbor Lane"],
    "musician": ["Miles Davis", "Nina Simone", "jazz", "Abba", "Mozart", "Yesterday", "Bob Marley", "some blues", "Imagine", "folk music"], "specialist": "cardiologist, dentist, dermatologist, eye doctor, surgeon, urologist".split(", "),
    "clausebody": ["the meeting is moved", "the train is late", "we arrive at noon", "lunch is ready", "the contract was signed", "nobody has the keys"], "subjectline": ["Meeting", "'Change of plans'", "Keys", "Lunch", "\"Tonight\"", "Contract"],
    "quote": ["'Rent for May'", "\"Good night\"", "'concert tickets'", "\"See you at the station\"", "'The Trial'", "'Sunflowers'", "\"To the Lighthouse\"", "'happy birthday'"],
}
LISTS = ("songs", "foods", "persons", "places", "ingredients", "variables", "tagwords", "gymthings", "tablecolumns")
ITEMS = {"foods": "chicken, mushrooms, spinach, beans, cheese, tomatoes".split(", "), "songs": "'Africa', 'Jolene', 'Hey Jude', Imagine, 'Let it be', Thriller".split(", "), "ingredients": "onions, garlic, nuts, milk, eggs, meat".split(", "), "variables": "age, income, rooms, distance, weight, 'height', education".split(", "), "persons": PERSONS, "places": CITIES,
         "tagwords": "sunset, 'family', beach, winter, city, friends".split(", "), "gymthings": "a pool, sauna, yoga classes, free weights, parking, showers".split(", "), "tablecolumns": "name, 'city', total, order_id, country, email".split(", ")}
STORIES = ["I am planning something with my family.", "It is for a school project.", "My boss asked me for this.", "I'm a bit in a hurry.", "We talked about it yesterday with the neighbours.", "I have never done that before.", "There are two of us here.", "I have three questions today.", "We own two old cars.", "This is the first of two tasks.", "My two children asked for it."]
OPENINGS = ["Could you please ", "Can you ", "I need help: ", "Hey, ", "Please ", "I would like to know: ", "Next task: "]
_TYPES = {"string": "string", "number": "number", "integer": "integer", "boolean": "boolean", "strings": "string", "numbers": "number", "object": "object"}


@dataclass(frozen=True)
class Family:
    """A tool in all its wordings, and the requests for it."""

    names: tuple
    descriptions: tuple
    parameters: tuple
    requests: tuple


@dataclass(frozen=True)
class Example:
    """One request: its text, the tool that it is for, and the right arguments."""

    text: str
    tool: ToolSpec
    arguments: dict
    family: int


def families():
    """All families of mind_requests.txt."""
    text = (Path(__file__).parent / "mind_requests.txt").read_text(encoding="utf-8")
    return [_family(block) for block in re.split(r"^== ", text, flags=re.MULTILINE)[1:]]


def _family(block):
    lines = [line for line in block.splitlines() if line.strip()]
    names, about = lines[0].split(" | ")
    parameters = []
    for line in lines[1:]:
        if line[0] != ">":
            head, filler = line.split("||")
            left, _, descriptions = head.partition("|") if "|" not in head.split(" ")[1] else _enum_head(head)
            slot, kind, *aliases = left.replace(",", " ").split()
            parameters.append((slot, kind, tuple(aliases), tuple(d.strip() for d in descriptions.split(" / ")) or ("",), filler.strip()))
    return Family(tuple(names.split(", ")), tuple(about.split(" / ")), tuple(parameters), tuple(line[2:] for line in lines if line[0] == ">"))


def _enum_head(head):
    slot, kind, rest = head.split(" ", 2)
    names, _, descriptions = rest.partition("|")
    return f"{slot} {kind} {names}", "|", descriptions


def generate(seed, per_request=6):
    """Examples of every family: (text, tool, arguments), names and descriptions drawn anew each time."""
    chance = random.Random(seed)
    found = []
    for place, family in enumerate(families()):
        for request in family.requests:
            found += [_example(chance, place, family, request) for _ in range(per_request)]
    return found


def _example(chance, place, family, request):
    names = {slot: chance.choice(aliases) for slot, _, aliases, _, _ in family.parameters}
    text = re.sub(r"\[((?:[^\[\]])*)\]", lambda m: m.group(1) if chance.random() < 0.5 else "", request)
    arguments = {}
    for slot, kind, _, _, filler in family.parameters:
        text = re.sub(rf"\{{{slot}=true:([^}}]*)\}}", lambda m, s=slot: arguments.__setitem__(names[s], True) or m.group(1).replace(s, s), text)
        if "{" + slot + "}" in text:
            said, value = fill(chance, kind, filler)
            text = text.replace("{" + slot + "}", said)
            arguments[names[slot]] = value
    if chance.random() < 0.15:
        text = text[0].lower() + text[1:]
    elif chance.random() < 0.15:
        text = chance.choice(OPENINGS) + text[0].lower() + text[1:]
    elif chance.random() < 0.15:
        story = chance.choice(STORIES)
        text = chance.choice([f"{story} {text}", f"{text.rstrip('.?')}. {story}"])
    elif chance.random() < 0.05:
        text = text[0].lower() + text[1:]
    return Example(text, _tool(chance, family, names), arguments, place)


def _tool(chance, family, names):
    properties, required = {}, []
    for slot, kind, _, descriptions, filler in family.parameters:
        plain = kind.rstrip("!")
        node = {"type": "string", "enum": plain.split("|")} if "|" in plain else {"type": _TYPES[plain]}
        if plain in ("strings", "numbers"):
            node = {"type": "array", "items": node}
        description = chance.choice(descriptions)
        if filler in FILLERS and description and chance.random() < 0.15:
            description = f"{description.rstrip('.')}, e.g. {fill(chance, plain, filler)[1]}."
        properties[names[slot]] = {**node, **({"description": description} if description else {})}
        if kind.endswith("!"):
            required.append(names[slot])
    return ToolSpec(chance.choice(family.names), chance.choice(family.descriptions), {"type": "object", "properties": properties, "required": required})


def _number(chance, whole):
    return chance.choice([chance.randint(2, 20), chance.randint(2, 500)] + ([] if whole else [round(chance.uniform(0.5, 99), 1), -chance.randint(1, 9)]))


def _money(chance, top=5000):
    value = chance.choice([5, 20, 25, 40, 120, 300, 1500, top, chance.randint(2, top)])
    return chance.choice([f"${value}", f"{value} euros", f"{value} dollars", f"€{value}", f"${value:,}", f"{value} USD", f"{value}"]), value


UNITS = {"kg": ["kg", " kg", " kilograms"], "metres": [" m", "m", " metres"], "speed": [" m/s", " meters per second", ""], "acceleration": [" m/s^2", ""], "seconds": [" seconds", " s", "s"],
         "volume": [" m^3", " liters", ""], "ampere": [" A", " amperes"], "ohm": [" ohm", " ohms"], "years": [" years"], "temp": [""], "km": [" km", " kilometers"], "celsius": [" degrees", "°C", " degrees Celsius"], "kelvin": ["K", " K", " Kelvin"], "joules": [" J/K", "J/K"], "henry": ["mH", " H", " henries"], "farad": [" F", "µF", " farads"]}


def fill(chance, kind, filler):
    """What is said for a slot, and the value that it means."""
    kind = kind.rstrip("!")
    if filler == "enum":
        value = chance.choice(kind.split("|"))
        return value, value
    if filler in ("money", "bigmoney"):
        return _money(chance, 5000 if filler == "money" else 900000)
    if filler in UNITS:
        value = chance.randint(1, 40) if filler in ("years", "temp", "celsius") else chance.randint(250, 450) if filler in ("kelvin", "joules") else chance.choice([chance.randint(2, 90), round(chance.uniform(1, 90), 1)])
        return f"{value}{chance.choice(UNITS[filler])}", value
    if filler == "percent":
        value = chance.choice([3, 5, 7.5, 2.5, 12])
        return chance.choice([f"{value}%", f"{value} percent"]), ("percent", value)
    if filler in LISTS:
        items = chance.sample(ITEMS[filler], chance.randint(1, 3))
        if len(items) > 1 and chance.random() < 0.1:
            return str([i.strip("'") for i in items]), [i.strip("'") for i in items]
        joined = items[0] if len(items) == 1 else ", ".join(items[:-1]) + " and " + items[-1]
        return joined, [re.sub(r"^a ", "", i.strip("'")) for i in items]
    return _simple(chance, filler)


def _simple(chance, filler):
    if filler in FILLERS:
        said = chance.choice(FILLERS[filler])
        return (said, CURRENCIES[said.lower()]) if filler == "currency" else (said, re.sub(r"^(?:a|the) (?=[a-zA-Z])", "", said).strip("'\""))
    if filler in NUMBERS:
        number = NUMBERS[filler](chance)
        spelled = filler == "smallint" and chance.random() < 0.25
        return (SPELLED[number] if spelled else str(number)), number
    if filler in SHAPES:
        return SHAPES[filler](chance)
    raise ValueError(f"no filler {filler!r}: add it to FILLERS in {__name__}")


SPELLED = "zero one two three four five six seven eight nine ten eleven twelve".split()
NUMBERS = {
    "smallint": lambda c: c.randint(2, 12), "integer": lambda c: _number(c, True), "number": lambda c: _number(c, False), "plainmoney": lambda c: c.choice([10, 25, 100, 250.5, 1200]),
    "minutes": lambda c: c.choice([15, 30, 45, 60, 90]), "percentint": lambda c: c.choice([10, 25, 40, 60, 80]), "age": lambda c: c.randint(3, 80), "year": lambda c: c.randint(1800, 2025),
    "fraction": lambda c: c.choice([0.1, 0.25, 0.5, 0.6]), "bignumber": lambda c: c.choice([300, 500, 800, 1200, 20000, 80000]), "tempo": lambda c: c.choice([60, 90, 120, 140]), "century": lambda c: c.randint(13, 20)}


def _pair(chance, values, *forms):
    """Two values said in one of some forms."""
    return chance.choice(forms).format(*values), list(values)


def _coords(chance):
    return _pair(chance, (round(chance.uniform(-80, 80), 2), round(chance.uniform(-150, 150), 2)), "[{}, {}]", "({}, {})", "{} and {}")


def _point(chance):
    return _pair(chance, (chance.randint(-9, 20), chance.randint(0, 20)), "({}, {})", "[{}, {}]", "({},{})")


def _range(chance):
    low = chance.randint(-5, 5)
    return _pair(chance, (low, low + 7), "from {} to {}", "between {} and {}", "from x = {} to x = {}")


def _years(chance):
    first = chance.randint(1950, 2015)
    return _pair(chance, (first, first + 6), "from {} to {}", "between {} and {}")


def _list(chance):
    values = [chance.choice([chance.randint(1, 99), round(chance.uniform(1, 20), 1)]) for _ in range(chance.randint(2, 6))]
    return chance.choice([str(values), ", ".join(map(str, values[:-1])) + " and " + str(values[-1]), ", ".join(map(str, values))]), values


def _brackets(chance):
    values = [chance.randint(1, 99) for _ in range(chance.randint(2, 6))]
    return str(values), values


def _table(chance):
    return chance.choice([("{'math': 90, 'art': 75}", {"math": 90, "art": 75}), ('{"history": 2, "music": 1}', {"history": 2, "music": 1})])


def _date(chance):
    month, day, year = chance.randint(1, 12), chance.randint(1, 28), chance.choice([2025, 2026, 2027])
    said = chance.choice([f"{year}-{month:02d}-{day:02d}", f"{MONTHS[month - 1]} {day}, {year}", f"{day} {MONTHS[month - 1]} {year}"])
    return said, f"{year}-{month:02d}-{day:02d}"


def _time(chance):
    hour = chance.randint(1, 11)
    if chance.random() < 0.2:
        word = SPELLED[hour]
        return chance.choice([(f"half past {word} in the evening", f"{hour + 12}:30"), (f"{word} o'clock", f"{hour:02d}:00"), (f"quarter past {word}", f"{hour:02d}:15")])
    return chance.choice([(f"{hour}pm", f"{hour + 12}:00"), (f"{hour:02d}:30", f"{hour:02d}:30"), (f"{hour} am", f"{hour:02d}:00")])


def _id(chance):
    made = chance.choice([f"A-{chance.randint(100, 9999)}", f"ORD{chance.randint(1000, 9999)}", str(chance.randint(10000, 99999)), f"#{chance.randint(100, 999)}",
                          f"{chance.choice('abcx')}{chance.randint(10, 99)}-{chance.randint(1, 9)}"])
    return made, made.lstrip("#")


def _digits(low, high, *forms):
    """A whole number said in one of some forms; the value stays a number."""
    def said(chance):
        number = chance.randint(low, high)
        return chance.choice(forms).format(number), number
    return said


def _card(chance):
    made = str(chance.randint(1000, 9999))
    return made, made


def _plain_id(chance):
    made = str(chance.randint(10000, 9999999))
    return made, made


def _expression(chance):
    a, b = chance.randint(2, 9), chance.randint(1, 9)
    made = chance.choice([f"x^2 + {a}x - {b}", f"{a}x^3", f"{a}x^2 - {b}", "sin(x)", f"x^{a}", f"{a}*x + {b}", f"{a}x**2 + {b}"])
    return made, made


SHAPES = {"coords": _coords, "point": _point, "range": _range, "yearrange": _years, "numberlist": _list, "bracketlist": _brackets, "table": _table, "date": _date, "time": _time,
          "id": _id, "plainid": _plain_id, "expression": _expression, "cardnumber": _card, "plainmoneyunit": _digits(50, 3000, "{} euros", "{} dollars", "€{}", "${}", "{} euro", "{}"), "percentage": _digits(5, 95, "{}%", "{} percent", "{} %", "{}"),
          "plainroom": lambda chance: (lambda made: (made, made))(str(chance.randint(2, 999))), "minutesunit": _digits(2, 90, "{} minutes", "{} min"), "flag": lambda chance: ("", True)}
