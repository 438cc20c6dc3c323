"""Fits the weights of the mind, on requests generated and written for this course only: python benchmarks/mind_fit.py

Filling: conditional logistic regression; for each parameter of each request, the right candidate (or none) against all others.
Choosing: logistic regression on standardised features; each tool on offer, meant or not. Prints how both do on what was left out of the fit:
families of generated tools, files of written requests.
"""

import argparse
import json
import random
import re
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))
sys.path.insert(0, str(Path(__file__).parent))

import mind_cases  # noqa: E402  (the two lines above make it importable from anywhere)
import mind_generate as generator  # noqa: E402
from workshop_utils.practice.mind import choose, fill, plan, schema, words  # noqa: E402
from workshop_utils.practice.mind.candidates import candidates  # noqa: E402
from workshop_utils.practice.mind.conversation import ToolSpec  # noqa: E402
from workshop_utils.practice.mind.features import Scene, features, null_features  # noqa: E402
from workshop_utils.practice.mind.read import read  # noqa: E402

TODAY = date(2026, 1, 1)
MISSING_SHARE = 0.2
WRITTEN = 3             # how often a written request counts beside the generated ones, which are more but all alike
RIDGE, SHRINK = 1e-3, 0.07      # of filling; of choosing, where the features are standardised
GENERATED = 0.3         # what all generated pairs of request and tool weigh beside all written ones
NEAR_MISSES = 0.3       # share of requests that also come with a tool for something else that takes the same values
TARGET = Path(__file__).parent.parent / "workshop_utils" / "practice" / "mind" / "weights.json"
CHOICE = TARGET.with_name("choice_weights.json")


def plain(value):
    return str(value).strip("'\"").lower().removesuffix(".0")


def is_right(value, wanted):
    """Does a candidate's value say what was meant? A percentage may be a fraction."""
    if isinstance(wanted, tuple):
        return value in (wanted[1], round(wanted[1] / 100, 12))
    if isinstance(wanted, dict):
        return value == wanted
    if isinstance(wanted, list):
        return isinstance(value, tuple) and [plain(v) for v in value] == [plain(v) for v in wanted]
    if isinstance(value, bool) or isinstance(wanted, bool):
        return value is wanted
    return plain(value) == plain(wanted)


def groups(examples, chance):
    """For each parameter: (family, feature lists of null and all candidates, which of them are right).

    What other parameters take is no candidate for one that is not said: the assignment uses no word twice. Some groups
    come again without the right candidates: then nothing is right, though other parameters' values are there.
    """
    for example in examples:
        view = schema.view(example.tool)
        scene = Scene(read(example.text, TODAY), view)
        offered = [candidates(parameter, scene.sentence) for parameter in view.leaves]
        fits = [[example.arguments.get(p.name) is not None and is_right(c.value, example.arguments[p.name]) for c in options] for p, options in zip(view.leaves, offered)]
        taken = [take for options, right in zip(offered, fits) for take in next((c.takes for c, ok in zip(options, right) if ok), ())]
        for place, parameter in enumerate(view.leaves):
            options, right, wanted = offered[place], fits[place], example.arguments.get(parameter.name)
            if wanted is None:
                options = [c for c in options if not any(s < end and start < e for s, e in c.takes for start, end in taken)]
                right = [False] * len(options)
            rows = [features(place, parameter, c, scene) for c in options]
            if options and (any(right) or wanted is None):
                yield example.family, [null_features(parameter)] + rows, [wanted is None] + right
            if any(right) and chance.random() < MISSING_SHARE:
                gone = [c for c, ok in zip(options, right) if ok]
                left = [row for row, c in zip(rows, options) if not any(c.start < g.end and g.start < c.end for g in gone)]
                if left:
                    yield example.family, [null_features(parameter)] + left, [True] + [False] * len(left)


class Problem:
    """All groups as flat arrays, so that a step of the fit is a few numpy operations."""

    def __init__(self, rows, index=None):
        self.index = {} if index is None else index
        grow = index is None
        entries, self.group, self.right = [], [], []
        for number, (_, options, right) in enumerate(rows):
            for found, ok in zip(options, right):
                row = len(self.group)
                self.group.append(number)
                self.right.append(ok)
                for name, value in found:
                    column = self.index.setdefault(name, len(self.index)) if grow else self.index.get(name)
                    if column is not None:
                        entries.append((row, column, value))
        self.row, self.column = (np.array([e[i] for e in entries]) for i in (0, 1))
        self.value = np.array([e[2] for e in entries])
        self.group, self.right = np.array(self.group), np.array(self.right)
        self.count = self.group[-1] + 1

    def scores(self, weights):
        return np.bincount(self.row, weights[self.column] * self.value, len(self.group))

    def gradient(self, weights):
        """Mean loss and its gradient."""
        scores = self.scores(weights)
        top = np.full(self.count, -np.inf)
        np.maximum.at(top, self.group, scores)
        power = np.exp(scores - top[self.group])
        all_mass = np.bincount(self.group, power, self.count)
        right_mass = np.bincount(self.group, power * self.right, self.count)
        push = power / all_mass[self.group] - power * self.right / right_mass[self.group]
        slope = np.bincount(self.column, push[self.row] * self.value, len(weights))
        return float(np.mean(np.log(all_mass) - np.log(right_mass))), slope / self.count

    def accuracy(self, weights):
        """Share of groups whose best option is right."""
        order = np.lexsort((-self.scores(weights), self.group))
        first = order[np.unique(self.group[order], return_index=True)[1]]
        return float(self.right[first].mean())


def fit(problem, ridge=3e-4, steps=400):
    """Adam on the regularised likelihood."""
    weights, mean, square = (np.zeros(len(problem.index)) for _ in range(3))
    for step in range(1, steps + 1):
        _, slope = problem.gradient(weights)
        slope += ridge * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        weights -= 0.1 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return weights


def near_miss(example, tools, chance):
    """The right tool made a wrong one: a word of its name that the request says is another tool's, in its description too."""
    said = {words.stem(w) for w in words.content(example.text)}
    own = [w for w in choose.tool_words(schema.view(example.tool))[0] if any(words.alike(words.stem(w), s) for s in said)]
    other = choose.tool_words(schema.view(tools[chance.randrange(len(tools))]))[0]
    if not own or not other or other[-1] in own:
        return tools[chance.randrange(len(tools))]
    old, new = own[-1], other[-1]
    name = example.tool.name.lower().replace(old, new)
    about = re.sub(rf"\b{old}\w*", new, example.tool.description, flags=re.IGNORECASE)
    return replace(example.tool, name=name, description=about)


def choice_rows(examples, chance):
    """(family, features, is it the tool meant?) for each request with its own tool, the nearest others and some at random."""
    tools = [next(e.tool for e in examples if e.family == f) for f in sorted({e.family for e in examples})]
    for example in examples:
        sentence = read(example.text, TODAY)
        ask = choose.Ask(sentence)
        views = [schema.view(t) for t in tools]
        rough = choose.cheap(ask, views)
        order = sorted(range(len(tools)), key=lambda i: -rough[i])
        open_ones = [i for i, v in enumerate(views) if not any(p.required for p in v.leaves)]
        others = order[:5] + chance.sample(range(len(tools)), 3) + chance.sample(open_ones, 1)
        near = [(near_miss(example, tools, chance), 0.0)] if chance.random() < NEAR_MISSES else []
        for tool, right in [(example.tool, 1.0)] + near + [(tools[i], 0.0) for i in others if i != example.family]:
            view = schema.view(tool)
            _, picks = fill.Filling(view, sentence).assign()
            if picks and chance.random() < 0.35:    # requests leave things out, and readings fail
                picks.pop(chance.choice(list(picks)))
            yield example.family, choose.features(ask, view, picks, fill.missing(view, picks)), right


def written_examples(cases):
    """Requests with one right call, in the form of the generated ones; the family is the file."""
    for case in cases:
        if len(case.calls) == 1:
            (name, arguments), = case.calls
            tool = next(tool for tool in case.tools if tool[0] == name)
            yield generator.Example(case.text, ToolSpec(*tool), arguments, case.source)


def written_choice_rows(cases):
    """(file, features, is it meant?) for each written request and each of the tools on offer that look nearest."""
    for case in cases:
        tools = [ToolSpec(*tool) for tool in case.tools]
        sentence = read(case.text, TODAY)
        ask = choose.Ask(sentence)
        for draft in plan.rank(sentence, ask, tools, TODAY):
            yield case.source, choose.features(ask, draft.view, draft.picks, draft.missing), float(draft.tool.name in {name for name, _ in case.calls})


def fit_choice(rows, share, steps=12):
    """Logistic regression on standardised features, shrunk, by Newton's method; `share` weighs the rows. Returns weights of the plain features."""
    names = sorted({name for _, found, _ in rows for name in found} - {"bias"})
    table = np.array([[found.get(name, 0.0) for name in names] for _, found, _ in rows])
    right = np.array([r for *_, r in rows])
    share = share / share.sum()
    middle = share @ table
    spread = np.sqrt(share @ (table - middle) ** 2)
    spread[spread < 1e-9] = 1.0
    table = np.c_[np.ones(len(table)), (table - middle) / spread]
    shrink = np.r_[0.0, np.full(len(names), SHRINK)]
    weights = np.zeros(len(names) + 1)
    for _ in range(steps):
        likely = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (share * (likely - right)) + shrink * weights
        bend = (table * (share * likely * (1 - likely))[:, None]).T @ table + np.diag(shrink)
        weights -= np.linalg.solve(bend, slope)
    plain = weights[1:] / spread
    return {**dict(zip(names, plain)), "bias": weights[0] - plain @ middle}


def balanced(rows):
    """The weight of each row: generated and written ones as GENERATED says, and of the generated as much right as wrong."""
    right, written = np.array([r for *_, r in rows]), np.array([isinstance(source, str) for source, *_ in rows])
    share = np.where(written, 1.0 / max(1, written.sum()), 0.0)
    for kind in (right > 0, right == 0):
        share[kind & ~written] = GENERATED / 2 / max(1, (kind & ~written).sum())
    return share


def odds(rows, weights):
    return np.array([sum(weights.get(n, 0.0) * v for n, v in found.items()) for _, found, _ in rows])


def separation(scores, right):
    """The chance that a tool that is meant scores above one that is not (area under the ROC curve)."""
    meant, other = scores[right > 0], scores[right == 0]
    return float((meant[:, None] > other[None]).mean())


def left_out_choice(rows):
    """Scores of written requests by weights that were fitted without their file."""
    scores = np.zeros(len(rows))
    for source in sorted({r[0] for r in rows if isinstance(r[0], str)}):
        kept = [r for r in rows if r[0] != source]
        weights = fit_choice(kept, balanced(kept))
        mine = [i for i, r in enumerate(rows) if r[0] == source]
        scores[mine] = odds([rows[i] for i in mine], weights)
    return scores


def calibration(scores, right, steps=400):
    """(factor, bias) that turn left-out scores into log-odds: shrunk weights are too modest."""
    factor, bias = 1.0, 0.0
    for _ in range(steps):
        error = 1 / (1 + np.exp(-(factor * scores + bias))) - right
        factor, bias = factor - 0.05 * float((error * scores).mean()), bias - 0.2 * float(error.mean())
    return factor, bias


def write(path, weights):
    named = {name: round(float(weight), 3) for name, weight in sorted(weights.items()) if abs(weight) >= 0.02}
    path.write_text(json.dumps(named, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--per-request", type=int, default=6)
    options.add_argument("--choice-only", action="store_true", help="keep weights.json as it is")
    chosen = options.parse_args()
    cases = mind_cases.load()
    if not chosen.choice_only:
        fit_filling(chosen.per_request, cases)
    rows = list(choice_rows(generator.generate(2, 4), random.Random(3))) + list(written_choice_rows(cases))
    scores = left_out_choice(rows)
    mine = [i for i, r in enumerate(rows) if isinstance(r[0], str)]
    right = np.array([rows[i][2] for i in mine])
    factor, bias = calibration(scores[mine], right)
    print(f"choice, written requests whose file was left out: {separation(scores[mine], right):.3f} (factor {factor:.2f}, bias {bias:.2f})")
    weights = {name: factor * weight for name, weight in fit_choice(rows, balanced(rows)).items()}
    write(CHOICE, {**weights, "bias": weights["bias"] + bias})


def fit_filling(per_request, cases):
    """Fits and writes the weights of the candidates for parameters."""
    generated = list(groups(generator.generate(1, per_request), random.Random(5)))
    written = list(groups(written_examples(cases), random.Random(5)))
    sources = sorted({source for source, *_ in written})
    shares = []
    for source in sources:
        kept = Problem(generated + WRITTEN * [r for r in written if r[0] != source])
        shares.append(Problem([r for r in written if r[0] == source], kept.index).accuracy(fit(kept, RIDGE)))
    print(f"{len(generated)} generated and {len(written)} written parameters; written ones whose file was left out: {np.mean(shares):.3f} right")
    whole = Problem(generated + WRITTEN * written)
    weights = fit(whole, RIDGE)
    print(f"all: {whole.accuracy(weights):.3f} right, {len(weights)} weights")
    write(TARGET, {name: weights[i] for name, i in whole.index.items()})
    fill.WEIGHTS.update(json.loads(TARGET.read_text(encoding="utf-8")))


if __name__ == "__main__":
    main()
