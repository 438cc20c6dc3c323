"""What to call next: the drafts that a request still needs, after what was called for it already."""

import json
import re
from dataclasses import replace

from . import background, choose, code, conditions, coverage, fill, handoff, instructions, schema, silent, sound, speak, structure, sums, topics, validate, words
from .plan import ACCEPT, Draft, plan
from .recall import recalled
from .share import expanded, spelled
from .turn import failed

FOLLOW_UP = re.compile(r"^\s*(?:(?:and|or|but|ok|okay|thanks|thank you|now|great|then|also|so|what about|how about|same|the same|again)\b[\s,!.]*)+", re.IGNORECASE)
RENAME = re.compile(r"no (?:argument|parameter)[ s]*[\"'`](?P<wrong>\w+)[\"'`].*?did you mean [\"'`](?P<right>\w+)[\"'`]", re.IGNORECASE | re.DOTALL)
ASKED = re.compile(r"Which ([\w ]+?) (?:do you mean|is it)[^?]*\?\s*$")
NAMES = ("name", "number", "date", "id")     # kinds that a bare follow-up may put in, though nothing else speaks for them
SURE, COMPLETE = 2.5, 1.5      # log-odds from which a tool is called for what the mind could say itself


def next_calls(turn):
    """(the calls to make now as (name, arguments), the first parameter that is missing or None)."""
    choice = turn.conversation.tool_choice
    if choice == "none" or not turn.tools:
        return [], None
    quiet = silent.silence(turn) if not turn.done and choice == "auto" else None
    if quiet:
        return [(quiet, {})], None
    again = corrected(turn)
    if again:
        return [again], None
    about = background.asked(turn) if choice == "auto" else None
    if about is not None:
        calls, lacking, rest = about
        more, lacks = _chosen(replace(turn, text=rest)) if rest else ([], None)
        calls = [*calls, *(call for call in more if call not in calls)]
        return calls or background.polled(turn), lacking or lacks
    calls, lacking = _chosen(turn)
    again = [] if calls else background.polled(turn)
    return (again, None) if again else (calls, lacking)


def _chosen(turn):
    """(calls, what lacks) of a request by what the tools are for."""
    choice = turn.conversation.tool_choice
    made = coded(turn)
    if made is not None or choice == "auto" and instructions.off_topic(turn):
        return made or [], None
    drafts, lacking = _beside_handoffs(turn) if choice == "auto" else wanted(turn)
    passed_on = handoff.handed(turn, turn.tools) if choice == "auto" and not drafts and (lacking is None or handoff.wished(turn.text)) else None
    if passed_on:
        return [(passed_on, {})], None
    return [(d.tool.name, d.arguments) for d in drafts if not validate.problem(d.arguments, d.tool.parameters or {})], lacking


def _beside_handoffs(turn):
    """What is wanted of the tools that do something themselves; those that hand over come after them."""
    own = tuple(t for t in turn.tools if not handoff.is_handoff(t))
    if len(own) == len(turn.tools):
        return wanted(turn)
    if not own or handoff.wished(turn.text) and handoff.handed(turn, turn.tools):
        return [], None
    return wanted(replace(turn, conversation=replace(turn.conversation, tools=own)))


def wanted(turn):
    """(drafts still to be called, the first parameter that is missing or None) for the turn's request."""
    choice = turn.conversation.tool_choice
    tools = [t for t in turn.tools if t.name == choice] or list(turn.tools)
    forced = choice not in ("auto", "none") and not turn.done
    turn, looks, left = conditions.settled(turn)
    if looks or left:
        return looks or (wanted(turn)[0] if turn.text else []), None if looks else left
    turn, marks = background.heard(replace(turn, text=spelled(turn.text, tools)))
    drafts, singles = coverage.plan_all(turn.text, background.beside(tools), turn.today, forced)
    drafts = topics.widened(background.placed(drafts, turn, tools, marks) if marks else drafts)
    if ASKED.search(turn.last_reply) and len(turn.text.split()) < 7 and not turn.done and not (drafts and turn.text.rstrip().endswith("?")):
        drafts = _answered_question(turn, tools) or drafts
    if not forced and drafts and (speak.small_talk(turn.text) or sums.answered(turn.text) and singles[0].odds < (SURE if singles[0].missing else COMPLETE)):
        return [], None
    drafts = _bare_follow_up(turn, tools) or drafts or _answered_question(turn, tools) or _status(turn, tools) or _follow_up(turn, tools)
    open_drafts = [d for d in sound.sound(drafts, turn.today) if not _made(d, turn.done) and not (len(drafts) == 1 and _told_by_another(d, turn.done))]
    _complete(open_drafts, turn)
    ready = [d for d in open_drafts if not d.missing and not _made(d, turn.done)]
    if ready or not open_drafts:
        return ready, None
    if forced:
        return [_read_out(d, turn) for d in open_drafts[:1]], None
    waiting = any(output is None for _, output in turn.done)
    return [], None if waiting else next((leaf for d in open_drafts for leaf in d.missing), None)


def _complete(drafts, turn):
    """Fills what is missing from results and earlier words."""
    for draft in drafts:
        spent = []
        for leaf in draft.missing:
            value = recalled(leaf, turn, spent)
            if value is not None:
                draft.values[draft.view.leaves.index(leaf)] = value
                spent.append(value)


def _made(draft, done):
    """Was this call made in this turn already? A draft that still lacks values is judged by those that it has."""
    for call, output in done:
        if call.name != draft.tool.name:
            continue
        given = {k: v for k, v in draft.arguments.items() if v is not None}
        same = all(_plain(call.arguments.get(k)) == _plain(v) for k, v in given.items())
        if same and not (output is not None and failed(output) and draft.missing):
            return True
    return False


def _told_by_another(draft, done):
    """Has another tool been asked with the same values, so that the request, which is one, has its answer?"""
    values = {_plain(v) for v in draft.arguments.values() if v is not None}
    return bool(values) and any(output is not None and not failed(output) and values <= {_plain(v) for v in call.arguments.values()} for call, output in done)


def _plain(value):
    return json.dumps(value, sort_keys=True).lower()


def _follow_up(turn, tools, bare=False):
    """ "And in Vilnius?": the last call again, with what is new in this text."""
    last = next((call for call, _ in reversed(turn.before) if any(t.name == call.name for t in tools)), None)
    opening = FOLLOW_UP.match(turn.text)
    if last is None or not opening and len(turn.text.split()) > 3 or speak.small_talk(turn.text) or sums.answered(turn.text):
        return []
    rest = turn.text[opening.end():] if opening else turn.text
    tool = next(t for t in tools if t.name == last.name)
    filling = fill.filling(schema.view(tool), (rest, turn.today))
    _, picks = filling.assign()
    picks = {place: row for place, row in picks.items() if row[0] > -0.5 or bare and row[1].kind in NAMES}
    if not picks:
        return []
    draft = Draft(tool, filling, picks, ACCEPT, (0, len(rest)))
    for place, leaf in enumerate(draft.view.leaves):
        if place not in draft.values and leaf.name in last.arguments and last.arguments[leaf.name] is not None:
            draft.values[place] = last.arguments[leaf.name]
    return expanded(draft, filling.sentence)


def _bare_follow_up(turn, tools):
    """ "And in Rome?" after calls of several tools: the one used last, where no word of any tool is said."""
    opening = FOLLOW_UP.match(turn.text)
    rest = words.content(turn.text[opening.end():]) if opening else []
    heard = {w for tool in tools for w in choose.naming(schema.view(tool))}
    return [] if not rest or len(rest) > 3 or set(rest) & heard else _follow_up(turn, tools, True)


STATUS = re.compile(r"\b(?:done|finished|ready|going|progress|status|result|results|running|complete|completed|news|how far)\b", re.IGNORECASE)


def _status(turn, tools):
    """ "Is it done?" after something was started: the tool that tells how it stands, with the id that was returned."""
    if not turn.before or not STATUS.search(turn.text) or len(turn.text.split()) > 9:
        return []
    drafts, _ = plan(f"{turn.text} Check the status of the task", tools, turn.today)
    drafts = [draft for draft in drafts[:1] if (background.follows(draft.tool) or ("",))[0] == "check"]
    _complete(drafts, turn)
    return [d for d in drafts if not d.missing]



def _answered_question(turn, tools):
    """The user answers a question of ours: the request before it, with the answer as the value that was asked for."""
    asked = ASKED.search(turn.last_reply)
    if not turn.last_reply.rstrip().endswith("?") or not turn.earlier:
        return []
    name = asked.group(1) if asked else ""
    drafts, _ = plan(f"{turn.earlier[-1].rstrip('.?! ')}, {name} {turn.text}".replace(",  ", ", "), tools, turn.today)
    return drafts


def _read_out(draft, turn):
    """A forced call: what the request lacks is read out of it as for structured output, which leaves unsaid what is not said."""
    said = structure.extracted(draft.tool.parameters or {}, turn.text, turn.today, instructions=turn.instructions)
    values = dict(draft.values)
    for place, leaf in enumerate(draft.view.leaves):
        value = said
        for key in leaf.path:
            value = value.get(key) if isinstance(value, dict) else None
        if leaf.required and place not in values:
            values[place] = value
    return replace(draft, values=values)


def corrected(turn):
    """A failed call once more, where its output says exactly what would be right; else None."""
    made = [(call.name, _plain(call.arguments)) for call, _ in turn.done]
    for call, output in turn.done[-1:]:
        said = RENAME.search(output.text) if output is not None else None
        if said and said["wrong"] in call.arguments:
            arguments = {said["right"] if k == said["wrong"] else k: v for k, v in call.arguments.items()}
            if (call.name, _plain(arguments)) not in made:
                return call.name, arguments
    return None


def coded(turn):
    """The call of a tool that takes source code, with the function that the request describes; None where it is not about that."""
    tool = next((t for t in turn.tools if any(code.wants_code(leaf) for leaf in schema.view(t).leaves)), None)
    if tool is None or turn.done or not code.ASKED.search(turn.text) or turn.conversation.tool_choice not in ("auto", "required", tool.name):
        return None
    source = code.written(turn.text, [t.name for t in turn.tools])
    if not source:
        return []
    view = schema.view(tool)
    name = re.match(r"def (\w+)", source).group(1)
    values = {place: source if code.wants_code(leaf) else name if "name" in leaf.words else _docstring(source) if leaf.role == "text" else None for place, leaf in enumerate(view.leaves)}
    return [(tool.name, fill.tree(view, {place: value for place, value in values.items() if value is not None}))]


def _docstring(source):
    return re.search(r'"""(.*?)"""', source, re.DOTALL).group(1)
