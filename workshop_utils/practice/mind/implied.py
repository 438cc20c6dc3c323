"""What a way of asking is about, though it does not say the word: "how likely" asks for a probability, "who won" for a winner."""

import re

from . import words

ROWS = (
    (r"how (?:likely|probable)|what are the (?:odds|chances)|(?:the )?(?:odds|chances?) (?:of|that|to|for)|likelihood", "probability chance odds likelihood"),
    (r"how (?:far|distant)|far apart|(?:km|kilometres|kilometers|miles) (?:between|from)", "distance route"),
    (r"how (?:long|many (?:hours|minutes|days)) (?:do|does|did|will|would|is|are|was|must|can)|how much time", "duration time length runtime period lifespan"),
    (r"how long (?:do|does|can) .* live", "lifespan age life expectancy"),
    (r"where (?:do|does|did) .* live", "habitat home residence address range"),
    (r"how much (?:money )?(?:(?:do|have|has|did) (?:i|we|she|he|they) (?:have|got|left|still)|is (?:in|on|left)\b)|what(?:'s| is) left", "balance"),
    (r"(?:who|which)(?: of \w+ and \w+)?(?: \w+)? (?:has|have|had|is|are|was|were) (?:more|fewer|better|worse|\w+er)\b", "compare comparison versus difference"),
    (r"(?:send|pay|give|wire|owe)s? .*(?:euros?|dollars?|pounds|francs|kroner|€|\$|£)", "money cash payment pay transfer funds"),
    (r"(?:warmer|colder|hotter|cooler|milder|wetter|drier|windier)", "temperature weather climate outside"),
    (r"who (?:works|lives|sits|teaches|belongs|reports)", "person people employee staff member"),
    (r"how old|what age|what year .* born|when was .* born", "age birth born date biography"),
    (r"how (?:tall|high)", "height altitude elevation"),
    (r"how (?:deep)", "depth"),
    (r"how (?:heavy)|how much (?:do|does|did) .* weigh", "weight mass"),
    (r"how (?:hot|cold|warm|chilly)", "temperature weather heat"),
    (r"how fast|how quickly", "speed velocity rate pace"),
    (r"how (?:big|large)|how much (?:space|room|land)", "size area volume extent"),
    (r"how (?:expensive|costly|cheap)|how much (?:is|are|was|were|do|does|did|will|would|should)\b(?! (?:in|on|left|i have|we have)\b).*|what (?:do|does|did|will|would) .*\bcost|set me back|go(?:es)? for", "price cost fee amount rate payment"),
    (r"who (?:won|wins|was victorious|took (?:the )?(?:gold|title))|which (?:team|player|country|film|driver) won", "winner champion result winners"),
    (r"who (?:wrote|is the author|penned)", "author writer book"),
    (r"who (?:painted|made the painting|drew|sculpted)", "artist painter artwork"),
    (r"who (?:directed|filmed|made the (?:film|movie))", "director film movie"),
    (r"who (?:composed|wrote the (?:song|music))", "composer song music"),
    (r"who (?:invented|discovered|first)", "inventor discovery discoverer invention"),
    (r"who (?:ruled|governed|reigned|led|was (?:the )?(?:king|queen|emperor|president|leader))", "ruler leader monarch king president"),
    (r"who (?:played|plays|starred|stars|acted|acts)", "cast actor role player"),
    (r"how many people (?:live|lived|are there)|how many inhabitants|how populous", "population inhabitants"),
    (r"how many (?:ways|different ways|committees|arrangements)", "combinations permutations number ways"),
    (r"what (?:can|could|should|do) i (?:use|take) instead|in place of", "substitute replacement alternative"),
    (r"what(?:'s| is| was) .* worth|how much .* worth", "value price worth valuation"),
    (r"when (?:do|does|did|is|are|was|were|will|can)\b|what (?:day|date|year|time)\b|which year", "date time year schedule day hours"),
    (r"where (?:is|are|was|were|can|do|does|did)\b", "location place address where find"),
    (r"who (?:is|are|was|were)\b", "person biography name information"),
    (r"what(?:'s| is) the (?:weather|forecast)|will it (?:rain|snow)|do i need an umbrella|(?:sunny|rainy|snowy)", "weather forecast temperature"),
    (r"how do (?:i|you|we) (?:get|go|drive|travel) (?:to|from)|which way", "route directions navigation"),
    (r"how do (?:i|you|we) (?:say|translate)|in (?:french|german|spanish|italian|japanese|portuguese|chinese|english)\b", "translate translation language"),
    (r"how do (?:i|you|we) (?:make|cook|bake|prepare)", "recipe cook"),
    (r"remind me|don't let me forget", "reminder remind"),
    (r"wake me", "alarm"),
    (r"let .* know|tell (?!me\b|us\b)\w+ (?:that|about)", "message send notify email text"),
)
TABLE = [(re.compile(rf"\b(?:{pattern})", re.IGNORECASE), frozenset(words.stem(word) for word in told.split())) for pattern, told in ROWS]


def implied(text):
    """Groups of stems, one per way of asking that is found in a text: a tool that answers it has a word of the group."""
    return tuple(group for pattern, group in TABLE if pattern.search(text))
