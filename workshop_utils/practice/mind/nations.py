"""Countries, their codes, their adjectives and their languages' codes: for parameters that ask for a code, or for a country that an adjective names."""

import re

_ROWS = """Argentina AR Argentine,Argentinian; Australia AU Australian; Austria AT Austrian; Belgium BE Belgian; Brazil BR Brazilian; Bulgaria BG Bulgarian bg; Canada CA Canadian; Chile CL Chilean; China CN Chinese zh;
Colombia CO Colombian; Croatia HR Croatian hr; Cuba CU Cuban; Czechia CZ Czech cs; Denmark DK Danish da; Egypt EG Egyptian; Estonia EE Estonian et; Finland FI Finnish fi; France FR French fr; Germany DE German de;
Ghana GH Ghanaian; Greece GR Greek el; Hungary HU Hungarian hu; Iceland IS Icelandic is; India IN Indian; Indonesia ID Indonesian id; Iran IR Iranian; Iraq IQ Iraqi; Ireland IE Irish ga; Israel IL Israeli; Italy IT Italian it;
Jamaica JM Jamaican; Japan JP Japanese ja; Kenya KE Kenyan; Latvia LV Latvian lv; Lithuania LT Lithuanian lt; Luxembourg LU Luxembourgish lb; Malaysia MY Malaysian; Malta MT Maltese mt; Mexico MX Mexican; Morocco MA Moroccan;
Nepal NP Nepalese,Nepali; Netherlands NL Dutch nl; New_Zealand NZ; Nigeria NG Nigerian; Norway NO Norwegian no; Pakistan PK Pakistani; Peru PE Peruvian; Philippines PH Philippine,Filipino; Poland PL Polish pl; Portugal PT Portuguese pt;
Romania RO Romanian ro; Russia RU Russian ru; Saudi_Arabia SA Saudi; Serbia RS Serbian sr; Singapore SG Singaporean; Slovakia SK Slovak sk; Slovenia SI Slovenian sl; South_Africa ZA South_African; South_Korea KR South_Korean,Korean ko;
Spain ES Spanish es; Sri_Lanka LK Sri_Lankan; Sweden SE Swedish sv; Switzerland CH Swiss; Taiwan TW Taiwanese; Tanzania TZ Tanzanian; Thailand TH Thai th; Tunisia TN Tunisian; Turkey TR Turkish tr; Uganda UG Ugandan; Ukraine UA Ukrainian uk;
United_Arab_Emirates AE Emirati; United_Kingdom GB British; United_States US American; Uruguay UY Uruguayan; Venezuela VE Venezuelan; Vietnam VN Vietnamese vi; Zambia ZM Zambian; Zimbabwe ZW Zimbabwean"""
_TONGUES = "English en; Arabic ar; Hebrew he; Hindi hi; Persian fa; Swahili sw; Welsh cy; Catalan ca; Basque eu; Latin la; Bengali bn; Urdu ur; Tamil ta; Mandarin zh; Farsi fa; Afrikaans af; Albanian sq; Gaelic gd"
ALSO = {"UK": "GB", "Great Britain": "GB", "Britain": "GB", "England": "GB", "USA": "US", "US": "US", "U.S.": "US", "the States": "US", "UAE": "AE", "Holland": "NL", "Korea": "KR", "Czech Republic": "CZ"}
_TABLE = [row.replace("\n", "").split() for row in _ROWS.split(";")]
CODES = ALSO | {row[0].replace("_", " "): row[1] for row in _TABLE}
NATIONAL = {word.replace("_", " "): row[0].replace("_", " ") for row in _TABLE if len(row) > 2 for word in row[2].split(",")}
TONGUES = {row[2].split(",")[-1].replace("_", " "): row[3] for row in _TABLE if len(row) > 3} | {row.split()[0]: row.split()[1] for row in _TONGUES.split(";")}
SAID = re.compile(rf"(?<![\w])(?:{'|'.join(sorted(map(re.escape, {*CODES, *NATIONAL, *TONGUES}), key=lambda w: (-len(w), w)))})(?!\w)")
TWO = r"two[- ]?letters?|2[- ]?letters?|alpha[- ]?2|ISO[- ]?3166|ISO[- ]?639|639-1|ISO code|ISO language|country code|language code"


def coded(parameter, text):
    """(value, start, end) for a code, or a country, that a parameter asks for and a country's name or adjective or a language says."""
    if not re.search(rf"{TWO}|\bcountry\b", f"{parameter.description} {parameter.name.replace('_', ' ')}", re.IGNORECASE):
        return []
    code = re.search(TWO, f"{parameter.description} {parameter.name.replace('_', ' ')}", re.IGNORECASE)
    tongue = parameter.role == "language" or re.search(r"\blanguage\b|\b639", parameter.description, re.IGNORECASE)
    if code and not tongue and not re.search(r"countr|nation|3166", f"{parameter.name} {parameter.description}", re.IGNORECASE):
        return []
    lower = bool(re.search(r"\b(?:e\.g\.|such as|like|default(?: is)?:?)\s*['\"‘“`]?[a-z]{2}\b(?!\w)", parameter.description)) or "lower" in parameter.description
    found = []
    for match in SAID.finditer(text):
        word = match.group()
        country = CODES.get(word) or CODES.get(NATIONAL.get(word, ""))
        value = TONGUES.get(word) if tongue else country if code else NATIONAL.get(word)
        if value:
            found.append((value.lower() if code and lower and not tongue else value, *match.span()))
    return found
