"""A modest list of countries, states and cities: enough to tell a place from a person, and Boston, USA from two items."""

COUNTRIES = frozenset("""argentina australia austria bangladesh belgium bolivia brazil bulgaria cambodia canada chile china colombia croatia cuba
cyprus czechia denmark ecuador egypt england estonia ethiopia finland france germany ghana greece hungary iceland india indonesia iran iraq ireland
israel italy jamaica japan jordan kenya kuwait latvia lebanon lithuania luxembourg malaysia malta mexico morocco nepal netherlands nigeria norway
pakistan panama paraguay peru philippines poland portugal qatar romania russia scotland serbia singapore slovakia slovenia spain sweden switzerland
syria taiwan tanzania thailand tunisia turkey uganda ukraine uruguay usa us uk uae venezuela vietnam wales zambia zimbabwe""".split()) | {
    "united states", "united states of america", "united kingdom", "south korea", "north korea", "south africa", "new zealand", "saudi arabia",
    "sri lanka", "costa rica", "czech republic", "hong kong", "the netherlands", "united arab emirates"}
STATES = {
    "AL": "alabama", "AK": "alaska", "AZ": "arizona", "AR": "arkansas", "CA": "california", "CO": "colorado", "CT": "connecticut", "DE": "delaware",
    "DC": "district of columbia", "FL": "florida", "GA": "georgia", "HI": "hawaii", "ID": "idaho", "IL": "illinois", "IN": "indiana", "IA": "iowa",
    "KS": "kansas", "KY": "kentucky", "LA": "louisiana", "ME": "maine", "MD": "maryland", "MA": "massachusetts", "MI": "michigan", "MN": "minnesota",
    "MS": "mississippi", "MO": "missouri", "MT": "montana", "NE": "nebraska", "NV": "nevada", "NH": "new hampshire", "NJ": "new jersey",
    "NM": "new mexico", "NY": "new york", "NC": "north carolina", "ND": "north dakota", "OH": "ohio", "OK": "oklahoma", "OR": "oregon",
    "PA": "pennsylvania", "RI": "rhode island", "SC": "south carolina", "SD": "south dakota", "TN": "tennessee", "TX": "texas", "UT": "utah",
    "VT": "vermont", "VA": "virginia", "WA": "washington", "WV": "west virginia", "WI": "wisconsin", "WY": "wyoming"}
AMERICAN = {
    "los angeles": "CA", "san francisco": "CA", "san diego": "CA", "san jose": "CA", "sacramento": "CA", "oakland": "CA", "berkeley": "CA",
    "new york": "NY", "new york city": "NY", "buffalo": "NY", "manhattan": "NY", "brooklyn": "NY", "chicago": "IL", "houston": "TX", "dallas": "TX", "austin": "TX",
    "san antonio": "TX", "phoenix": "AZ", "philadelphia": "PA", "pittsburgh": "PA", "seattle": "WA", "denver": "CO", "boston": "MA", "miami": "FL",
    "orlando": "FL", "tampa": "FL", "atlanta": "GA", "nashville": "TN", "memphis": "TN", "detroit": "MI", "las vegas": "NV", "portland": "OR", "new orleans": "LA",
    "minneapolis": "MN", "cleveland": "OH", "columbus": "OH", "baltimore": "MD", "charlotte": "NC", "milwaukee": "WI", "kansas city": "MO", "salt lake city": "UT",
    "indianapolis": "IN", "honolulu": "HI"}
CITIES = frozenset(AMERICAN) | frozenset("""amsterdam ankara athens auckland bangkok barcelona basel beijing bergen berlin bern birmingham bogota bombay
bonn bordeaux bremen brisbane bristol brussels bucharest budapest cairo calgary cambridge chennai cologne copenhagen delhi dresden dubai dublin edinburgh florence
frankfurt geneva genoa ghent glasgow gothenburg graz hamburg hanoi havana helsinki istanbul jakarta jerusalem johannesburg karachi krakow kyiv kyoto
lagos leeds leipzig lima lisbon liverpool ljubljana london lyon madrid malaga manchester manila marseille melbourne milan montreal moscow mumbai munich
nairobi naples nice osaka oslo ottawa oxford palermo paris perth porto prague reykjavik riga rome rotterdam salzburg santiago sarajevo seoul seville shanghai
sofia stockholm stuttgart sydney tallinn tehran tokyo toronto trondheim turin valencia vancouver venice vienna vilnius warsaw washington zagreb zurich""".split()) | {
    "new delhi", "hong kong", "tel aviv", "mexico city", "cape town", "buenos aires", "sao paulo", "rio de janeiro", "kuala lumpur", "washington dc", "st petersburg"}
_STATE_NAMES = frozenset(STATES.values())


def is_region(text):
    """Is this a country or an American state, by name or two-letter code?"""
    return text.lower() in COUNTRIES or text.lower() in _STATE_NAMES or text.replace(".", "") in STATES


def is_place(text):
    """Is this a place in the lists, also in the form "Boston, USA"?"""
    first, _, rest = text.partition(",")
    return is_region(text) or first.strip().lower() in CITIES or bool(rest) and is_region(rest.strip())


def with_state(city):
    """"Los Angeles" becomes "Los Angeles, CA"; other places stay as they are."""
    state = AMERICAN.get(city.lower())
    return f"{city}, {state}" if state else city


def short_state(place):
    """"Dayton, Ohio" becomes "Dayton, OH", "Los Angeles" becomes "Los Angeles, CA"; other places stay as they are."""
    city, _, state = place.partition(", ")
    code = next((short for short, name in STATES.items() if name == state.lower()), "")
    return f"{city}, {code}" if code else with_state(place)


def state_of(city):
    """The American state in which a city lies, by name, or ""."""
    return STATES.get(AMERICAN.get(city.partition(",")[0].lower(), ""), "").title()
