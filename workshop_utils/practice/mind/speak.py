"""What is said when nothing is called: what it is, small talk, sums, what was said before, and that it does not know."""

import re

from . import code, documents, judge, sums, words

WHAT_I_AM = ("I am a small rule-based practice model, not an LLM. I read your sentence, choose among the functions that I am given, "
             "and answer from their results.")
GREETING = re.compile(r"^\W*(?:hi|hello|hey|good (?:morning|afternoon|evening|day)|greetings|howdy)\b[\s!.,]*(?:there|all|everyone|you|again|friend)?[\s!.?]*$", re.IGNORECASE)
IDENTITY = re.compile(r"\b(?:what|who) (?:exactly )?are you\b|\bare you (?:really )?(?:an? |the )?(?:real |large )?(?:llm|ai|gpt|language model|human|robot|bot|person|chatgpt|machine|practice model|openai)|"
                      r"\bwhat(?:'s| is)? (?:kind of )?(?:model|llm)\b.*\byou|\bwhich model\b|\byour name\b|\bhow do you work\b|\bwhat can you do\b|\bwho (?:made|built|created|trained) you\b|\bintroduce yourself\b|\btell me about yourself\b", re.IGNORECASE)
THANKS = re.compile(r"^\W*(?:(?:ok|okay|great|perfect|good|fine|cool|many|all right)[\s,.!]+)?(?:thanks|thank you|thx|cheers|much appreciated)\b[\w\s]*[!.]*$", re.IGNORECASE)
HELP = re.compile(r"^\W*(?:(?:can|could|will|would) you (?:please )?help me(?: out)?|help(?: me)?(?: please)?|i need (?:some )?help|what can (?:you|i) (?:do|ask)(?: (?:for me|you|here))?|how can you help(?: me)?)\W*$", re.IGNORECASE)
BYE = re.compile(r"^\W*(?:bye|goodbye|see you|good night|ciao)\b[\w\s]*[!.]*$", re.IGNORECASE)
HOW = re.compile(r"^\W*how are you\b", re.IGNORECASE)
FINE = re.compile(r"^\W*(?:ok|okay|great|perfect|fine|good|nice|cool|alright|yes|no|sure)\b[\s!.]*$", re.IGNORECASE)
TELLING = re.compile(r"^(?:my|i|i'm|i've|we|we're|our|his|her|their|he|she|they|it|the|this|that|there)\b|^[\w ]{2,30}? (?:is|was|are|has|lives?|likes?|works?|moved|prefers?|loves?|hates?)\b", re.IGNORECASE)
ORDER = re.compile(r"^\s*(?:please )?(?:answer|reply|respond)\b[^:?]{0,50}[:.]\s+(?=\S)", re.IGNORECASE)
SUMMARY = re.compile(r"\bsummar(?:y|i[sz]e|ies)\b|\bsum up\b|\bin short, what\b|\btl;?dr\b", re.IGNORECASE)


MOST_LISTED = 8     # functions that are named when somebody asks for help


def spoken(turn):
    """An honest answer to a text for which nothing is to be called."""
    text = ORDER.sub("", turn.text, count=1)
    if turn.tools and HELP.match(text):
        listed = [" ".join(words.parts(tool.name)) for tool in turn.tools]
        more = f" and {len(listed) - MOST_LISTED} more" if len(listed) > MOST_LISTED else ""
        return f"With the functions that I have I can: {', '.join(listed[:MOST_LISTED])}{more}. What shall I do?"
    for answer in (small_talk(text), judge.answered(text, turn.instructions), code.answered(text), sums.answered(text), _remembered(turn), documents.answered(turn), _summary(turn)):
        if answer:
            return answer
    if "?" not in text and TELLING.match(text) and not _asks(text):
        return "Noted."
    return unknown(turn)


def unknown(turn):
    """That it does not know, and why."""
    if turn.tools:
        return "I do not know: none of the functions that I have fits this, and I am only a small practice model."
    return "I do not know: I am only a small rule-based practice model, and I was given no function to find it out."


def small_talk(text):
    """A set phrase for a greeting, thanks or a question about itself, else ""."""
    if IDENTITY.search(text):
        return WHAT_I_AM
    if GREETING.match(text):
        return "Hello! What can I do for you?"
    if THANKS.match(text):
        return "You are welcome."
    if BYE.match(text):
        return "Goodbye!"
    if HOW.match(text):
        return "All my rules are in order, thank you. What can I do for you?"
    return "All right." if FINE.match(text) else ""


def _asks(text):
    first = (re.findall(r"[\w']+", text.lower()) or [""])[0]
    return first in ("what", "who", "when", "where", "why", "how", "which", "can", "could", "please", "tell", "give", "show", "write", "explain", "is", "are", "does", "do")


QUESTION = re.compile(r"^(?:so |and |do you (?:remember|know) |can you tell me |tell me |remind me )*(?:what|who|where|when|which|how)\b", re.IGNORECASE)


THEIRS = re.compile(r"\bmy (\w+)'s\b|\b(?:name|age|colou?r|birthday|address|number) of my (\w+)", re.IGNORECASE)      # what is asked about somebody or something else than the user
MOVED = re.compile(r"\b(?:moved|relocated|settled|reside)(?: down| back)?(?= (?:to|in|into|over)\b)", re.IGNORECASE)    # who moved to a place lives there


def _remembered(turn):
    """An answer out of what the user or the developer said earlier about "my ..." or "I ...", else ""."""
    if not re.search(r"\b(?:my|i|me|we|our|did i|have i)\b", turn.text, re.IGNORECASE) or not QUESTION.search(_last_sentence(turn.text)):
        return ""
    if re.search(r"\bwhat did i (?:just )?(?:say|ask|write)", turn.text, re.IGNORECASE):
        return f"You said: \"{turn.earlier[-1]}\"" if turn.earlier else ""
    asked = [w for w in words.content(_last_sentence(turn.text)) if w not in ("rememb", "tell", "remind", "remember", "call")]
    if re.search(r"\bmy name\b|\bwho am i\b", _last_sentence(turn.text), re.IGNORECASE):
        return _name(turn)
    theirs = THEIRS.search(_last_sentence(turn.text))
    told = [s for s in _own_sentences(turn) if not theirs or words.stem(theirs[1] or theirs[2]) in words.content(s)]
    best = max(((documents.overlap(asked, MOVED.sub("live", sentence)), -place, sentence) for place, sentence in enumerate(told)), default=(0, 0, ""))
    return _turned(best[2]) if best[0] >= 0.5 and asked else ""


def _last_sentence(text):
    return re.split(r"(?<=[.!?])\s+", text.strip())[-1]


def _told(turn):
    """What the user has told, latest first: the sentences before the question in this message, then earlier messages."""
    here = turn.text.strip()[: -len(_last_sentence(turn.text)) or None]
    return [here, *reversed(turn.earlier)] if here != turn.text.strip() else list(reversed(turn.earlier))


def _own_sentences(turn):
    found = []
    for text in _told(turn):
        found += [s for s in re.split(r"(?<=[.!?])\s+|\s+and\s+(?=i\b|my\b)|,\s+(?=i\b|my\b)", text, flags=re.IGNORECASE) if re.search(r"\b(?:i|my|we|our|i'm|i've)\b", s, re.IGNORECASE) and "?" not in s]
    return found


def _name(turn):
    for text in [*_told(turn), turn.instructions]:
        match = re.search(r"\b(?i:my name is|my name's|call me|i am called|i'm called|this is|user(?:'s name)? is(?: called)?|i'm|i am)\s+([A-Z][\w'-]+(?: [A-Z][\w'-]+)?)", text)
        if match:
            return f"Your name is {match.group(1)}."
    return ""


def _turned(sentence):
    """What the user said about himself, said back: "I live in Bruges" becomes "You live in Bruges"."""
    swaps = (("i am", "you are"), ("i'm", "you are"), ("i was", "you were"), ("i've", "you have"), ("i", "you"), ("my", "your"), ("me", "you"), ("mine", "yours"), ("we", "you"), ("our", "your"))
    table = dict(swaps)
    turned = re.sub(r"\b(?:i am|i'm|i was|i've|i|my|me|mine|we|our)\b", lambda m: table[m.group().lower()], sentence.strip(" .!"), flags=re.IGNORECASE)
    return f"{turned[0].upper()}{turned[1:]}."


def _summary(turn):
    """The conversation in a few words: what was asked, in order."""
    if not SUMMARY.search(turn.text):
        return ""
    given = re.search(r":\s*\n?(.{80,})$", turn.text, re.DOTALL)
    if given:
        return documents.summary(turn.text[: given.start()], given.group(1))
    asked = [t.strip().rstrip(".?!") for t in turn.earlier]
    return "So far you said: " + "; ".join(asked[-6:]) + "." if asked else ""


def question(leaf):
    """One short question for a missing argument, with what it may be; what is a sentence already is said as it is."""
    if isinstance(leaf, str):
        return leaf
    name = " ".join(words.parts(leaf.name))
    about = leaf.description.strip().rstrip(".")
    hint = ", ".join(map(str, leaf.enum[:8])) if leaf.enum else about if len(about) < 60 and name not in about.lower() else ""
    return f"Which {name} do you mean{f' ({hint})' if hint else ''}?"
