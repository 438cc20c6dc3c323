"""Writes dialogues.json: 200 dialogues of a user and an assistant, those of written.txt and the rest from templates.

    python data/dialogues/make.py
"""

import json
import random
from pathlib import Path

HERE = Path(__file__).parent
PLACES = ["the library", "the bakery", "the post office", "the museum", "the swimming pool", "the town hall",
          "the bank",
          "the chemist", "the station", "the market"]
STREETS = ["Mill Street", "Harbour Street", "Church Lane", "the old square", "Bridge Road", "Garden Street"]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
DISHES = ["vegetable soup", "pancakes", "apple cake", "potato salad", "porridge", "bean stew", "plum jam", "bread"]
SKILLS = ["swimming", "chess", "French", "the piano", "drawing", "cooking", "knitting", "Spanish", "the guitar"]
THINGS = ["a bicycle", "a radio", "a pair of boots", "an umbrella", "a lamp", "a map", "a coat", "a tent"]
TEMPLATES = [
    ("When does {place} open on {day}?|What time does {place} open on {day}?|Is {place} open on {day}?",
     "On {day} {place} opens at {hour} o'clock.|It opens at {hour} o'clock on {day}."),
    ("Where is {place}?|How do I get to {place}?|Can you tell me the way to {place}?",
     "You will find {place} in {street}.|Go straight on to {street} and turn left. You will see {place} at once."),
    ("How do I make {dish}?|Can you help me to make {dish}?|What do I need for {dish}?",
     "For {dish} you need good ingredients and some time. Wash everything well, and cook it slowly.|"
     "You can make {dish} in half an hour. Begin with a large bowl and a wooden spoon."),
    ("I want to learn {skill}. Any advice?|How can I learn {skill}?|Is it hard to learn {skill}?",
     "You can learn {skill} if you practise for ten minutes every day.|Begin with a good teacher and be patient. "
     "{skill_} takes time."),
    ("Where can I buy {thing}?|I need {thing}. Where can I get one?|Which shop sells {thing}?",
     "You can buy {thing} in the shop in {street}.|The shop in {street} sells such things. Ask for {thing} there."),
    ("Can you remind me of the meeting on {day}?|Please remember that my meeting is on {day}.",
     "Of course, I will remind you of the meeting on {day}.|I have written it down. Your meeting is on {day}."),
    ("I am tired today.|I did not sleep well.|I feel ill.", 
     "I am sorry to hear that. Please rest and drink some water.|"
     "I am sorry. A short walk and an early evening may help."),
    ("Can you recommend something for {day}?|What can I do on {day}?", "On {day} you could visit {place}.|"
     "How about {place}? It is open on {day}."),
    ("Please write a short note to my neighbour about {thing}.|Write a note about {thing} for me, please.",
     "Here is a short note. Dear neighbour, I have found {thing}. Please come and see whether it is yours.|"
     "Of course. Dear neighbour, may I borrow {thing} until {day}?"),
]
FOLLOW_UPS = [
    ("Thank you.|Thanks a lot.|Thank you for your help.|Great, thanks.",
     "You are welcome.|You are welcome. Have a nice day.|I am glad that I could help."),
    ("Are you sure?|Is that right?",
     "Yes, as far as I know. Please ask there to be certain.|I think so, but I can make mistakes."),
    ("And on {day}?|What about {day}?", "On {day} it is the same.|I am not sure about {day}. Please ask there."),
    ("Is it far?|How far is it?", "It is about ten minutes on foot.|No, it is quite near."),
    ("How much is it?|What does it cost?", "It costs about {price} crowns.|I do not know the price. Please ask there."),
]


def dialogues() -> list[list[dict]]:
    """All of them, in an order that mixes the two sources."""
    chance = random.Random("dialogues")
    found = written()
    found += [_dialogue(chance, TEMPLATES[number % len(TEMPLATES)]) for number in range(200 - len(found))]
    chance.shuffle(found)
    return found


def written() -> list[list[dict]]:
    """The dialogues of written.txt: a blank line between two, turns by turns on their lines."""
    blocks = (HERE / "written.txt").read_text("utf-8").strip().split("\n\n")
    return [_messages(block.splitlines()) for block in blocks]


def _dialogue(chance, template):
    fills = {"place": chance.choice(PLACES), "street": chance.choice(STREETS), "day": chance.choice(DAYS),
             "dish": chance.choice(DISHES), "skill": chance.choice(SKILLS), "thing": chance.choice(THINGS),
             "hour": chance.randint(7, 11), "price": chance.randint(5, 90)}
    fills["skill_"] = fills["skill"][0].upper() + fills["skill"][1:]
    turns = [template, *chance.sample(FOLLOW_UPS, chance.choice([0, 1, 1, 2]))]
    return _messages([chance.choice(side.split("|")).format(**fills) for turn in turns for side in turn])


def _messages(lines):
    return [{"role": "assistant" if number % 2 else "user", "content": line} for number, line in enumerate(lines)]


if __name__ == "__main__":
    rows = ",\n".join("  " + json.dumps(dialogue, ensure_ascii=False) for dialogue in dialogues())
    (HERE / "dialogues.json").write_text(f"[\n{rows}\n]\n", "utf-8", newline="\n")
